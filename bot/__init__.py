"""Ficus: a Discord bot that finds, recommends and reads out stories."""

__version__ = "0.1.0"
