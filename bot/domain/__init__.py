"""The rules, in plain Python: standard library in, values out. No database, no clock, no chat."""
