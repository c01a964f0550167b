"""The header of a file: where it ends, and the facts that it states."""
