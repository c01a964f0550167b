"""What hostile files get, how long it takes, and how much memory: `python -m benchmarks.hostile [WORDS OF A NAME]`.

Each file is read in a process of its own, whose memory is counted above that of one that has read a harmless story.
Seconds are those that the machine works, as the limit counts them, so that a busy machine changes little.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.corpus.formats.archives.archive import holds_stories, stories_in
from bot.corpus.formats.limits import Limits
from bot.corpus.reader import read_story
from bot.errors import UnreadableError
from tests.corpus.formats.hostile import HOSTILE, STORY

KILOBYTES = 1024
LONGEST = 100
"""Characters of an answer that are shown."""


def read(data: bytes) -> list[str]:
    """What a file gets, or each file in a ZIP of stories."""
    limits = Limits()
    try:
        if not holds_stories("file", data, limits):
            return [answer("file", data)]
        return [f"{name}: {answer(name, content)}" for name, content in stories_in("file", data, limits)]
    except UnreadableError as error:
        return [error.message]


def answer(name: str, data: bytes | UnreadableError) -> str:
    """The sentence, or what was read."""
    try:
        if isinstance(data, UnreadableError):
            raise data
        story = read_story(name, data)
    except UnreadableError as error:
        return error.message
    told = "; ".join(problem.message for problem in story.problems)
    return f"read: {len(story.chapters)} chapters, {story.words:,} words" + (f" ({told})" if told else "")


def measure(path: Path) -> None:
    """In a process of its own: read a file, and print what came of it."""
    read(STORY.encode())
    before = peak()
    data = path.read_bytes()
    started = time.thread_time()
    got = read(data)
    print(json.dumps({"got": got, "seconds": time.thread_time() - started, "memory": peak() - before}))


def peak() -> float:
    """The most memory this process has had, in MB; where there is no /proc, that of its parent counts, too."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / KILOBYTES
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES


def main() -> None:
    """Print a line for each file."""
    if sys.argv[1:2] == ["--one"]:
        measure(Path(sys.argv[2]))
        return
    wanted = " ".join(sys.argv[1:]).lower()
    with tempfile.TemporaryDirectory() as folder:
        for hostile in HOSTILE:
            if wanted in hostile.name.lower():
                file = Path(folder) / "file"
                file.write_bytes(hostile.make())
                show(hostile.name, file)


def show(name: str, file: Path) -> None:
    """Read a file in another process, and print its line."""
    command = [sys.executable, "-m", "benchmarks.hostile", "--one", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    if done.returncode:
        print(f"{name:48} FAILED with code {done.returncode}: {done.stderr[-300:]}")
        return
    told = json.loads(done.stdout)
    got = told["got"]
    shown = got[0][:LONGEST] + (f" ... and {len(got) - 1} more" if len(got) > 1 else "")
    size = file.stat().st_size / KILOBYTES
    print(f"{name:48} {size:10,.0f} KB {told['seconds']:7.2f} s {told['memory']:6,.0f} MB  {shown}", flush=True)


if __name__ == "__main__":
    main()
