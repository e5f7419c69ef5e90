"""What the makers of the bot run: it is no part of the bot."""
