"""The indexes beside the database: derived from it, followed by its outbox, and to be deleted at any moment."""
