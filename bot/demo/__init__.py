"""The demo: the real bot against the stand-in, and a page with the phones of a village."""
