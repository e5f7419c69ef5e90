"""The floor of the benchmark: python-telegram-bot's stock echo bot, its own polling."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, ContextTypes, MessageHandler, filters

if TYPE_CHECKING:
    from telegram import Update


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send back what was written; one reply for each update, nothing is stored."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Poll as the library's first example does."""
    url = os.environ["KAMTIBMAS_API_URL"]
    application: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder()
        .token(os.environ["KAMTIBMAS_TOKEN"])
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
