"""What the bot sends, what people see of it, and the checks in between."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from bot.standin.files import MAX_DOWNLOAD

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.clock import StoppedClock
    from bot.standin.telegram import Person, Telegram

LONG_EMOJI = "🏟" * 2049


def _buttons(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"d:1:{label}") for label in labels]]
    )


def _picture(width: int = 320, height: int = 200) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "JPEG")
    return buffer.getvalue()


async def test_a_message_is_seen_with_its_buttons_and_its_edits(bot: Bot, ani: Person) -> None:
    """The bot writes, then edits; Ani sees one message, newest words, newest buttons."""
    sent = await bot.send_message(
        ani.id, "<b>Kebakaran</b> &amp; asap", parse_mode="HTML", reply_markup=_buttons("🔥 Kirim")
    )
    assert (ani.last.text, ani.last.html) == ("Kebakaran & asap", "<b>Kebakaran</b> &amp; asap")
    assert ani.last.buttons == ["🔥 Kirim"]
    edited = await bot.edit_message_text("Terkirim", ani.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    assert [message.text for message in ani.inbox] == ["Terkirim"]
    assert ani.last.rows == []


async def test_a_press_brings_the_card_and_what_it_answered(bot: Bot, ani: Person) -> None:
    """Ani's message is answered by a card; the press carries the card, which carries the message.

    The answer flashes up; answered a second time, the press is too old.
    """
    written = ani.writes("ada maling")
    reply = ReplyParameters(written.message_id)
    markup = _buttons("✅ Setuju")
    await bot.send_message(ani.id, "Setuju?", reply_parameters=reply, reply_markup=markup)
    ani.presses("Setuju")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "d:1:✅ Setuju"
    card = query.message
    assert card is not None
    original = getattr(card, "reply_to_message", None)
    assert original is not None
    assert original.text == "ada maling"
    await query.answer("Baik")
    assert ani.toasts == ["Baik"]
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await query.answer("Baik lagi")


def test_a_button_that_is_not_there_is_named_with_those_that_are(ani: Person) -> None:
    """A story that presses what nobody sees fails with what there is to see."""
    with pytest.raises(AssertionError, match="no button 'Kirim'"):
        ani.presses("Kirim")


async def test_a_forged_press_comes_as_it_is(bot: Bot, ani: Person) -> None:
    """A press with made-up data reaches the bot: to refuse it is the bot's work."""
    await bot.send_message(ani.id, "kartu")
    ani.presses_data("a:1:palsu", ani.last)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "a:1:palsu"


async def test_pictures_go_both_ways(bot: Bot, ani: Person) -> None:
    """Ani sends a picture, the bot fetches it; the bot sends one, Ani sees it."""
    ani.sends_photo(_picture(), caption="asap")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.caption == "asap"
    largest = message.photo[-1]
    assert (largest.width, largest.height) == (320, 200)
    content = bytes(await (await largest.get_file()).download_as_bytearray())
    assert content == _picture()
    await bot.send_photo(ani.id, _picture(10, 10), caption="<i>foto</i>", parse_mode="HTML")
    assert ani.last.photo == _picture(10, 10)
    assert (ani.last.caption, ani.last.html) == ("foto", "<i>foto</i>")
    await bot.send_photo(ani.id, largest.file_id)
    assert ani.last.photo == content


async def test_documents_places_and_stickers(bot: Bot, ani: Person) -> None:
    """A file keeps its name and bytes; a place its degrees; a sticker is one."""
    ani.sends_document(b"%PDF", "surat.pdf", "application/pdf")
    ani.sends_location(-5.135399, 119.42379, 12.0)
    ani.sends_sticker()
    paper, place, sticker = [update.message for update in await bot.get_updates()]
    assert paper is not None
    assert paper.document is not None
    assert paper.document.file_name == "surat.pdf"
    assert place is not None
    assert place.location is not None
    assert (place.location.latitude, place.location.horizontal_accuracy) == (-5.135399, 12.0)
    assert sticker is not None
    assert sticker.sticker is not None
    await bot.send_document(ani.id, b'{"a": 1}', filename="data.json")
    assert ani.last.document is not None
    assert (ani.last.document.file_name, ani.last.document.content) == ("data.json", b'{"a": 1}')
    await bot.send_location(ani.id, -5.1, 119.4)
    assert ani.last.location == (-5.1, 119.4, None)


async def test_an_album_is_one_group_of_messages(bot: Bot, ani: Person) -> None:
    """Two pictures and an id of before: three messages with one group id. One alone is refused."""
    first = await bot.send_photo(ani.id, _picture())
    media = [InputMediaPhoto(_picture(), caption="satu"), InputMediaPhoto(first.photo[-1].file_id)]
    sent = await bot.send_media_group(ani.id, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in ani.inbox[-2:]] == ["satu", ""]
    with pytest.raises(BadRequest, match="there must be 2-10"):
        await bot.send_media_group(ani.id, [InputMediaDocument(b"satu saja", filename="a.txt")])


