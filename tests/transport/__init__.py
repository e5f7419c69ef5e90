"""The transport, by itself."""
