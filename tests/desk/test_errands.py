"""What people have asked for waits, is told of and is stopped, and nobody is kept waiting by others for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition, Event
from types import SimpleNamespace
from typing import Any, cast

import pytest

from press.desk import errands as room
from press.desk.errands import WAITING, Errand, Errands, TooMany
from press.desk.office import Drawer
from press.desk.slips import Slips, State
from press.pipeline import NoCrew, Wishes
from press.problems import Grade, Misuse, OfClinic, OfTopic, Place, Problem, Refused

STEP = Wishes(topics=("knee",), layouts=("text",))


class _Idle:
    """A thread that never begins, so that what is asked for goes on waiting."""

    def __init__(self, **_: object) -> None: ...

    def start(self) -> None: ...


class _Failures:
    def __init__(self) -> None:
        self.noted: list[str] = []

    def note(self, doing: str, _: BaseException) -> str:
        self.noted.append(doing)
        return "4f2a"


def desk(tmp_path: Path) -> Errands:
    office: Any = SimpleNamespace(kept=tmp_path, keep=Drawer(tmp_path), failures=_Failures())
    return Errands(office)


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Errands:
    """A desk at which nothing that waits is begun."""
    monkeypatch.setattr(room, "Thread", _Idle)
    return desk(tmp_path)


def finished(errands: Errands, work: Callable[..., None], file: str = "evidence.zip") -> Errand:
    errand = errands.aside("ann", "Knee", file, work, language="cy", back="/due")
    for _ in range(200):
        if errand.over:
            return errand
        errands.wait(errand, 0.1)
    raise AssertionError(errand)


def test_one_person_may_have_so_many_waiting_and_another_waits_for_none_of_it(waiting: Errands) -> None:
    for _ in range(WAITING):
        waiting.ask("ann", "Knee", [STEP])
    with pytest.raises(TooMany, match=r"^40 documents are waiting for you already"):
        waiting.ask("ann", "Knee", [STEP])
    assert len(waiting.of("ann")) == WAITING
    assert waiting.ask("bob", "Hip", [STEP]).state is State.WAITING
    waiting.stop(waiting.of("ann")[0])
    assert waiting.ask("ann", "Knee", [STEP]).state is State.WAITING


def test_everybody_sees_their_own_errands_the_latest_first(waiting: Errands) -> None:
    first, other, last = (waiting.ask(name, name, [STEP]) for name in ("ann", "bob", "ann"))
    assert waiting.of("ann") == (last, first)
    assert waiting.find(other.id, "bob") is other
    assert waiting.find(other.id, "ann") is None
    assert waiting.find("never-asked-for", "ann") is None


def test_as_many_are_ahead_as_others_have_something_waiting(waiting: Errands) -> None:
    own = waiting.ask("ann", "Knee", [STEP])
    waiting.ask("ann", "Hip", [STEP])
    assert waiting.ahead(own) == 0
    for name in ("bob", "bob", "cat"):
        waiting.ask(name, "Hip", [STEP])
    assert waiting.ahead(own) == 2
    waiting.stop(waiting.of("cat")[0])
    assert waiting.ahead(own) == 1


def test_what_waits_is_stopped_at_once_and_whoever_waits_for_it_is_told(waiting: Errands) -> None:
    errand = waiting.ask("ann", "Knee", [STEP, STEP])
    assert (errand.of, errand.over) == (2, False)
    before = errand.changed
    waiting.stop(errand)
    assert (errand.state, errand.over) == (State.STOPPED, True)
    assert waiting.wait(errand, 0) > before


def test_the_oldest_that_are_over_are_forgotten_and_none_that_waits(
    waiting: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "KEPT", 2)
    waits, one, two = (waiting.ask("ann", name, [STEP]) for name in ("waits", "one", "two"))
    waiting.stop(one)
    waiting.stop(two)
    last = waiting.ask("ann", "last", [STEP])
    assert waiting.of("ann") == (last, waits)
    assert waiting.find(one.id, "ann") is None
    assert waiting.find(waits.id, "ann") is waits


def test_another_process_tells_all_there_is_to_tell(tmp_path: Path, waiting: Errands) -> None:
    errand = waiting.ask("ann", "Knee", [STEP, STEP, STEP], language="cy", back="/leaflet/knee")
    errand.total, errand.made, errand.file = 5, 2, "evidence.zip"
    errand.faults.append("No room.")
    waiting._tell(errand)
    found = desk(tmp_path).find(errand.id, "ann")
    assert found
    told = (found.title, found.language, found.back, found.of, found.total, found.made, found.faults, found.file)
    assert told == ("Knee", "cy", "/leaflet/knee", 3, 5, 2, ["No room."], "evidence.zip")
    assert (found.elsewhere, found.changed) == (True, 3)
    assert desk(tmp_path).find(errand.id, "bob") is None


def test_what_another_process_does_is_looked_up_again_and_stopped_there(tmp_path: Path, waiting: Errands) -> None:
    errand, other = waiting.ask("ann", "Knee", [STEP]), desk(tmp_path)
    seen = other.find(errand.id, "ann")
    assert seen
    errand.made = 1
    waiting._tell(errand)
    assert other.now(seen).made == 1
    assert waiting.now(errand) is errand
    other.stop(seen)
    assert not seen.stopping
    assert waiting._slips.stopped(errand.id)
    waiting._passed(errand)
    assert errand.stopping
    waiting._slips.drop(errand.id)
    assert not waiting._slips.stopped(errand.id)
    assert other.now(seen) is seen


@pytest.mark.parametrize("id_", ["../../etc/passwd", "short-1", "x" * 41, "errand.json", "ärrand-12345"])
def test_no_address_of_an_errand_leads_to_a_file(tmp_path: Path, id_: str) -> None:
    (tmp_path / "errands").mkdir()
    (tmp_path / "errands" / f"{id_.rpartition('/')[2]}.json").write_text("{}", encoding="utf-8")
    assert Slips(tmp_path, Drawer(tmp_path)).find(id_) is None


def test_the_turn_goes_round_by_who_wants_something(waiting: Errands) -> None:
    def turns() -> Iterator[str]:
        for _ in range(6):
            errand = waiting._next()
            if errand:
                yield errand.title
                waiting._go_on_with(errand, waiting._taken(errand) and None)

    for name, steps in (("ann", 2), ("bob", 1), ("cat", 2)):
        waiting.ask(name, name, [STEP] * steps)
    assert list(turns()) == ["ann", "bob", "cat", "ann", "cat"]
    assert {each.state for name in ("ann", "bob", "cat") for each in waiting.of(name)} == {State.DONE}


def test_whoever_watches_is_told_of_each_thing_that_comes_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    class Counted(Condition):
        def notify_all(self) -> None:
            told.append("")
            super().notify_all()

    monkeypatch.setattr(room, "Condition", Counted)
    monkeypatch.setattr(room, "Thread", _Idle)
    errands = desk(tmp_path)

    def tells(act: Callable[[], object]) -> bool:
        before = len(told)
        act()
        return len(told) > before

    asked: list[Errand] = []
    assert tells(lambda: asked.append(errands.ask("ann", "Knee", [STEP, STEP, STEP])))
    (errand,) = asked
    errand.steps.popleft()
    assert tells(lambda: errands._go_on_with(errand, None))
    assert not errand.over

    def work(_: object, say: Callable[[int, int], None]) -> None:
        assert tells(lambda: say(1, 2))
        assert not tells(lambda: say(1, 2))
        assert tells(lambda: say(1, 3))

    errands._beside(errand, "evidence.zip", work)
    assert errand.faults == []
    assert tells(lambda: errands.stop(errands.ask("ann", "Hip", [STEP])))


def test_other_processes_hear_of_a_long_errand_often_at_first_and_then_now_and_again(
    waiting: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_OFTEN", 3)
    errand = waiting.ask("ann", "Knee", [STEP])
    told: list[int] = []
    monkeypatch.setattr(waiting, "_tell", lambda each: told.append(each.changed))
    for errand.changed in range(10):
        waiting._passed(errand)
    assert told == [0, 1, 2, 3, 6, 9]


# What is done beside


def test_what_is_done_beside_tells_how_far_it_is_and_leaves_its_file(tmp_path: Path) -> None:
    errands, may = desk(tmp_path), Event()

    def work(_: Errand, told: Callable[[int, int], None]) -> None:
        told(1, 3)
        told(1, 3)
        may.wait(10)

    errand = errands.aside("ann", "Knee", "evidence.zip", work, language="cy", back="/due")
    while not errand.changed:
        errands.wait(errand, 0.1)
    assert (errand.made, errand.total, errand.state, errand.file) == (1, 3, State.RUNNING, "")
    assert (errand.language, errand.back, errand.person) == ("cy", "/due", "ann")
    assert errands.of("ann") == (errand,)
    may.set()
    while not errand.over:
        errands.wait(errand, 0.1)
    assert (errand.state, errand.file, errand.faults, errand.changed) == (State.DONE, "evidence.zip", [], 2)


def test_what_is_stopped_beside_leaves_no_file_and_blames_nothing(tmp_path: Path) -> None:
    def work(errand: Errand, _: object) -> None:
        errand.stopping = True
        raise Refused([Problem("ended", Place("knee"), "It was ended.", "")])

    errands = desk(tmp_path)
    errand = finished(errands, work)
    assert (errand.state, errand.file, errand.faults) == (State.STOPPED, "", [])
    assert cast(Any, errands._office).failures.noted == []


def _knee(rule: str = "case", grade: Grade = Grade.ERROR) -> Problem:
    return Problem(rule, Place("knee.yaml"), "It is wrong.", "Mend it.", grade, subject=OfTopic("knee", "2025", "cy"))


@pytest.mark.parametrize(
    ("error", "told", "noted"),
    [
        (PermissionError(13, "Permission denied"), ["The folder of documents cannot be written to"], []),
        (Refused([_knee()]), ["knee 2025 cy: It is wrong. Mend it."], ["making Knee"]),
        (Refused([_knee(), _knee(grade=Grade.WARNING)]), ["knee 2025 cy: It is wrong. Mend it."], ["making Knee"]),
        (
            Refused([Problem("case", Place("clinics/x.yaml"), "It is wrong.", "Mend it.", subject=OfClinic("north"))]),
            ["north: It is wrong. Mend it."],
            ["making Knee"],
        ),
        (
            Refused([Problem("case", Place("fonts"), "It is wrong.", "Mend it.")]),
            ["fonts: It is wrong. Mend it."],
            ["making Knee"],
        ),
        (NoCrew("Nobody answers."), ["Nobody answers."], []),
        (Misuse("There is none."), ["There is none."], []),
        (
            ZeroDivisionError(),
            ["The program itself failed. Tell whoever looks after the desk: failure 4f2a."],
            ["making Knee"],
        ),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_goes_wrong_is_said_and_what_nobody_foresaw_is_kept(
    tmp_path: Path, error: Exception, told: list[str], noted: list[str]
) -> None:
    def work(*_: object) -> None:
        raise error

    errands = desk(tmp_path)
    errand = finished(errands, work)
    assert [fault.partition(" to:")[0] + " to" if " to:" in fault else fault for fault in errand.faults] == told
    assert (errand.state, errand.file) == (State.DONE, "")
    assert cast(Any, errands._office).failures.noted == noted


# Why what was wished for is not made


def _faults(tmp_path: Path, wishes: Wishes, *problems: Problem) -> list[str]:
    errands = desk(tmp_path)
    errand = Errand("x", "ann", "Knee", "", "/", cast(Any, None))

    def step() -> None:
        raise Refused(problems)

    with errands._failing(errand, wishes):
        step()
    assert cast(Any, errands._office).failures.noted == []
    return errand.faults


def test_of_the_faults_of_a_library_those_of_what_was_wished_for_are_told(tmp_path: Path) -> None:
    def of(topic: str, language: str = "") -> Problem:
        subject = OfTopic(topic, "2025", language)
        return Problem("case", Place(topic), f"{topic} {language} is wrong.", "Mend it.", subject=subject)

    every = of("knee", "cy"), of("knee", "en-GB"), of("knee"), of("hip", "cy")
    wishes = Wishes(topics=("knee",), languages=("cy",))
    assert [fault.partition(":")[0] for fault in _faults(tmp_path, wishes, *every)] == ["knee 2025 cy", "knee 2025"]
    assert len(_faults(tmp_path, Wishes(topics=("knee",)), *every)) == 3
    shared = Problem("case", Place("library.yaml"), "It is wrong.", "Mend it.")
    assert _faults(tmp_path, wishes, shared, of("hip", "cy"))[0].startswith("library.yaml: ")
    assert len(_faults(tmp_path, wishes, shared, of("hip", "cy"))) == 2
    assert len(_faults(tmp_path, wishes, shared, of("knee", "cy"))) == 1
