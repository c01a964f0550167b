"""Review: what waits for a server's moderators, and what they decide."""
