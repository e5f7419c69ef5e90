"""Digests and weekly summaries: when they are due, and their figures."""
