"""Pages: chapters cut into pages and passages, and shown as Discord Markdown."""
