"""People: how they enrol, which posts they hold, and how they leave."""
