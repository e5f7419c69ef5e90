"""What the page reads: the whole state once, then each event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.standin.message import Account, Message

if TYPE_CHECKING:
    from bot.standin.events import Event
    from bot.standin.files import StoredFile
    from bot.standin.telegram import Telegram


def state_of(telegram: Telegram) -> dict[str, Any]:
    """Return everybody with all that lies in their chats, the queue, the clock."""
    return {
        "now": telegram.clock().isoformat(),
        "pending": len(telegram.updates),
        "polled": telegram.updates.polled,
        "calls": len(telegram.calls),
        "faults": [fault.kind for fault in telegram.faults.waiting],
        "people": [person_of(person, whole=True) for person in telegram.people.values()],
    }


def person_of(person: Account, *, whole: bool = False) -> dict[str, Any]:
    """Return somebody; ``whole``: with the messages of their chat."""
    about: dict[str, Any] = {
        "id": person.id,
        "name": person.name,
        "blocked": person.blocked,
        "toasts": person.toasts[-1:],
    }
    if whole:
        about["messages"] = [message_of(one) for one in person.chat.messages.values()]
    return about


def message_of(message: Message) -> dict[str, Any]:
    """Return a message as a phone shows it."""
    return {
        "chat": message.chat.id,
        "id": message.message_id,
        "mine": message.author is not None,
        "html": message.html if message.rich is None else "",
        "rich": None if message.rich is None else message.rich.html,
        "text": message.text,
        "date": message.date.isoformat(),
        "edited": message.edited_at is not None,
        "deleted": message.deleted,
        "rows": message.rows,
        "inline": bool(message.markup and "inline_keyboard" in message.markup),
        "reply_to": message.reply_to_message_id,
        "photo": None if message.picture is None else message.picture.file_id,
        "photo_size": None if message.picture is None else _size(message.picture),
        "spoiler": message.spoiler,
        "document": None if message.document is None else message.document.file_name,
        "document_id": None if message.document is None else message.document.file_id,
        "document_bytes": None if message.document is None else len(message.document.content),
        "recording": None if message.recording is None else message.recording.file_id,
        "recording_kind": None if message.recording is None else message.recording.kind,
        "location": message.location,
        "live": message.live_s > 0,
        "venue": None if message.venue is None else message.venue[0],
        "forwarded": message.forwarded,
        "sticker": message.sticker,
    }


def _size(picture: StoredFile) -> tuple[int, int]:
    """Return width and height in pixels, so that the page keeps its room before it is loaded."""
    return picture.width, picture.height


def event_of(event: Event) -> dict[str, Any] | None:
    """Return an event for the page; None: nothing the page shows."""
    subject = event.subject
    match event.kind:
        case "message" | "edited" | "deleted":
            return message_of(subject) if isinstance(subject, Message) else None
        case "person" | "blocked":
            return person_of(subject) if isinstance(subject, Account) else None
        case "toast":
            person, text = subject
            return {"chat": person.id, "text": text}
        case "clock":
            return {"now": subject}
        case "stage":
            return dict(subject)
        case _:
            return None
