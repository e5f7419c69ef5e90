"""Stories of the neighbourhood, told against the real bot."""
