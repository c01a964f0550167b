"""Web pages, saved or written by hand."""
