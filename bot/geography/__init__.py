"""Where a position lies: the village by its boundary, the nearest ones, or abroad.

A leaf without a database: ``Atlas`` (position.py) reads the boundaries that ``bot/data`` ships and
answers with plain values; ``exif`` reads the position that a camera wrote into a picture.
"""

from bot.geography.position import Atlas, Candidate, Found, Kind

__all__ = ["Atlas", "Candidate", "Found", "Kind"]
