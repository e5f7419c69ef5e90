"""``sendRichMessage``: tables, folding lists and pictures in the text (Bot API 10.1)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.standin import rich_blocks, rich_markup
from bot.standin.methods import checks, media
from bot.standin.refusal import bad_request
from bot.standin.styling import Styled

if TYPE_CHECKING:
    from bot.standin.call_parameters import CallParameters
    from bot.standin.files import StoredFile
    from bot.standin.telegram import Telegram


def send_rich_message(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Send a rich message that is written as HTML."""
    chat = checks.open_chat(telegram, ask)
    rich = ask.structure("rich_message")
    if not isinstance(rich, dict) or not isinstance(rich.get("html"), str):
        raise bad_request("can't parse rich message: html is expected")
    try:
        root = rich_markup.parse(rich["html"])
        said = rich_blocks.content(root, _pictures(telegram, ask, rich))
    except rich_markup.NotRich as error:
        raise bad_request(f"can't parse rich message: {error}") from None
    message = telegram.compose(
        chat,
        None,
        words=Styled(said.text),
        markup=checks.keyboard(ask),
        reply_to=checks.replied(ask, chat),
        rich=said,
    )
    return telegram.shape(message)


def _pictures(
    telegram: Telegram, ask: CallParameters, rich: dict[str, Any]
) -> dict[str, StoredFile]:
    """Return the pictures that came with the call, by the names that the text gives them."""
    found = {}
    for one in rich.get("media") or ():
        item = replace(ask, params=one["media"])
        found[str(one["id"])] = media.picture(telegram, item, "media")
    return found
