"""A neighbourhood warns its police officer in time, by Telegram, and nothing anyone said is lost."""
