"""From a draft to an incident, and what is decided on the way."""
