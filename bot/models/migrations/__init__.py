"""The database's migrations; Alembic runs them in order."""
