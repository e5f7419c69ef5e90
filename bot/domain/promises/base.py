"""What any promise may hold: how its message stands to the others of its chat."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseData:
    """What a kind holds that tells nothing more.

    ``newest``: it takes the place of the older cards of the same thing. ``below``: another took its
    place. ``withdrawn``: it says nothing any more, since the post that opened it has ended.
    ``follows``: the delivery whose message it edits, which was under way.
    """

    newest: bool = False
    below: bool = False
    withdrawn: bool = False
    follows: int | None = None

    @property
    def edited(self) -> int | None:
        """Return the delivery whose message it edits, where it was under way."""
        return self.follows


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPromise(PromiseData):
    """A page of a list, counted from 0. ``place``: the code of the region that it is about."""

    page: int = 0
    place: str | None = None
