"""How an incident ended, as its row holds it."""

from __future__ import annotations

NO_INCIDENT = "no_incident"  # whoever went there found nothing
MISTAKEN = "mistaken"  # its reporter took it back
OUTCOMES = ("handled", "forwarded", "not_found", "other")
FALSE_ALARMS = (NO_INCIDENT, MISTAKEN)
