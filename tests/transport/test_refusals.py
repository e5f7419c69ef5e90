"""Whose word a refusal is: Telegram's own counts, a proxy's page is tried again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.models import Delivery, DeliveryStatus
from bot.transport.client import _result
from tests.stories.test_photo import picture
from tests.world import Attachment

if TYPE_CHECKING:
    from tests.world import World

FIRE = "ada kebakaran di RT 03"
STATUSES = (400, 401, 403, 404, 429, 502)
PAGE = b"<html><title>403 Forbidden</title></html>"
NOT_TELEGRAMS = (
    PAGE, b"", b"null", b"[]", b'"no"', b"[" * 100_000, b"{}", b'{"error": "forbidden"}',
    b'{"ok": false}', b'{"ok": false, "error_code": "403"}', b'{"ok": 0, "error_code": 403}',
    b'{"error_code": 403, "parameters": {"migrate_to_chat_id": 5}}', b'{"ok": true}',
)  # fmt: skip


@pytest.mark.parametrize("status", [200, *STATUSES])
@pytest.mark.parametrize("body", NOT_TELEGRAMS)
def test_what_is_not_telegrams_word_says_nothing_of_anybody(status: int, body: bytes) -> None:
    """Whatever its status: it is a failure of the line, which is tried again."""
    with pytest.raises(NetworkError) as failure:
        _result(status, body)
    assert type(failure.value) is NetworkError


@pytest.mark.parametrize(
    ("code", "parameters", "kind"),
    [
        (400, {}, BadRequest),
        (401, {}, InvalidToken),
        (403, None, Forbidden),
        (429, {"retry_after": 7}, RetryAfter),
        (403, {"retry_after": "soon"}, Forbidden),
        (500, [], NetworkError),
    ],
)
@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
def test_telegrams_own_word_counts(code: int, parameters: object, kind: type[Exception]) -> None:
    """By the code in its JSON."""
    said = {"ok": False, "error_code": code, "description": "no", "parameters": parameters}
    with pytest.raises(kind) as failure:
        _result(code, json.dumps(said).encode())
    assert type(failure.value) is kind


@pytest.mark.parametrize("status", [400, 403])
async def test_a_proxys_page_makes_nobody_unreachable(world: World, status: int) -> None:
    """A firewall refuses the page and the receipt with a page of its own: both arrive later."""
    officer = await world.enrol("Petugas", role="officer")
    deputy = await world.enrol("Wakil", role="deputy")
    person = await world.enrol("Daeng Naba")
    person.writes(FIRE)
    await world.settle()
    for method in ("sendMessage", "editMessageText"):
        world.telegram.faults.add("page", method=method, times=3, status=status)
    person.presses("Masih, kirim")
    await world.settle()
    await world.passes(seconds=9)
    assert len(world.pages_to(officer)) == 1
    assert world.pages_to(deputy) == []
    assert await world.count(Delivery, Delivery.status == DeliveryStatus.FAILED) == 0


@pytest.mark.parametrize(
    ("method", "status"), [("getFile", 400), ("getFile", 401), ("file", 200), ("file", 404)]
)
async def test_a_proxys_page_breaks_no_photo(world: World, method: str, status: int) -> None:
    """A captive portal answers in place of the file, even with 200: it is fetched again."""
    person = await world.enrol("Ani")
    world.telegram.faults.add("page", method=method, status=status)
    person.sends_photo(picture())
    await world.settle()
    await world.passes(seconds=9)
    (kept,) = await world.all(Attachment)
    assert kept.state == "ready"


async def test_a_file_that_telegram_itself_has_not_is_broken(world: World) -> None:
    """Its own 404 is final: the person is told, and nobody fetches for ever."""
    person = await world.enrol("Ani")
    world.telegram.faults.add("not_found", method="file")
    person.sends_photo(picture())
    await world.settle()
    (kept,) = await world.all(Attachment)
    assert kept.state == "broken"


async def test_an_edit_carries_nothing_about_notifying(world: World) -> None:
    """``disable_notification`` is no parameter of editMessageText."""
    person = await world.enrol("Daeng Naba")
    await world.report(person, FIRE, "Masih, kirim")
    edits = [call for call in world.telegram.calls if call.method == "editMessageText"]
    assert edits
    assert not [call for call in edits if "disable_notification" in call.params]


async def test_a_bot_without_a_name_is_no_traceback(world: World) -> None:
    """Something answers getMe that is no bot: it counts as a Telegram that is not reached."""
    del world.telegram.bot["username"]
    with pytest.raises(NetworkError, match="username"):
        await world.app.learn_name(timeout_s=5)
