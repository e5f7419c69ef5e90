"""What the lock screens of people's telephones showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World


def notified(world: World, *people: Person) -> list[str]:
    """Return what lock screens showed: new messages, without what a spoiler hides."""
    wanted = {person.id for person in people}
    return [
        _without_spoilers(str(call.params.get("text") or call.params.get("caption")))
        for call in world.telegram.calls
        if call.method.startswith("send") and int(call.params.get("chat_id") or 0) in wanted
    ]


def _without_spoilers(html: str) -> str:
    shown, _, rest = html.partition("<tg-spoiler>")
    while rest:
        more, _, rest = rest.partition("</tg-spoiler>")[2].partition("<tg-spoiler>")
        shown += more
    return shown
