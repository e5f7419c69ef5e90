"""A neighbourhood warns its police officer in time; nothing that anyone said is lost."""
