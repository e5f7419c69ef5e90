"""Where: regions by code, by name and by position."""
