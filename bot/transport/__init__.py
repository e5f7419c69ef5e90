"""Everything that speaks HTTP with Telegram."""
