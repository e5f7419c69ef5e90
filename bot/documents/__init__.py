"""Documents to print: a typesetter, its templates and fonts; the words come from whoever asks."""
