"""Layouts: files whose maker is known by how they are built, so that nothing in them is left to be guessed.

A layout is recognised by its structure, never by an address or a file's name, for pages are saved, converted and cut.
Each reader names the public code that makes its files.
"""
