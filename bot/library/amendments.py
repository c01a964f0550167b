"""Amendments at rest: what was changed about stories, apart from what their files say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.changes import ADDING, Changes, apply_changes
from bot.corpus.screening.verdict import Vouched, screen
from bot.corpus.story import Rating, Story
from bot.library.database import in_chunks
from bot.library.tables import AmendmentRow


@dataclass(frozen=True, slots=True)
class Amendment:
    """Everything that was changed about one story. `vouched`: somebody who has looked answers for its rating."""

    changes: Changes = field(default_factory=dict[str, Any])
    vouched: bool = False

    def joined(self, changes: Changes, *, vouched: bool = False) -> "Amendment":
        """With further changes: a later one takes the place of an earlier, but what adds to a list adds up."""
        added = {key: [*self.changes.get(key, ()), *changes[key]] for key in ADDING if key in changes}
        answered = vouched or (self.vouched and "rating" not in changes)
        return Amendment({**self.changes, **changes, **added}, answered)

    def applied(self, story: Story, vouched: Vouched = Vouched.NOT) -> Story:
        """The story with the changes, judged by the screening. `vouched` is what corpus.toml answers for."""
        return judged(apply_changes(story, self.changes), max(vouched, self._vouches()))

    def _vouches(self) -> Vouched:
        return Vouched.ALONE if self.vouched else Vouched.NOT


NONE = Amendment()


def judged(story: Story, vouched: Vouched) -> Story:
    """The story in the state that the screening gives it. Nobody can vouch for a story that has no rating."""
    rated = story.rating.value is not Rating.NOT_RATED
    verdict = screen(story, vouched if rated else Vouched.NOT)
    return replace(story, state=verdict.state, held_because=verdict.held_because)


async def read_amendments(connection: AsyncConnection, ids: Iterable[int] | None = None) -> dict[int, Amendment]:
    """The amendments of these stories, or of all, by story."""
    chosen = select(AmendmentRow.story_id, AmendmentRow.changes)
    parts = [chosen] if ids is None else [chosen.where(AmendmentRow.story_id.in_(some)) for some in in_chunks([*ids])]
    rows = [row for part in parts for row in await connection.execute(part)]
    return {row.story_id: unpack_amendment(row.changes) for row in rows}


async def write_amendment(connection: AsyncConnection, story_id: int, amendment: Amendment) -> None:
    """Keep a story's amendment instead of what was kept of it."""
    await connection.execute(delete(AmendmentRow).where(AmendmentRow.story_id == story_id))
    if amendment != NONE:
        values = {"story_id": story_id, "changes": pack_amendment(amendment)}
        await connection.execute(insert(AmendmentRow).values(values))


def pack_amendment(amendment: Amendment) -> dict[str, Any]:
    """An amendment as JSON."""
    return {"changes": dict(amendment.changes), "vouched": amendment.vouched}


def unpack_amendment(packed: Mapping[str, Any]) -> Amendment:
    """The amendment that was packed."""
    return Amendment(packed["changes"], packed["vouched"])
