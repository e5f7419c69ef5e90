"""What an import of people comes to: who is new, who changes, and what is wrong with a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.domain.access import Grant

if TYPE_CHECKING:
    from bot.domain.report_line import BadLine
    from bot.domain.roster_line import PersonLine
    from bot.models import RosterEntry

Numbered: TypeAlias = "tuple[int, PersonLine | BadLine]"
Placed: TypeAlias = "tuple[int, PersonLine, tuple[Grant, ...]]"
Bad: TypeAlias = "tuple[int, str]"


@dataclass(slots=True)
class RosterPerson:
    """Somebody of the list, with what all of their lines say.

    ``entry``: they were listed before; ``member_id``: they are here. ``missing``: what they are to
    get.
    """

    number: int  # of their first line
    mark: str
    name: str
    fingerprint: str | None = None
    posts: dict[Grant, int] = field(default_factory=dict)  # with the line that says so
    entry: RosterEntry | None = None
    member_id: int | None = None
    missing: list[Grant] = field(default_factory=list)

    @property
    def needs_code(self) -> bool:
        """Tell whether the person needs a code: they are no member, and have none yet."""
        return self.entry is None and self.member_id is None

    @property
    def arrives(self) -> bool:
        """Tell whether they came in by another way than their code, which is good still."""
        is_here = self.member_id is not None
        return is_here and self.entry is not None and self.entry.member_id is None

    @property
    def is_changed(self) -> bool:
        """Tell whether the list changes something for them."""
        return bool(self.missing) or self.needs_code or self.arrives

    @property
    def is_unlisted(self) -> bool:
        """Tell whether they are here, and no list has named them yet."""
        return self.member_id is not None and self.entry is None

    @property
    def waiting(self) -> set[Grant]:
        """Return what waits for them; for whoever came in by a code, nothing does."""
        posts = self.entry.posts if self.entry is not None else []
        return {Grant(post.role, post.region_code) for post in posts}


@dataclass(slots=True)
class Plan:
    """What a list would change, and what is wrong with it."""

    people: list[RosterPerson]
    bad: list[Bad]

    @property
    def new(self) -> list[RosterPerson]:
        """Return the people for whom, or of whom, the plan writes something."""
        return [one for one in self.people if one.is_changed or one.is_unlisted]

    @property
    def count(self) -> RosterCounts:
        """Count the people by what the plan changes for them."""
        changed = [one for one in self.people if one.is_changed]
        here = sum(one.member_id is not None for one in changed)
        codes = sum(one.needs_code for one in changed)
        more = len(changed) - here - codes
        return RosterCounts(codes, here, more, len(self.people) - len(changed))


class RosterCounts(NamedTuple):
    """How many get a code, are members and get posts, get more by their code, get nothing."""

    codes: int
    here: int
    more: int
    known: int
