"""Drives the stand-in over HTTP, for the page and for tests in another process."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.standin import camera
from bot.standin.snapshot import event_of, state_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from starlette.requests import Request

    from bot.standin.message import Message
    from bot.standin.movable_clock import MovableClock
    from bot.standin.person import Person
    from bot.standin.telegram import Telegram

    Endpoint = Callable[[Request], Awaitable[Response]]


class BadControlRequest(Exception):
    """The request makes no sense; the message says what to mend."""


def routes(telegram: Telegram, clock: MovableClock | None) -> Sequence[Route]:
    """Return all ways in, under ``/demo/``."""
    control = Control(telegram, clock)
    post, get = ["POST"], ["GET"]
    return [
        Route("/demo/state", control.state, methods=get),
        Route("/demo/events", control.events, methods=get),
        Route("/demo/files/{file_id}", control.file, methods=get),
        Route("/demo/people", control.person, methods=post),
        Route("/demo/people/{person:int}/{deed}", _careful(control.deed), methods=post),
        Route("/demo/clock", _careful(control.clock), methods=post),
        Route("/demo/faults", _careful(control.faults), methods=[*post, "DELETE"]),
    ]


def _careful(endpoint: Endpoint) -> Endpoint:
    """Answer what cannot be done with a 400 and one sentence."""

    async def careful(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (BadControlRequest, AssertionError, KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 400)

    return careful


class Control:
    """The endpoints."""

    def __init__(self, telegram: Telegram, clock: MovableClock | None) -> None:
        """Drive ``telegram``, and ``clock`` where there is one."""
        self._telegram = telegram
        self._clock = clock

    async def state(self, _request: Request) -> Response:
        """Return everybody, and all that lies in their chats."""
        return JSONResponse(state_of(self._telegram))

    async def events(self, _request: Request) -> Response:
        """Stream all that happens, as server-sent events."""
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=headers)

    async def _stream(self) -> AsyncIterator[str]:
        yield "retry: 500\n\n"
        async for event in self._telegram.subscribe():
            told = event_of(event)
            if told is not None:
                yield f"event: {event.kind}\ndata: {json.dumps(told)}\n\n"

    async def file(self, request: Request) -> Response:
        """Return a file that lies in a chat."""
        file = self._telegram.files.find(request.path_params["file_id"])
        media_type = file.mime_type or "image/jpeg"
        return Response(file.content, media_type=media_type)

    async def person(self, request: Request) -> Response:
        """Find or make somebody: ``name``, ``user_id``, ``language``, ``username``."""
        person = self._telegram.person(**await request.json())
        return JSONResponse({"id": person.id, "name": person.name})

    async def deed(self, request: Request) -> Response:
        """Let somebody do something: the deeds of :class:`Person`, their arguments as JSON."""
        person = self._telegram.people.get(request.path_params["person"])
        deed = DEEDS.get(request.path_params["deed"])
        if person is None or deed is None:
            raise BadControlRequest("nobody with this id, or no such deed")
        said = json.loads(await request.body() or b"{}")
        message = deed(person, said)
        return JSONResponse({"message_id": None if message is None else message.message_id})

    async def clock(self, request: Request) -> Response:
        """Move the clock: ``advance`` by seconds, or ``to`` a moment in ISO 8601."""
        if self._clock is None:
            raise BadControlRequest("this stand-in has no clock that can be moved")
        said = await request.json()
        if "to" in said:
            self._clock.move_to(datetime.fromisoformat(said["to"]))
        else:
            self._clock.advance(timedelta(seconds=float(said["advance"])))
        now = self._clock.now().isoformat()
        self._telegram.events.publish("clock", now)
        return JSONResponse({"now": now})

    async def faults(self, request: Request) -> Response:
        """Add a fault (the arguments of ``Faults.add``), or with DELETE take all away."""
        if request.method == "DELETE":
            self._telegram.faults.clear()
        else:
            self._telegram.faults.add(**await request.json())
        return JSONResponse({"waiting": len(self._telegram.faults.waiting)})


def _message(person: Person, said: dict[str, Any]) -> Message | None:
    number = said.get("message_id")
    return None if number is None else person.chat.messages[int(number)]


def _needed(person: Person, said: dict[str, Any]) -> Message:
    message = _message(person, said)
    if message is None:
        raise BadControlRequest("message_id is missing")
    return message


def _writes(person: Person, said: dict[str, Any]) -> Message:
    reply_to = said.get("reply_to")
    at = said.get("at")
    return person.writes(
        said["text"],
        None if reply_to is None else person.chat.messages[int(reply_to)],
        None if at is None else datetime.fromisoformat(at),
    )


def _sends_photo(person: Person, said: dict[str, Any]) -> Message:
    return person.sends_photo(base64.b64decode(said["data"]), said.get("caption", ""))


def _sends_recording(person: Person, said: dict[str, Any]) -> Message:
    content = base64.b64decode(said["data"])
    return person.sends_recording(said["kind"], content, said.get("caption", ""))


def _sends_document(person: Person, said: dict[str, Any]) -> Message:
    content = base64.b64decode(said["data"])
    name, mime_type = said["file_name"], said["mime_type"]
    return person.sends_document(content, name, mime_type, said.get("caption", ""))


def _sends_snapshot(person: Person, said: dict[str, Any]) -> Message:
    """Take a picture where they stand, and send it as a file: so its position stays in it."""
    picture = camera.snapshot(float(said["lat"]), float(said["lon"]))
    return person.sends_document(picture, camera.FILE_NAME, "image/jpeg", said.get("caption", ""))


def _moves(person: Person, said: dict[str, Any]) -> Message:
    return person.moves(_needed(person, said), said["lat"], said["lon"], said.get("accuracy"))


def _presses(person: Person, said: dict[str, Any]) -> None:
    if "data" in said:
        person.presses_data(said["data"], _needed(person, said))
    else:
        person.presses(said["label"], _message(person, said))


DEEDS: dict[str, Callable[[Person, dict[str, Any]], Message | None]] = {
    "writes": _writes,
    "sends_photo": _sends_photo,
    "sends_document": _sends_document,
    "sends_recording": _sends_recording,
    "sends_snapshot": _sends_snapshot,
    "sends_location": lambda person, said: person.sends_location(**said),
    "moves": _moves,
    "stops_sharing": lambda person, said: person.stops_sharing(_needed(person, said)),
    "sends_sticker": lambda person, _said: person.sends_sticker(),
    "edits": lambda person, said: person.edits(_needed(person, said), said["text"]),
    "presses": _presses,
    "blocks": lambda person, _said: person.blocks(),
    "unblocks": lambda person, _said: person.unblocks(),
}
