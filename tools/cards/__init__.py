"""Every card of the bot in each of its states, as a phone of 360 pixels shows it."""
