"""How an incident ended, as its row holds it."""

from __future__ import annotations

NO_INCIDENT = "no_incident"  # whoever went there found nothing
MISTAKEN = "mistaken"  # its reporter took it back
MERGED = "merged"  # its reports stand in another incident: what becomes of them is told there
OUTCOMES = ("handled", "forwarded", "not_found", "other")
FALSE_ALARMS = (NO_INCIDENT, MISTAKEN)
