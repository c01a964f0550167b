"""The tables. Enumerations are plain strings here: a value that this version doesn't know is met as unknown."""

from bot.library.tables.authors import ClaimRow, TombstoneRow, WishRow
from bot.library.tables.base import LARGEST_ID, Base, BigId, Moment
from bot.library.tables.corpus import FileRow, LoadRow, ProblemRow
from bot.library.tables.moderation import (
    AmendmentRow,
    ConsentRow,
    DraftRow,
    FingerprintRow,
    HiddenRow,
    HistoryRow,
    ReportRow,
    ReviewRow,
    ServerSettingRow,
    UndoRow,
)
from bot.library.tables.names import AliasRow, RulingRow
from bot.library.tables.serving import BlockRow, KeptRow, OutboxRow, ShownRow
from bot.library.tables.stories import ChapterRow, LabelRow, NoteRow, PageRow, PassageRow, StoryRow
from bot.library.tables.taste import ActRow, ReaderRow, RecommendedRow, SharingRow

__all__ = [
    "LARGEST_ID",
    "ActRow",
    "AliasRow",
    "AmendmentRow",
    "Base",
    "BigId",
    "BlockRow",
    "ChapterRow",
    "ClaimRow",
    "ConsentRow",
    "DraftRow",
    "FileRow",
    "FingerprintRow",
    "HiddenRow",
    "HistoryRow",
    "KeptRow",
    "LabelRow",
    "LoadRow",
    "Moment",
    "NoteRow",
    "OutboxRow",
    "PageRow",
    "PassageRow",
    "ProblemRow",
    "ReaderRow",
    "RecommendedRow",
    "ReportRow",
    "ReviewRow",
    "RulingRow",
    "ServerSettingRow",
    "SharingRow",
    "ShownRow",
    "StoryRow",
    "TombstoneRow",
    "UndoRow",
    "WishRow",
]
