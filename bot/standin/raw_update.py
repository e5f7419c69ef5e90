"""Raw updates, given as bytes: also ones that no correct client sends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class RawUpdate(dict[str, Any]):
    """An update whose bytes are given; as an object it only says in whose chat it happened."""

    def __init__(self, number: int, chat: int, content: bytes) -> None:
        """``content``: what stands between the braces after the number, valid or not."""
        super().__init__(update_id=number, message={"chat": {"id": chat}})
        self.wire = b'{"update_id":%d,%s}' % (number, content)


def encode(update: dict[str, Any]) -> bytes:
    """Write one update out."""
    return update.wire if isinstance(update, RawUpdate) else json.dumps(update).encode()


def encode_batch(updates: Iterable[dict[str, Any]]) -> bytes:
    """Write out what getUpdates answers."""
    return b'{"ok":true,"result":[%s]}' % b",".join(map(encode, updates))
