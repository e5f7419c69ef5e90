"""The backup: all that a bot knows in one file, whatever database it stands on.

A zip of ``manifest.json``, ``tables/NAME.jsonl`` (a row a line, the columns in the manifest's
order) and the photos. It holds every table as the database has it and no key: what is sealed in
it, only KAMTIBMAS_SECRET_KEY opens.
"""
