"""Every document of a library, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from press import pipeline
from press.layout import Layout
from press.model import Clinic, Edition, Leaflet
from press.pipeline import Job
from press.problems import Problem, Refused, heeded

SIZES = (12, 14, 18, 22, 28)
UNSIGNED = frozenset({"audio-script", "epub-script"})
"""What waits for a person of everything that is spoken, and is no fault of how it was made."""


@dataclass
class Count:
    """How many documents were tried, refused and warned of; and by which rules."""

    documents: int = 0
    refused: int = 0
    warned: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    def add(self, job: Job, problems: Iterable[Problem], *, refused: bool) -> None:
        found = tuple(problem for problem in heeded(problems) if problem.rule not in UNSIGNED)
        self.documents += 1
        self.refused += refused
        self.warned += bool(found) and not refused
        self.rules.update({f"{'refused' if refused else 'warned'} {problem.rule}" for problem in found})
        self.findings += (f"{job.path}: {problem}" for problem in found)

    def __str__(self) -> str:
        rules = "".join(f"\n{number:6} {rule}" for rule, number in self.rules.most_common())
        return f"{self.documents} documents, {self.refused} refused, {self.warned} built with warnings{rules}"


def jobs(
    editions: Iterable[Edition], clinics: tuple[Clinic | None, ...], layouts: Mapping[str, Layout]
) -> Iterator[Job]:
    """Every document that can be had in one of the sizes."""
    for edition in editions:
        for clinic in clinics:
            for layout in layouts.values():
                sizes = [size for size in layout.type.sizes if size in SIZES]
                for size in sizes:
                    for kind in layout.makes:
                        yield Job(Leaflet(edition, clinic), layout.at(size), kind)


def attempt(job: Job, count: Count) -> None:
    """Make a document, and count what became of it. What is too long for panels is the author's to shorten."""
    try:
        _, problems = pipeline.make(job)
    except Refused as refused:
        if {problem.rule for problem in refused.problems} != {"too-long"}:
            count.add(job, refused.problems, refused=True)
    else:
        count.add(job, problems, refused=False)
