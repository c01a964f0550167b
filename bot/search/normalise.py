"""One spelling for many: what is compared when names and titles are compared."""


def fold(text: str) -> str:
    """Lower case without diacritics or punctuation, words apart by one space. Applied once, when indexed or asked."""
    raise NotImplementedError


def fold_name(name: str) -> str:
    """A key that a name's usual spellings share: order of the parts, long vowels and romanisation do not matter.

    "Akimichi Chōji", "Chouji Akimichi" and "Choji Akimichi" have one key.
    """
    raise NotImplementedError
