"""`python -m bot` is `ficus`."""

from bot.cli import main

main()
