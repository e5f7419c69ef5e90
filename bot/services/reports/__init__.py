"""Drafts and reports: their texts, places, pictures and authors."""
