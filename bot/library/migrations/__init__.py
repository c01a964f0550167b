"""Alembic's folder: every change of the tables that was ever released, in order."""
