"""Markup: HTML and XML -> a tree -> blocks of plain text with styles. EPUB and DOCX come this way too."""
