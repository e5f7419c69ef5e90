"""What lies in people's chats, written down with a database and laid into a new stand-in.

A message that the bot sent stands in two places: in the database by its number, and in the chat,
with the buttons as they were signed when it was sent. Both have to come along.
"""

from __future__ import annotations

import base64
import itertools
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.standin.files import StoredFile
from bot.standin.message import Message
from bot.standin.styling import Styled

if TYPE_CHECKING:
    from pathlib import Path

    from bot.standin.person import Person
    from bot.standin.telegram import Telegram

FILE = "phones.json"


def write(telegram: Telegram, path: Path) -> None:
    """Write down everybody with their chat, and the updates that the bot has not confirmed."""
    kept = {
        "next_update": next(telegram.updates._numbers),  # noqa: SLF001 - Telegram's own numbers
        "updates": telegram.pending,
        "people": [_person(person) for person in telegram.people.values()],
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def lay(telegram: Telegram, path: Path) -> None:
    """Lay what was written down into an empty stand-in; its numbers go on behind the old ones."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    for about in kept["people"]:
        person = telegram.person(about["name"], about["id"], about["language"])
        person.started, person.blocked = True, about["blocked"]
        for message in about["messages"]:
            _lay(person, message)
    last = max(max(person.chat.messages, default=0) for person in telegram.people.values())
    telegram._message_ids = itertools.count(last + 1)  # noqa: SLF001 - Telegram's own numbers
    telegram.updates._numbers = itertools.count(kept["next_update"])  # noqa: SLF001
    for update in kept["updates"]:
        telegram.updates._add(update)  # noqa: SLF001


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "language": person.raw["language_code"],
        "blocked": person.blocked,
        "messages": [_message(message) for message in person.chat.messages.values()],
    }


def _message(message: Message) -> dict[str, Any]:
    """Return what a message is, without what it is not."""
    whole = {
        "id": message.message_id,
        "from": None if message.author is None else "person",
        "at": message.date.isoformat(),
        "text": message.words.text,
        "entities": list(message.words.entities),
        "markup": message.markup,
        "picture": None if message.picture is None else _file(message.picture),
        "reply_to": message.reply_to_message_id,
        "location": message.location,
        "deleted": message.deleted,
    }
    return {key: value for key, value in whole.items() if value}


def _file(file: StoredFile) -> dict[str, Any]:
    content = base64.b64encode(file.content).decode()
    return {"id": file.file_id, "path": file.path, "content": content}


def _lay(person: Person, about: dict[str, Any]) -> None:
    chat = person.chat
    picture = None
    if "picture" in about:
        told = about["picture"]
        picture = StoredFile(told["id"], told["path"], base64.b64decode(told["content"]))
        person.telegram.files._keep(picture)  # noqa: SLF001
    chat.keep(
        Message(
            chat,
            about["id"],
            person if "from" in about else None,
            datetime.fromisoformat(about["at"]),
            Styled(about.get("text", ""), about.get("entities", ())),
            markup=about.get("markup"),
            picture=picture,
            reply_to=chat.messages.get(about.get("reply_to", 0)),
            location=tuple(about["location"]) if "location" in about else None,
            deleted=about.get("deleted", False),
        )
    )
