"""Every region found by its name, however people type it."""

from bot.places.gazetteer.gazetteer import Gazetteer, Matches, NameMatch
from bot.places.gazetteer.search import Wanted

__all__ = ["Gazetteer", "Matches", "NameMatch", "Wanted"]
