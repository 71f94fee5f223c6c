"""Files of the library that cannot be read, and the leaflets that are missing for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from press import digest
from press.desk.office import Office
from press.desk.visit import Missing, Unreadable, Visit
from press.problems import OfClinic, OfTopic, Problem, Subject, errors


@dataclass(frozen=True, slots=True)
class Broken:
    """A file or a folder with faults; ``name`` is that below the library, ``path`` is None where it holds no text."""

    name: str
    subject: Subject | None
    problems: tuple[Problem, ...]
    path: Path | None

    @property
    def id(self) -> str:
        """What addresses call it: no part of a request is a file's name."""
        return digest.of(self.name)[:16]


def broken(office: Office) -> tuple[Broken, ...]:
    """All that has faults, by name."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in errors(office.catalogue().problems):
        by_file[problem.place.file].append(problem)
    return tuple(_broken(office, file, problems) for file, problems in sorted(by_file.items()))


def _broken(office: Office, file: str, problems: list[Problem]) -> Broken:
    name = file.removeprefix(f"{office.folder.absolute().name}/")
    path = office.folder / name
    text = name.endswith(".yaml") and not name.endswith(".signed.yaml") and path.is_file()
    subject = next((each.subject for each in problems if isinstance(each.subject, (OfTopic, OfClinic))), None)
    return Broken(name, subject, tuple(problems), path if text else None)


def missing(visit: Visit) -> Missing:
    """Why there is no edition at an address: it cannot be read, or is not there."""
    topic, edition, language = (visit.part(name) for name in ("topic", "edition", "language"))
    for each in broken(visit.desk.office):
        if each.subject in (OfTopic(topic, edition, language), OfTopic(topic, edition)):
            return Unreadable(each.id)
    return Missing()
