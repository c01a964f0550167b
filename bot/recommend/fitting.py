"""What is worth a process of its own: learning from all readers at once, while the bot goes on answering."""

import asyncio
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a fit learns from: for each reader the stories they like."""

    likes: dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learned, to be taken in by the recommender that the snapshot is of."""

    likes: dict[int, tuple[int, ...]]


class Fits(Protocol):
    """The recommender, as far as fitting needs it."""

    def snapshot(self) -> Snapshot:
        """What there is to learn from now."""
        ...

    def adopt(self, fitted: Fitted) -> None:
        """Take in what was learned; whoever was forgotten meanwhile stays forgotten."""
        ...


def fit(snapshot: Snapshot) -> Fitted:
    """Learn. Runs in a process of its own, so it takes and gives plain values."""
    return Fitted(snapshot.likes)


async def refit(recommender: Fits, executor: Executor) -> None:
    """Learn anew in the executor's process, and take in the result."""
    loop = asyncio.get_running_loop()
    snapshot = await asyncio.to_thread(recommender.snapshot)
    fitted = await loop.run_in_executor(executor, fit, snapshot)
    await asyncio.to_thread(recommender.adopt, fitted)
