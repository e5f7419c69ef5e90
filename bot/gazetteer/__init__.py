"""Every region found by its name, however people type it."""

from bot.gazetteer.gazetteer import Gazetteer, Match, Matches
from bot.gazetteer.search import Wanted

__all__ = ["Gazetteer", "Match", "Matches", "Wanted"]
