"""The content format, rule by rule: each folder of ``content`` is a case that a person can read.

``body.md`` is prose alone; ``leaflets/`` is a library. What becomes of it stands beside it:
``problems.txt`` where it is refused, ``blocks.txt`` or ``library.txt`` where it is accepted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from press import prose
from press.model import Blocks, Figure, Library, Picture, Section, Text
from press.problems import Problem
from press.prose import References
from press.source import Value
from tests.building import read
from tests.conftest import Golden

CASES = Path(__file__).parent / "content"
PROSE = sorted(path.parent.name for path in CASES.glob("*/body.md"))
LIBRARIES = sorted(path.parent.name for path in CASES.glob("*/leaflets"))

REFERENCES = References(
    anchors={"symptoms": "symptoms", "drawing": "figure--drawing"},
    terms=frozenset({"lymph-nodes", "ct-scan"}),
    topics={"hip": "https://example.org/hip"},
)
DRAWING = Figure("drawing", Picture("drawing.svg", "image/svg+xml", b"", 10, 10), "A drawing.")


@pytest.mark.parametrize("case", PROSE)
def test_prose_becomes_what_the_format_says(case: str, golden: Golden) -> None:
    problems: list[Problem] = []
    value = Value("body.md", 0, problems, scalar=(CASES / case / "body.md").read_text(), literal=True)
    draft = prose.draft(value, frozenset())
    ids = {row: f"row-{row}" for row in draft.headings}
    blocks, sections = draft.body(REFERENCES, ids, {"drawing": DRAWING})
    if problems:
        golden(CASES / case / "problems.txt", _listed(sorted(problems, key=lambda problem: problem.place.line)))
    else:
        golden(CASES / case / "blocks.txt", "".join(_body(blocks, sections)))
    assert bool(problems) == case.startswith("refused")


@pytest.mark.parametrize("case", LIBRARIES)
def test_a_library_becomes_what_the_format_says(case: str, golden: Golden) -> None:
    library, problems = read(CASES / case / "leaflets", frozenset(range(0x20, 0x2100)))
    golden(CASES / case / "problems.txt", _listed(problems))
    golden(CASES / case / "library.txt", "".join(_library(library)))


def _listed(problems: Iterable[Problem]) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def _library(library: Library) -> Iterator[str]:
    for edition in library.editions:
        yield f"{edition.topic} {edition.name} {edition.language} {edition.standing.value}: {edition.title}\n"
    for clinic in library.clinics:
        yield f"clinic {clinic.id}: {clinic.name}\n"


def _body(blocks: Blocks, sections: tuple[Section, ...]) -> Iterator[str]:
    yield from _tree(blocks, "")
    for section in sections:
        yield from _tree(section, "")


def _tree(value: object, indent: str) -> Iterator[str]:
    """A value of the model, a line for each part: its kind, then its fields further in."""
    match value:
        case tuple():
            for item in value:
                yield from [f"{indent}-\n"] if isinstance(item, tuple) else []
                yield from _tree(item, f"{indent}  " if isinstance(item, tuple) else indent)
        case Text(text):
            yield f"{indent}{text!r}\n"
        case _ if dataclasses.is_dataclass(value):
            yield f"{indent}{type(value).__name__}\n"
            for field in dataclasses.fields(value):
                inner = getattr(value, field.name)
                if isinstance(inner, tuple) and inner:
                    yield f"{indent}  {field.name}:\n"
                    yield from _tree(inner, f"{indent}    ")
                elif inner:
                    yield f"{indent}  {field.name}: {inner.name if isinstance(inner, Picture) else inner}\n"
