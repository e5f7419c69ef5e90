"""The figures of periods, counted by the database and counted by hand."""
