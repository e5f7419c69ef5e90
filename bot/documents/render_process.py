"""Makes pictures and documents outside the bot: a process for each, since drawing holds a core.

What was made is kept by its request, so that whoever asks for the same again waits for nothing.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from bot import isolated_process
from bot.isolated_process import FailedProcessError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Form: TypeAlias = Literal["png", "pdf", "xlsx", "csv"]

RENDER_S = 20.0  # seconds of wall time, on a busy machine; a picture takes a fraction of one
KEPT = 64  # files ...
KEPT_BYTES = 16_000_000  # ... and bytes, at most
# It is polite before it loads anything, which is half of its work: whoever waits for a page goes
# first.
_WORKER = isolated_process.of_module("bot.documents.render_worker", niceness=19)


class NotRenderedError(Exception):
    """The process ended without a file, or was too slow and was ended."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be made: a template with its data (JSON), as a file of a ``form``.

    ``at`` is written down as its moment; a picture shows none.
    """

    template: str
    form: Form
    data: Mapping[str, Any]
    at: datetime

    def packed(self) -> bytes:
        """Return it as the process reads it; the same request is the same bytes."""
        told = {"template": self.template, "form": self.form, "data": self.data}
        return json.dumps(told | {"at": self.at.isoformat()}, sort_keys=True).encode()


@dataclass(slots=True)
class RenderedFiles:
    """Files by their requests, the newest kept."""

    _files: OrderedDict[bytes, bytes] = field(default_factory=OrderedDict)
    _size: int = 0

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._files)

    async def file(self, request: Request) -> bytes:
        """Return the file of a request, made in a process of its own unless it is kept.

        Raises NotRenderedError, or OSError where the machine has no process to give.
        """
        packed = request.packed()
        key = sha256(packed).digest()
        found = self._files.get(key)
        if found is None:
            found = await _made(packed)
            self._keep(key, found)
        self._files.move_to_end(key)
        return found

    def _keep(self, key: bytes, content: bytes) -> None:
        self._size += len(content) - len(self._files.get(key, b""))
        self._files[key] = content
        while len(self._files) > 1 and (len(self._files) > KEPT or self._size > KEPT_BYTES):
            _, oldest = self._files.popitem(last=False)
            self._size -= len(oldest)


async def _made(packed: bytes) -> bytes:
    try:
        content = await isolated_process.run(_WORKER, packed, longest_s=RENDER_S)
    except FailedProcessError as error:
        raise NotRenderedError(str(error)) from None
    if not content:
        raise NotRenderedError("nothing was written")
    return content
