"""Which files may be stories, told by their names, before anything is opened."""

from pathlib import PurePosixPath

NOT_STORIES = frozenset(
    {
        *(".avi", ".flac", ".m4a", ".mkv", ".mov", ".mp3", ".mp4", ".ogg", ".wav", ".webm"),
        *(".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"),
        *(".7z", ".bz2", ".gz", ".rar", ".tar", ".xz", ".zst"),
        *(".bin", ".class", ".db", ".dll", ".dylib", ".exe", ".lnk", ".otf", ".pyc", ".so", ".sqlite", ".sqlite3"),
        *(".ttf", ".woff", ".woff2"),
        *(".bak", ".css", ".csv", ".ini", ".js", ".json", ".log", ".py", ".swp", ".tmp", ".toml", ".yaml", ".yml"),
    }
)
"""Endings of files that may well lie beside stories and never are one. Any other file is read, or told of."""

_LEFTOVERS = frozenset({"__macosx"})
"""Folders that computers put into archives by themselves."""


def may_be_story(path: str) -> bool:
    """Whether a file of this path (with forward slashes) is to be read: no hidden file, no picture, no program."""
    parts = path.split("/")
    hidden = any(part.startswith(".") or part.lower() in _LEFTOVERS for part in parts)
    return not hidden and not path.endswith("~") and PurePosixPath(parts[-1]).suffix.lower() not in NOT_STORIES
