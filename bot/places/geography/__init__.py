"""Where a position lies: the village by its boundary, the nearest ones, or abroad.

A leaf without a database: ``Atlas`` (position.py) reads the
boundaries that ``bot/places/data`` ships and answers with plain values.
"""

from bot.places.geography.position import Atlas, Candidate, Certainty, PositionMatch

__all__ = ["Atlas", "Candidate", "Certainty", "PositionMatch"]
