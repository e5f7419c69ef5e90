"""A scene: what is played before its old buttons are pressed, and which it must bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.world import World


class Scene(NamedTuple):
    """``play`` leads to a state; ``brings``: entries of the one table, pressed late in it."""

    name: str
    play: Callable[[World], Awaitable[None]]
    brings: str
