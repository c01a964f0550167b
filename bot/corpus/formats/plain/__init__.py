"""Plain text and Markdown: bytes -> lines, with the marks that people make in them."""
