"""How an incident ended, as its row holds it."""

from __future__ import annotations

NO_INCIDENT = "no_incident"  # whoever went there found nothing
MISTAKEN = "mistaken"  # its reporter took it back
MERGED = "merged"  # its reports stand in another incident: what becomes of them is told there
# Somebody reported what they knew was not so; why, stands in its line of the history.
FALSE_REPORT = "false_report"
FALSE_REASONS = ("made_up", "prank", "slander")
OUTCOMES = ("handled", "forwarded", "not_found", "other")
FALSE_ALARMS = (NO_INCIDENT, MISTAKEN, FALSE_REPORT)
