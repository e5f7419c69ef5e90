"""The methods of the Bot API that the stand-in knows. One table; what is not here is a 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.standin.methods import editing, media, menus, other, rich, sending, webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.standin.call_parameters import CallParameters
    from bot.standin.telegram import Telegram

    Method = Callable[[Telegram, CallParameters], Any]

# getUpdates is missing here: it waits, and stands in bot.standin.api.
METHODS: Mapping[str, Method] = {
    "answercallbackquery": other.answer_callback_query,
    "copymessage": sending.copy_message,
    "deletemessage": editing.delete_message,
    "deletemycommands": menus.delete_my_commands,
    "deletewebhook": webhook.delete_webhook,
    "editmessagecaption": editing.edit_caption,
    "editmessagemedia": editing.edit_media,
    "editmessagereplymarkup": editing.edit_reply_markup,
    "editmessagetext": editing.edit_text,
    "forwardmessage": sending.forward_message,
    "getchat": other.get_chat,
    "getfile": other.get_file,
    "getme": other.get_me,
    "getmycommands": menus.get_my_commands,
    "getwebhookinfo": webhook.get_webhook_info,
    "sendchataction": other.send_chat_action,
    "sendaudio": media.send_audio,
    "senddocument": media.send_document,
    "sendlocation": media.send_location,
    "sendmediagroup": media.send_media_group,
    "sendmessage": sending.send_message,
    "sendphoto": media.send_photo,
    "sendrichmessage": rich.send_rich_message,
    "sendvideo": media.send_video,
    "sendvoice": media.send_voice,
    "setmycommands": menus.set_my_commands,
    "setwebhook": webhook.set_webhook,
}
