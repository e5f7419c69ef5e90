"""The messages of which a draft is made: each has its own words and its own picture.

An album comes as several messages, and words, a photo and a place as three: whoever edits one of
them changes what that one says, and nothing of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from bot.models import Draft


class MessagePart(NamedTuple):
    """What one message says. ``photo``: the attachment that it shows.

    ``meant``: it began with a misspelt command, which is offered beside the draft.
    """

    message_id: int
    text: str
    photo: int | None
    meant: bool = False


def part(draft: Draft, message_id: int) -> MessagePart | None:
    """Return what a message says of a draft; None where it is none of the draft's."""
    return next((one for one in _parts(draft) if one.message_id == message_id), None)


def part_with_photo(draft: Draft, photo: int) -> MessagePart | None:
    """Return the message of a draft that shows an attachment; None: it shows no such one."""
    return next((one for one in _parts(draft) if one.photo == photo), None)


def began(draft: Draft, message_id: int) -> bool:
    """Tell whether a draft came of this message; the others joined it."""
    return all(one.message_id == message_id for one in _parts(draft)[:1])


def numbers(draft: Draft) -> list[int]:
    """Return which messages a draft is made of."""
    return [one.message_id for one in _parts(draft)]


def put(draft: Draft, changed: MessagePart) -> None:
    """Let a message say this from now on; all stand in the order in which they were written."""
    parts, known = _parts(draft), part(draft, changed.message_id)
    if known is None:
        _write(draft, sorted([*parts, changed], key=_written))
    else:
        new = changed._replace(meant=known.meant)
        _write(draft, [new if one == known else one for one in parts])


def note_offer(draft: Draft, message_id: int) -> None:
    """Note that a command is offered for what one of its messages began with."""
    parts = _parts(draft)
    _write(draft, [o._replace(meant=o.meant or o.message_id == message_id) for o in parts])


def has_offer(draft: Draft) -> bool:
    """Tell whether a command was offered beside a draft: it costs no statement."""
    return any(one.meant for one in _parts(draft))


def without_words(draft: Draft) -> list[dict[str, Any]]:
    """Return what is left of the messages once their words are a report's."""
    return [_row(one._replace(text="", photo=None)) for one in _parts(draft)]


def _parts(draft: Draft) -> list[MessagePart]:
    rows = draft.messages or []
    return [MessagePart(r["id"], r["text"], r["photo"], r.get("meant", False)) for r in rows]


def _write(draft: Draft, parts: list[MessagePart]) -> None:
    draft.messages = [_row(one) for one in parts]
    draft.text = "\n".join(one.text for one in parts if one.text)


def _written(one: MessagePart) -> int:
    return one.message_id


def _row(one: MessagePart) -> dict[str, Any]:
    row = {"id": one.message_id, "text": one.text, "photo": one.photo}
    return row | {"meant": True} if one.meant else row
