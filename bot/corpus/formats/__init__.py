"""Formats: each turns a file into clean lines or parts, and what is said of the story outside its text."""
