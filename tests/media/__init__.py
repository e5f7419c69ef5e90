"""Pictures and recordings, written anew."""
