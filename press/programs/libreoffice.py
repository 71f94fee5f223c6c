"""LibreOffice, where it is at hand: lays Word files out, because only a word processor knows pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from press.programs import limits

SECONDS = 60
"""How long LibreOffice may take to start, and for ten documents."""


@cache
def version() -> str:
    """What LibreOffice is installed, as its own file says; empty where there is none."""
    program = shutil.which("soffice")
    if not program:
        return ""
    about = Path(program).resolve().with_name("versionrc")
    return about.read_text(encoding="utf-8") if about.exists() else program


def laid_out(documents: Sequence[bytes], export: str, fonts: Sequence[bytes]) -> list[bytes]:
    """Word files as PDF, all in one call of LibreOffice; empty bytes for each that it cannot convert.

    ``export`` is the filter with its options, as ``--convert-to`` takes it. ``fonts`` are TrueType
    files for it to use, among them one with the widths of each font that a document names: else
    lines would break elsewhere than in Word.
    """
    unknown = [b""] * len(documents)
    if not documents or not version():
        return unknown
    with suppress(OSError), TemporaryDirectory() as name:  # where there is no room for temporary files
        folder = Path(name)
        files = [folder / f"{number}.docx" for number in range(len(documents))]
        for file, document in zip(files, documents, strict=True):
            file.write_bytes(document)
        (folder / "fonts").mkdir()
        for number, font in enumerate(fonts):
            (folder / "fonts" / f"{number}.ttf").write_bytes(font)
        _convert(files, export, folder)
        results = [file.with_suffix(".pdf") for file in files]
        return [result.read_bytes() if result.exists() else b"" for result in results]
    return unknown


def as_word(document: bytes, suffix: str) -> bytes:
    """A text document of another kind (``.doc``, ``.odt``, ``.rtf``) as a Word file; empty where it cannot be had."""
    return _other(document, suffix, "docx")


def as_png(picture: bytes, suffix: str) -> bytes:
    """A drawing of Windows (``.wmf``, ``.emf``) as PNG; empty where it cannot be had."""
    return _other(picture, suffix, "png")


def _other(document: bytes, suffix: str, wanted: str) -> bytes:
    if not version():
        return b""
    with suppress(OSError), TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / f"document{suffix}"
        file.write_bytes(document)
        _convert([file], wanted, folder)
        result = file.with_suffix(f".{wanted}")
        return result.read_bytes() if result.exists() else b""
    return b""


def _convert(files: Sequence[Path], export: str, folder: Path) -> None:
    """Convert with a profile of its own, so that an office that is open does not take the job over."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = [profile, "--headless", "--norestore", "--convert-to", export, "--outdir", str(folder)]
    command = ["soffice", *options, *map(str, files)]
    environment = {**os.environ, "XDG_DATA_HOME": str(folder)}  # where fontconfig looks for fonts
    seconds = SECONDS * (1 + len(files) / 10)
    with suppress(TimeoutError):
        limits.output_of(command, seconds, environment)
