"""Marks: what a single line or paragraph is by its looks alone: a label, a heading, a scene break, a note."""
