"""How many examples a property test tries: some in the README's test command, all where TEST_EXAMPLES=all, as in CI."""

import os

ALL = os.environ.get("TEST_EXAMPLES") == "all"
SHARE = 5
LEAST = 5


def examples(number: int) -> int:
    """All of so many, or a fifth of them."""
    return number if ALL else min(number, max(LEAST, number // SHARE))
