"""How stories come in through Discord: drafts, previews, and what confirming and undoing them takes."""
