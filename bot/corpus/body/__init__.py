"""The body of a file: chapters, and the notes around and inside them."""
