"""A Bot API of one's own: what Telegram does, in memory, for the demo and for every test."""
