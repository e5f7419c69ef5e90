"""What the bot serves over HTTP: health and figures for the operator, and the webhook."""
