"""The stand-in, seen by python-telegram-bot's own client over real HTTP."""
