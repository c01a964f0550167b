"""People: whose names occur in a text."""