REFUSED: dict[str, tuple[Callable[[Bot, int], Awaitable[object]], str]] = {
    "empty text": (lambda bot, to: bot.send_message(to, " \n "), "essage text is empty"),
    "markup alone": (
        lambda bot, to: bot.send_message(to, "<b> </b>", parse_mode="HTML"),
        "essage text is empty",
    ),
    "too long": (lambda bot, to: bot.send_message(to, "a" * 4097), "essage is too long"),
    "too many units": (lambda bot, to: bot.send_message(to, LONG_EMOJI), "essage is too long"),
    "long caption": (
        lambda bot, to: bot.send_photo(to, _picture(), caption="a" * 1025),
        "caption is too long",
    ),
    "no HTML": (
        lambda bot, to: bot.send_message(to, "RT < 03", parse_mode="HTML"),
        "an't parse entities: Unsupported start tag",
    ),
    "long data": (
        lambda bot, to: bot.send_message(to, "a", reply_markup=_buttons("é" * 31)),
        "[Bb]utton_data_invalid",
    ),
    "no label": (
        lambda bot, to: bot.send_message(to, "a", reply_markup=_buttons(" ")),
        "button text must be non-empty",
    ),
    "unknown chat": (lambda bot, _: bot.send_message(42, "a"), "hat not found"),
    "unknown file": (lambda bot, _: bot.get_file("tidak ada"), "wrong file_id"),
    "no picture": (lambda bot, to: bot.send_photo(to, b"bukan gambar"), "[Ii]mage_process_failed"),
    "missing reply": (
        lambda bot, to: bot.send_message(to, "a", reply_parameters=ReplyParameters(9)),
        "essage to be replied not found",
    ),
    "edit nothing": (lambda bot, to: bot.edit_message_text("a", to, 9), "to edit not found"),
    "delete nothing": (lambda bot, to: bot.delete_message(to, 9), "to delete not found"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_telegram_refuses_is_refused(bot: Bot, ani: Person, name: str) -> None:
    """Each with Telegram's own description; Ani sees nothing of it."""
    call, description = REFUSED[name]
    with pytest.raises(BadRequest, match=f"(?i){description}"):
        await call(bot, ani.id)
    assert ani.inbox == []


async def test_what_just_fits_is_taken(bot: Bot, ani: Person) -> None:
    """4096 characters after parsing, 64 bytes of data: no less than what is allowed."""
    text = "<b>" + "a" * 4096 + "</b>"
    button = InlineKeyboardButton("a", callback_data="x" * 64)
    markup = InlineKeyboardMarkup([[button]])
    await bot.send_message(ani.id, text, parse_mode="HTML", reply_markup=markup)
    assert len(ani.last.text) == 4096


async def test_an_edit_that_changes_nothing_is_no_edit(bot: Bot, ani: Person) -> None:
    """The same words and buttons are refused, other buttons are not; Ani's own cannot be edited."""
    sent = await bot.send_message(ani.id, "tetap", reply_markup=_buttons("a"))
    where = (ani.id, sent.message_id)
    with pytest.raises(BadRequest, match="essage is not modified"):
        await bot.edit_message_text("tetap", *where, reply_markup=_buttons("a"))
    await bot.edit_message_reply_markup(*where, reply_markup=_buttons("b"))
    assert ani.last.buttons == ["b"]
    own = ani.writes("punya Ani")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("x", ani.id, own.message_id)
    photo = await bot.send_photo(ani.id, _picture(), caption="a")
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("x", ani.id, photo.message_id)
    await bot.edit_message_caption(ani.id, photo.message_id, caption="b")
    assert ani.last.caption == "b"


async def test_a_deleted_message_is_gone(bot: Bot, ani: Person, clock: StoppedClock) -> None:
    """It is marked in Ani's chat, cannot be edited, and after 48 hours none can be deleted."""
    first = await bot.send_message(ani.id, "satu")
    second = await bot.send_message(ani.id, "dua")
    await second.delete()
    assert [message.deleted for message in ani.inbox] == [False, True]
    assert ani.last.text == "satu"
    with pytest.raises(BadRequest, match="to edit not found"):
        await second.edit_text("x")
    clock.at = clock.at.replace(day=clock.at.day + 3)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await first.delete()


async def test_who_cannot_be_written_to(telegram: Telegram, bot: Bot, ani: Person) -> None:
    """Somebody who blocked the bot, who is gone, who was only seen in a group, who never was."""
    ani.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ani.id, "a")
    ani.unblocks()
    ani.deactivates()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(ani.id, "a")
    budi = telegram.person("Budi")
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.send_message(budi.id, "a")
    telegram.group("RW 02", [budi])
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(budi.id, "a")


async def test_a_file_above_twenty_megabytes_is_not_given_out(bot: Bot, ani: Person) -> None:
    """Telegram keeps it, but getFile refuses."""
    ani.sends_document(b"0" * (MAX_DOWNLOAD + 1), "film.mp4", "video/mp4")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.document is not None
    with pytest.raises(BadRequest, match="ile is too big"):
        await message.document.get_file()


async def test_forwarding_leaves_a_trace_in_the_log(
    telegram: Telegram, bot: Bot, ani: Person
) -> None:
    """The stand-in can forward and copy, so that a story can tell that the bot never does."""
    written = ani.writes("rahasia")
    await bot.forward_message(ani.id, ani.id, written.message_id)
    await bot.copy_message(ani.id, ani.id, written.message_id)
    assert [call.method for call in telegram.calls[-2:]] == ["forwardMessage", "copyMessage"]
    assert [message.text for message in ani.inbox] == ["rahasia", "rahasia"]
