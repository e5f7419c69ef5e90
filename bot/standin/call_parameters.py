"""What the bot asks: a method and its parameters, however they came."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from python_multipart.multipart import MultipartParser, parse_options_header

from bot.standin.refusal import bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

# What is an object or a list, and comes as JSON in a string where the rest is a form.
STRUCTURED = {
    "allowed_updates": "allowed updates",
    "caption_entities": "entities",
    "commands": "commands",
    "entities": "entities",
    "link_preview_options": "link preview options",
    "media": "input media",
    "message_ids": "message identifiers",
    "reply_markup": "reply keyboard markup",
    "reply_parameters": "reply parameters",
    "rich_message": "rich message",
    "scope": "BotCommandScope",
}
TRUE = {"true", "yes", "1"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    file_name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True, eq=False)
class CallParameters:
    """One call, read. Every getter refuses what Telegram would refuse."""

    method: str
    params: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a string; missing: empty."""
        value = self.params.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else str(value)

    def whole(self, name: str, default: int) -> int:
        """Return a whole number; what is none is ``default``, as with Telegram."""
        value = self.params.get(name)
        try:
            return default if value is None or value == "" else int(value)
        except (TypeError, ValueError):
            return default

    def decimal(self, name: str) -> float:
        """Return a number that has to be there."""
        value = self.params.get(name)
        try:
            return float(value)  # type: ignore[arg-type]  # None is a TypeError, as meant
        except (TypeError, ValueError):
            raise bad_request(f"{name} is empty") from None

    def flag(self, name: str) -> bool:
        """Return a boolean; missing: False."""
        value = self.params.get(name)
        return value if isinstance(value, bool) else str(value).lower() in TRUE

    def structure(self, name: str) -> Any:
        """Return an object or a list; missing: None."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {STRUCTURED[name]} JSON object") from None


def parse_call(method: str, content_type: str, body: bytes, query: str = "") -> CallParameters:
    """Read a call from a request: JSON, a form, or a form with files.

    A 400 where the body is none of them.
    """
    params: dict[str, Any] = _form(query) if query else {}
    if not body:
        return CallParameters(method, params)
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return CallParameters(method, params | _json(body))
    if kind == "multipart/form-data":
        fields, uploads = multipart(content_type, body)
        return CallParameters(method, params | fields, uploads)
    return CallParameters(method, params | _form(body.decode("utf-8", "replace")))


def _json(body: bytes) -> dict[str, Any]:
    try:
        params = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(params, dict):
        raise bad_request("expected an Object")
    return params


def _form(text: str) -> dict[str, Any]:
    pairs = parse_qsl(text, keep_blank_values=True)
    return {name: _loaded(name, value) for name, value in pairs}


def _loaded(name: str, value: str) -> Any:
    """Read JSON where JSON belongs; what is none is refused where it is needed."""
    if name not in STRUCTURED:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def multipart(content_type: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Read a form with files: its fields, its files."""
    _, options = parse_options_header(content_type)
    reader = _Multipart()
    try:
        parser = MultipartParser(options.get(b"boundary", b""), reader.callbacks())  # type: ignore[arg-type]
        parser.write(body)
        parser.finalize()
    except ValueError:
        raise bad_request("can't parse multipart form data") from None
    return reader.fields, reader.uploads


class _Multipart:
    """Gathers the parts as the parser finds them."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.uploads: dict[str, Upload] = {}
        self._headers: dict[bytes, bytes] = {}
        self._header = bytearray()
        self._value = bytearray()
        self._content = bytearray()

    def callbacks(self) -> dict[str, Any]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header_ends,
            "on_part_data": lambda data, start, end: self._content.extend(data[start:end]),
            "on_part_end": self._end,
        }

    def _begin(self) -> None:
        self._headers.clear()
        self._content.clear()

    def _header_ends(self) -> None:
        self._headers[bytes(self._header).lower()] = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _end(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode()
        file_name = options.get(b"filename")
        if file_name is None:
            self.fields[name] = _loaded(name, self._content.decode("utf-8", "replace"))
            return
        mime_type = self._headers.get(b"content-type", b"application/octet-stream").decode()
        self.uploads[name] = Upload(
            file_name.decode("utf-8", "replace"), mime_type, bytes(self._content)
        )
