"""Whether a finished file that has the code of what was published is still as it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from press.problems import Place, Problem
from press.review import codes
from press.store import record
from press.store.folder import Folder
from press.store.output import Output

Published = Mapping[str, Mapping[str, str]]


def published(folders: Iterable[Path]) -> Published:
    """What is on record in any of these folders: by their codes, the paths of documents by their digests."""
    found: dict[str, dict[str, str]] = {}
    for folder in dict.fromkeys(folders):
        if (folder / record.FILE).is_file():
            for entry in record.read(Folder(folder))[0]:
                found.setdefault(entry.code, {})[entry.sha256] = entry.path
            found.setdefault("", {}).update(Output(folder).others())  # such as evidence, which prints a code too
    return found


def known(digest: str, known_to: Published) -> bool:
    """Whether a file with this digest was published."""
    return any(digest in documents for documents in known_to.values())


def check(name: str, said: str, known_to: Published) -> Iterator[Problem]:
    """What is wrong with a file that was not published, if what is read out of it has the code of what was."""
    for code in sorted(set(codes.PRINTED.findall(said)) & known_to.keys()):
        path = list(known_to[code].values())[-1]
        message = f"It was altered since it was made: it has the code {code}, as {path}, and other bytes."
        yield Problem("output-altered", Place(name), message, "Do not hand it out. Compare it with that document.")
        return
