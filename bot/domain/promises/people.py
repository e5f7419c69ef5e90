"""Promises of posts and of the codes that give them, and what a menu remembers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - read at run time, to check what is stored

from bot.domain.promises.base import PromiseData

SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsPromise(PromiseData):
    """Posts, as role@region, that somebody was given or that have ended.

    ``over``: those that ended where a decree gave others in their place.
    """

    event: str
    duties: tuple[str, ...]
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointedPromise(PromiseData):
    """Posts of a new officer; ``by``: the office that gave them, None for the operator."""

    duties: tuple[str, ...]
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePromise(PromiseData):
    """The code of an invitation, sealed."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUsedPromise(PromiseData):
    """A code was used; ``asks``: before it, or what it gave, is ended."""

    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesUsedPromise(PromiseData):
    """A page of the codes that were used from ``since`` to ``until``."""

    since: datetime
    until: datetime
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuPromise(PromiseData):
    """A look at somebody's menu; ``shown``: the mark of the one that they were shown then."""

    shown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettingsPromise(PromiseData):
    """When somebody's digests come; ``of``: the hour of which kind is asked for, "" of none.

    :data:`SILENT`: their silent hours.
    """

    of: str = ""
