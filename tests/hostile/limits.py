"""What no input may do: go on for long, or take much memory."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

SECONDS = 20
MEGABYTES = 300


@contextmanager
def limits() -> Iterator[None]:
    """Fails what takes longer than a test machine ever needs, or more memory than is allowed."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"It took longer than {SECONDS} seconds.")

    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the highest
    earlier = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)
    assert _memory("VmHWM") - before < MEGABYTES


def peak(_: Path) -> int:
    """The megabytes of this process at the highest, whatever it was asked about."""
    return _memory("VmHWM")


def _memory(kind: str) -> int:
    """The megabytes of this process: ``VmRSS`` now, ``VmHWM`` at the highest."""
    found = re.search(rf"{kind}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) // 1000
