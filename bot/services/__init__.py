"""What the bot can do, by verb. Services take a session and the time, and never commit."""
