"""Who speaks: what a layout says of its voice -> how it speaks, with the files of voices that are given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from press.layout import shapes
from press.layout.reading import Speaker, Voice
from press.source import Value


def read(value: Value, folders: Sequence[Path]) -> Voice:
    """How a layout speaks, its voices found in these folders; what is wrong is noted with the value."""
    keys, usual = value.record(), Voice()
    program = keys["program"].choice() if "program" in keys else usual.program
    speakers = tuple(
        (tag, _speaker(each, folders)) for tag, each in (keys["voices"].entries() if "voices" in keys else ())
    )
    if program == "piper" and not speakers:
        value.fault("missing-key", "Piper has no voice of its own.", "Add `voices: {en: {file: ..., licence: ...}}`.")
    return Voice(program, int(keys["rate"].number()) if "rate" in keys else usual.rate, speakers)


def _speaker(value: Value, folders: Sequence[Path]) -> Speaker:
    keys = value.record()
    if len(keys) < len(shapes.SPEAKER.keys):
        return Speaker("", "")
    file = keys["file"].text()
    found = next((folder / file for folder in folders if (folder / file).is_file()), None)
    if not found:
        keys["file"].fault("no-voice", f"There is no voice {file} here.", "Put it and its .onnx.json into the folder.")
    return Speaker(str(found or file), keys["licence"].text())
