"""Each hostile case is refused with sentences that name its place and its mending, and stops no other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from press import layout
from press.problems import errors, visible_lines
from tests.building import read
from tests.conftest import Golden
from tests.hostile import content, pictures, reach, shelf
from tests.hostile.case import EDITION, LIBRARY, Case, Spoiled, text
from tests.hostile.limits import limits

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FAMILIES: dict[str, Sequence[Case | Spoiled]] = {
    "content": content.CASES,
    "reach": reach.CASES,
    "pictures": pictures.CASES,
    "topics": shelf.TOPICS,
    "libraries": shelf.LIBRARIES,
}
SHOWN = 2
"""How many sentences of a case are kept."""


@pytest.fixture(scope="module")
def printable() -> frozenset[int]:
    return layout.load(ROOT / "layouts", ROOT / "fonts").characters


def library(folder: Path, case: Case | Spoiled) -> Path:
    """A library with a sound topic and a hostile case."""
    found = folder / "leaflets"
    (found / "sound").mkdir(parents=True)
    (found / "sound" / EDITION).write_bytes(text())
    (found / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    case.put(found)
    return found


def sentences(case: Case | Spoiled, folder: Path, printable: frozenset[int]) -> Iterable[str]:
    """What is said of a case, read within the limits."""
    place = library(folder, case)
    with limits():
        library_read, problems = read(place, printable)
    if isinstance(case, Case):
        assert [edition.topic for edition in library_read.editions if edition.topic == "sound"] == ["sound"], case.name
    assert problems, case.name
    for problem in sorted(problems, key=lambda problem: not errors([problem]))[:SHOWN]:
        yield f"  {problem}"
    if len(problems) > SHOWN:
        yield f"  and {len(problems) - SHOWN} more"


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_hostile_is_refused_in_clear_sentences(
    family: str, printable: frozenset[int], tmp_path: Path, golden: Golden
) -> None:
    said: list[str] = []
    for number, case in enumerate(FAMILIES[family]):
        said += [case.name, *sentences(case, tmp_path / str(number), printable)]
    golden(HERE / f"{family}.txt", "\n".join(said) + "\n")


def test_there_are_many_cases_and_each_has_a_name_of_its_own() -> None:
    cases = [case for family in FAMILIES.values() for case in family]
    assert len({case.name for case in cases}) == len(cases)
    topics = Counter(case.topic for case in cases if isinstance(case, Case))
    assert topics.most_common(1)[0][1] == 1
    assert len(cases) >= 150


def test_what_is_said_in_lines_turns_no_terminal() -> None:
    assert visible_lines("knee\n\x1b[31mred\x85\u202eback\t") == "knee\n\\x1b[31mred\\x85\\u202eback\\t"
