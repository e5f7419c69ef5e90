"""Pictures: decoded, re-encoded and stored."""
