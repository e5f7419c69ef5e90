"""Intake: from a draft to an incident."""
