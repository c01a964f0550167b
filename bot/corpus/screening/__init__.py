"""Screening: what a moderator must look at before it is shown, and what is never shown."""
