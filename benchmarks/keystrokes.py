"""How long an editor waits after a keystroke until it is told what is wrong: in a library of many topics.

.venv/bin/python -m benchmarks.keystrokes 1000 50
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import library
from tests.lsp.editor import Editor


def main(topics: int, keys: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name, "leaflets")
        library.write(folder, topics)
        file = sorted(folder.glob("*/20*.yaml"))[0]
        text = file.read_text(encoding="utf-8")
        editor = Editor()
        editor.start(folder)
        start = perf_counter()
        editor.open(file)
        print(f"{topics} topics: told of the first {perf_counter() - start:.1f} s after it was opened")
        for when in ("while the rest is read", "once all is read"):
            if when == "once all is read":
                told = editor.wait(lambda: len([uri for uri, found in editor.told.items() if found]) >= topics)
                print(f"told of all {told:.1f} s later")
            print(f"{when}: {_typed(editor, file, text, keys)}")
        editor.stop()


def _typed(editor: Editor, file: Path, text: str, keys: int) -> str:
    """The milliseconds from a keystroke to what is told."""
    took = []
    for number in range(keys):
        now = text.replace("summary: ", f"summary: {'x' * number} ", 1)
        start = perf_counter()
        editor.type(file, now)
        took.append(1000 * (perf_counter() - start))
    last = statistics.quantiles(took, n=20)[-1]
    return f"{statistics.median(took):.0f} ms in the middle, {last:.0f} ms in 95 of 100, {max(took):.0f} ms at most"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topics", type=int, nargs="?", default=1000)
    parser.add_argument("keys", type=int, nargs="?", default=50)
    options = parser.parse_args()
    main(options.topics, options.keys)
