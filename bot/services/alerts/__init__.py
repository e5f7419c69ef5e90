"""Alerts: paged, answered, handed over, closed, reopened, and who may do so."""
