"""What operators do: import, export, retention, restores, decrees, loading regions."""
