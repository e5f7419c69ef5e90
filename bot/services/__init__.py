"""What the bot does. Services take a session and the time, and never commit."""
