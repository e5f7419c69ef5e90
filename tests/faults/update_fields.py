"""The fields of an update as Bot API 10.4 has them, compactly, and each of them right and wrong."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from bot.handlers.service_messages import SERVICE

if TYPE_CHECKING:
    from collections.abc import Iterator

USER = {"id": 777, "is_bot": False, "first_name": "Lain", "last_name": "X", "language_code": "id"}
CHAT = {"id": 777, "type": "private", "first_name": "Lain", "title": "T", "username": "u"}
FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 9, "width": 9, "height": 9}
SOUND = FILE | {"duration": 3, "mime_type": "audio/ogg", "file_name": "a", "performer": "p"}
PLACE = {"latitude": -5.13, "longitude": 119.43, "horizontal_accuracy": 5.0, "live_period": 60}
ENTITY = {"type": "bold", "offset": 0, "length": 1, "url": "u", "user": USER, "language": "x"}
OPTION = {"text": "a", "voter_count": 0, "persistent_id": "p", "text_entities": [ENTITY]}
POLL = {
    "id": "1",
    "question": "q",
    "options": [OPTION],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
BLOCK = {"type": "paragraph", "text": ["a", {"type": "bold", "text": "b"}]}
RICH = {
    "blocks": [
        BLOCK,
        {"type": "heading", "size": 1, "text": "h"},
        {"type": "list", "items": [{"label": "1.", "blocks": [BLOCK]}]},
        {"type": "table", "cells": [[{"text": "x"}]], "caption": "c"},
        {"type": "details", "summary": "s", "blocks": [BLOCK], "is_open": True},
    ],
    "is_rtl": False,
}
TASK = {"id": 1, "text": "t", "completed_by_user": USER, "completion_date": 5}
# Every kind of content; what only service messages have stands in SERVICE.
CONTENT: dict[str, Any] = {
    "text": "ada maling",
    "entities": [ENTITY],
    "caption": "ada maling",
    "caption_entities": [ENTITY],
    "rich_message": RICH,
    "photo": [FILE],
    "animation": SOUND,
    "audio": SOUND,
    "document": SOUND | {"mime_type": "image/png"},
    "sticker": FILE | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "x"},
    "story": {"chat": CHAT, "id": 1},
    "video": SOUND,
    "video_note": FILE | {"length": 9, "duration": 3},
    "voice": SOUND,
    "live_photo": SOUND,
    "paid_media": {"star_count": 1, "paid_media": [{"type": "preview", "width": 1}]},
    "checklist": {"title": "t", "tasks": [TASK], "others_can_add_tasks": True},
    "contact": {"phone_number": "08", "first_name": "a", "user_id": 5, "vcard": "v"},
    "dice": {"emoji": "x", "value": 1},
    "game": {"title": "t", "description": "d", "photo": [FILE]},
    "invoice": {"title": "t", "description": "d", "currency": "IDR", "total_amount": 1},
    "poll": POLL,
    "venue": {"location": PLACE, "title": "t", "address": "a", "foursquare_id": "f"},
    "location": PLACE,
    "link_preview_options": {"is_disabled": True, "url": "u"},
    "reply_to_message": {"message_id": 3, "date": 5, "chat": CHAT, "from": USER, "poll": POLL},
    "external_reply": {"origin": {"type": "user", "date": 5, "sender_user": USER}, "poll": POLL},
    "quote": {"text": "q", "position": 0, "entities": [ENTITY], "is_manual": True},
    "reply_to_story": {"chat": CHAT, "id": 1},
    "forward_origin": {"type": "hidden_user", "date": 5, "sender_user_name": "x"},
    "via_bot": USER,
    "sender_chat": CHAT,
    "sender_business_bot": USER,
    "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
    "suggested_post_info": {"state": "pending", "send_date": 5},
    "direct_messages_topic": {"topic_id": 1, "user": USER},
    "message_thread_id": 5,
    "reply_to_checklist_task_id": 5,
    "edit_date": 5,
    "sender_boost_count": 5,
    "paid_star_count": 5,
    "show_caption_above_media": True,
    "has_media_spoiler": True,
    "has_protected_content": True,
    "is_from_offline": True,
    "is_paid_post": True,
    "is_topic_message": True,
    "is_automatic_forward": True,
    "media_group_id": "g",
    "author_signature": "a",
    "business_connection_id": "b",
    "effect_id": "e",
    "sender_tag": "t",
}
HEAD: dict[str, Any] = {"message_id": 9, "date": 1_795_521_600, "chat": CHAT, "from": USER}
WRONG: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**70,
    float("nan"),
    1e308,
    "\ud83d \x00",
    "x" * 5000,
    [],
    [None, 1, "a", {}],
    {},
    {"id": {"id": [{}]}},
)


def updates() -> Iterator[dict[str, Any]]:
    """Yield updates without their numbers: every field right once, and wrong in several ways."""
    for base in _right():
        yield base
        for number, path in enumerate(_paths(base)):
            yield _with(base, path, WRONG[number % len(WRONG)])
    for base in (_message(text="ada maling"), _press(), _membership()):
        for path in _paths(base):
            yield from (_with(base, path, wrong) for wrong in WRONG)
    for kind in ("poll", "chat_join_request", "purchased_paid_media", "managed_bot", "unknown"):
        yield from ({kind: wrong} for wrong in WRONG)


def _right() -> Iterator[dict[str, Any]]:
    for name, value in CONTENT.items():
        yield _message(**({"text": "ada maling"} | {name: value}))
    for name in sorted(SERVICE):
        yield _message(**{name: {"user": USER, "message_id": 5, "title": "t"}})
    yield {"edited_message": HEAD | {"text": "ada maling", "edit_date": 5}}
    yield _press()
    yield _membership()


def _message(**content: object) -> dict[str, Any]:
    return {"message": HEAD | content}


def _press() -> dict[str, Any]:
    answered = HEAD | {"text": "ada maling"}
    card = {"message_id": 9, "date": 5, "chat": CHAT, "reply_to_message": answered, "text": "t"}
    return {"callback_query": {"id": "5", "from": USER, "message": card, "data": "d:1:send:x"}}


def _membership() -> dict[str, Any]:
    member = {"user": USER, "status": "member"}
    return {
        "my_chat_member": {
            "chat": CHAT,
            "from": USER,
            "date": 5,
            "old_chat_member": member,
            "new_chat_member": member,
        }
    }


def _paths(
    value: Any,  # noqa: ANN401 - JSON
    path: tuple[Any, ...] = (),
) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every field."""
    named = value.items() if isinstance(value, dict) else enumerate(value)
    for name, inner in named:
        if name not in HEAD or len(path) != 1 or value.get("text") == "ada maling":
            yield (*path, name)
        if isinstance(inner, dict | list) and (name not in {"chat", "from", "user"}):
            yield from _paths(inner, (*path, name))


def _with(base: dict[str, Any], path: tuple[Any, ...], wrong: object) -> dict[str, Any]:
    copy = deepcopy(base)
    inner: Any = copy
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = wrong
    return copy
