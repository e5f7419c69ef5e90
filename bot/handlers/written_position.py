"""A position that stands among the words of a message counts as one that was sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.coordinates import around, position_in
from bot.handlers import raw_fields
from bot.handlers.incoming import UpdateKind

if TYPE_CHECKING:
    from bot.handlers.incoming import Incoming

READ = frozenset({UpdateKind.MESSAGE, UpdateKind.COMMAND})


def with_position(incoming: Incoming, message: raw_fields.Raw) -> Incoming:
    """Take the position that is written in a message, be it in a link behind its words.

    The words stay; where there are none beside it, the message is a location like any other.
    """
    if incoming.location is not None or incoming.kind not in READ:
        return incoming
    written = position_in(incoming.text)
    if written is None:
        found = next(filter(None, map(position_in, _hidden_links(message))), None)
        return incoming if found is None else _at(incoming, found.lat, found.lon, found.accuracy_m)
    located = _at(incoming, written.lat, written.lon, written.accuracy_m)
    if around(incoming.text, written) or incoming.name == "other":
        return located
    return replace(located, text="", name="location" if incoming.name == "text" else incoming.name)


def _at(incoming: Incoming, lat: float, lon: float, accuracy_m: float | None) -> Incoming:
    return replace(incoming, location=(lat, lon), accuracy_m=accuracy_m)


def _hidden_links(message: raw_fields.Raw) -> list[str]:
    """Return the addresses that words lead to, without showing them."""
    styles = raw_fields.parts(message, "entities") + raw_fields.parts(message, "caption_entities")
    return [
        raw_fields.text(one, "url") for one in styles if raw_fields.text(one, "type") == "text_link"
    ]
