"""A stand-in for the Bot API: what Telegram does, in memory, for tests and for the demo."""
