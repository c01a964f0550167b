"""What moderators see of what waits for them, and what they press there."""
