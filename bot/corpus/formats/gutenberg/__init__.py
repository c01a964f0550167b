"""Project Gutenberg's books."""
