"""Places as people send them: standing still, going on, of a shop, from somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Bot, Message

    from bot.standin.telegram import Person

HERE = (-5.135399, 119.42379)


async def _only(bot: Bot) -> Message:
    (update,) = await bot.get_updates()
    assert update.message is not None
    return update.message


async def test_a_live_place_goes_on_and_ends(bot: Bot, ani: Person) -> None:
    """Ani walks: the place comes once, each step is an edit, and the last one says that it ends."""
    sent = ani.sends_location(*HERE, 20.0, live=True)
    ani.moves(sent, -5.14, 119.43, 8.0)
    ani.stops_sharing(sent)
    first, *steps = await bot.get_updates()
    assert first.message is not None
    assert first.message.location is not None
    assert first.message.location.to_dict()["live_period"] == 900
    edits = [step.edited_message for step in steps]
    places = [edit.location for edit in edits if edit is not None]
    assert [edit.message_id for edit in edits if edit] == [sent.message_id, sent.message_id]
    assert [(place.latitude, place.horizontal_accuracy) for place in places if place] == [
        (-5.14, 8.0),
        (-5.14, 8.0),
    ]
    periods = [place.to_dict().get("live_period") for place in places if place]
    assert periods == [900, None]


async def test_a_venue_has_a_name_and_the_place_beside_it(bot: Bot, ani: Person) -> None:
    """A shop is sent: Telegram shows its place twice, as it did before there were venues."""
    ani.sends_location(*HERE, title="Warung Daeng")
    message = await _only(bot)
    assert message.venue is not None
    assert (message.venue.title, message.venue.address) == ("Warung Daeng", "")
    assert message.venue.location == message.location


async def test_a_forwarded_place_says_that_it_is_one(bot: Bot, ani: Person) -> None:
    """Somebody else's place is passed on."""
    ani.sends_location(*HERE, forwarded=True)
    message = await _only(bot)
    assert message.forward_origin is not None
    assert message.location is not None
