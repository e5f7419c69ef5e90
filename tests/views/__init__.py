"""Cards by themselves."""
