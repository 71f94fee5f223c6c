"""What a build does with what was made, and why it makes it: told without making anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from press import pipeline
from press.formats import pdf as formats_pdf
from press.layout import Layout
from press.manuscript import Certificate, Manuscript
from press.pipeline import Document, Made, Order, Wishes, building, making
from press.pipeline.building import Due
from press.problems import Grade, Kept, Place, Problem
from press.reader import Catalogue
from press.store import keys
from press.store.manifest import Failure, Record
from press.store.output import Unplaced
from press.writers import pdf as writer
from press.writers.counted import Counted
from tests.test_leaflets import LAYOUTS

FAULT = Problem("fault", Place("a"), "It is wrong.", "Mend it.")
CERTIFICATE = Certificate.__new__(Certificate)


@pytest.fixture
def order(sample_catalogue: Catalogue) -> Order:
    wishes = Wishes(topics=("knee",), layouts=("web",), languages=("en-GB",))
    (found,) = pipeline.plan(sample_catalogue, LAYOUTS, wishes)
    return found


class Folder:
    """An output folder that writes down what is asked of it."""

    def __init__(self, *, publishing: OSError | None = None, noting: OSError | None = None) -> None:
        self.publishing, self.noting = publishing, noting
        self.failures: list[Failure] = []
        self.published: dict[str, bytes] = {}
        self.noted: list[tuple[str, tuple[Record, ...], str]] = []

    def fail(self, failure: Failure) -> None:
        self.failures.append(failure)
        raise OSError  # no room: it is tried again

    def publish(self, data: dict[str, bytes], put_on_record: Any) -> tuple[str, tuple[Problem, ...]]:
        if self.publishing:
            raise self.publishing
        self.published |= data
        return put_on_record(), (replace(FAULT, rule="kept", grade=Grade.WARNING),)

    def note(self, path: str, records: tuple[Record, ...], head: str) -> tuple[Problem, ...]:
        if self.noting:
            raise self.noting
        self.noted.append((path, records, head))
        return (replace(FAULT, rule="noted", grade=Grade.WARNING),)


def _outcome(order: Order, made: Made, folder: Folder) -> building.Outcome:
    due = Due(order, {"text": "t"}, ("text",))
    return building._outcome(due, made, folder, lambda records: f"head of {len(records)}")  # type: ignore[arg-type]  # a folder


@pytest.mark.parametrize("rule", ["killed", "memory", "program", "time", "write"])
def test_what_the_machine_stopped_is_tried_again(order: Order, rule: str) -> None:
    folder = Folder()
    outcome = _outcome(order, Made((), (replace(FAULT, rule=rule),), seconds=3), folder)
    assert folder.failures == []
    assert (outcome.built, outcome.records, outcome.reasons, outcome.seconds) == (False, (), ("text",), 3)


def test_what_the_leaflet_stopped_is_noted_with_what_it_was_made_of(order: Order) -> None:
    folder = Folder()
    outcome = _outcome(order, Made((), (FAULT,)), folder)
    assert folder.failures == [Failure(order.path, {"text": "t"}, (Kept.of(FAULT),))]
    assert outcome.problems == (replace(FAULT, subject=order.subject),)
    assert not _outcome(order, Made((), (FAULT, replace(FAULT, rule="time"))), folder).built
    assert len(folder.failures) == 1


def test_what_was_made_is_published_put_on_record_and_noted(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "asdict", lambda certificate: {"words": "w"})
    waived = replace(FAULT, rule="waived", hint="Known.", grade=Grade.WAIVED)
    warned = replace(FAULT, rule="warned", grade=Grade.WARNING)
    documents = tuple(Document(part, part.encode(), 2, CERTIFICATE, 1, seconds=1.5) for part in ("one", "two"))
    folder = Folder()
    outcome = _outcome(order, Made(documents, (waived, warned), 4, "CODE"), folder)
    stem = order.path.removesuffix(".html")
    assert folder.published == {f"{stem}-one.html": b"one", f"{stem}-two.html": b"two"}
    assert folder.noted == [(order.path, outcome.records, "head of 2")]
    assert [problem.rule for problem in outcome.problems] == ["waived", "warned", "kept", "noted"]
    assert (outcome.built, outcome.seconds) == (True, 4)
    record = outcome.records[0]
    assert (record.topic, record.edition, record.language, record.code) == ("knee", "2025-06", "en-GB", "CODE")
    assert (record.layout, record.size, record.clinic, record.second) == ("web", order.layout.type.body, "", "")
    assert (record.part, record.parts, record.pages, record.seconds, record.bytes) == ("one", 2, 2, 1.5, 3)
    assert (record.waived, record.warned) == ({"waived": "Known."}, {"warned": "It is wrong."})
    assert (record.made_of, record.said, record.job) == ({"text": "t"}, {"words": "w"}, order.path)


@pytest.mark.parametrize(
    ("folder", "says"),
    [
        (Folder(publishing=OSError(28, "No space left")), "the earlier file is as it was."),
        (Folder(publishing=Unplaced(OSError(28, "No space left"), ())), "the earlier file is as it was."),
        (Folder(publishing=Unplaced(OSError(28, "No space"), ("a", "b"))), "a and b is new already; the next build"),
        (Folder(noting=OSError(28, "No space left")), "the next build makes the file again."),
    ],
)
def test_what_could_not_be_written_says_what_is_there_now(
    order: Order, monkeypatch: pytest.MonkeyPatch, folder: Folder, says: str
) -> None:
    monkeypatch.setattr(building, "asdict", lambda certificate: {})
    outcome = _outcome(order, Made((Document("", b"x", 0, CERTIFICATE),), ()), folder)
    problem = outcome.problems[-1]
    assert (outcome.built, outcome.records, problem.rule, problem.subject) == (False, (), "write", order.subject)
    assert says in problem.hint


# Why


def _dues(
    order: Order,
    monkeypatch: pytest.MonkeyPatch,
    *,
    records: Sequence[Any] = (),
    failure: Failure | None = None,
    holds: bool = True,
    force: bool = False,
) -> tuple[tuple[str, ...], bool]:
    """The reasons for making one order, and whether it is said again why it failed; it is made of ``text`` today."""
    monkeypatch.setattr(keys, "pieces", lambda *_: {"text": "today"})
    folder = SimpleNamespace(records={order.path: records}, failure=lambda _: failure, holds=lambda _: holds)
    (due,) = building.compare([order], folder, force=force)  # type: ignore[arg-type]  # a folder
    return due.reasons, due.failure is not None


def _made(text: str = "today", parts: int = 1) -> Any:
    return SimpleNamespace(made_of={"text": text}, parts=parts)


def test_a_document_is_made_for_what_has_changed_or_is_not_there(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    failed, before = Failure(order.path, {"text": "today"}, ()), Failure(order.path, {"text": "old"}, ())
    assert _dues(order, monkeypatch) == (("new",), False)
    assert _dues(order, monkeypatch, records=[_made()]) == ((), False)
    assert _dues(order, monkeypatch, records=[_made("old")]) == (("text",), False)
    assert _dues(order, monkeypatch, records=[_made()], holds=False) == (("lost",), False)
    assert _dues(order, monkeypatch, records=[_made(parts=2)]) == (("lost",), False)
    assert _dues(order, monkeypatch, records=[_made()], force=True) == (("forced",), False)
    assert _dues(order, monkeypatch, failure=failed) == ((), True)
    assert _dues(order, monkeypatch, failure=failed, force=True) == (("forced",), False)
    assert _dues(order, monkeypatch, failure=before) == (("new",), False)


def test_drafts_are_laid_out_twenty_at_a_time_before_all_else(order: Order) -> None:
    word, text = replace(order, format="docx"), replace(order, format="txt")
    dues = [Due(each, {}, ("new",)) for each in [order, *([word] * 41), text]]
    groups = list(building._grouped(dues))
    assert [len(group) for group in groups] == [20, 20, 1, 1, 1]
    assert {due.order.format for group in groups[:3] for due in group} == {"docx"}
    assert [due for group in groups[3:] for due in group] == [dues[0], dues[-1]]


@pytest.mark.parametrize("engine", ["", "typst"])
def test_what_lists_the_pages_of_print_is_made_just_before_these(
    engine: str, sample_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = Wishes(("knee",), ("a4", "web", "epub"), ("all",), ("en-GB",), engine=engine)
    orders = pipeline.plan(sample_catalogue, LAYOUTS, wishes)
    groups = list(building._grouped([Due(order, {}, ("new",)) for order in orders]))
    clinics = len(sample_catalogue.clinics)
    assert sorted([due.order.format for due in group] for group in groups) == [
        *[["epub", "pdf"]] * clinics,
        *[["html"]] * clinics,
    ]
    assert all(len({due.order.clinic for due in group}) == 1 for group in groups)
    if engine:
        written = list[object]()

        def counted(script: Manuscript, layout: Layout) -> bytes:
            written.append(script)
            return writer.write(script, layout)

        monkeypatch.setattr(formats_pdf, "WRITTEN", Counted(counted))
        book, pages = next(group for group in groups if len(group) > 1)
        jobs = [due.order.job(sample_catalogue.edition(due.order.card)) for due in (book, pages)]
        made = making.make_all(jobs, lambda: 0)
        assert [len(each.documents) for each in made] == [1, 1]
        assert len(written) == 1
        assert made[1].documents[0].data == making.make(jobs[1])[0][0].data
        assert len(written) == 2


def test_what_is_unchanged_or_would_fail_again_is_told_first(order: Order, sample_catalogue: Catalogue) -> None:
    same, failing, new = (replace(order, format=kind) for kind in ("html", "txt", "docx"))
    failure = Failure(failing.path, {}, (Kept.of(FAULT),))
    dues = [Due(new, {}, ("new",)), Due(same, {}, ()), Due(failing, {}, (), failure)]
    asked: list[object] = []

    class Crew:
        def make(self, layouts: Sequence[Layout], batches: Any) -> Iterator[tuple[Any, list[Made]]]:
            for ticket, jobs in batches:
                asked.append((layouts, [job.format for job in jobs]))
                yield ticket, [Made((), (FAULT,)) for _ in jobs]

    folder: Any = Folder()
    folder.records = {same.path: ("its record",)}
    found = list(building.build(dues, sample_catalogue, folder, Crew()))
    assert [(each.order.format, each.built, len(each.problems)) for each in found] == [
        ("html", False, 0),
        ("txt", False, 1),
        ("docx", False, 1),
    ]
    assert asked == [((order.layout,), ["docx"])]
    assert [each.records for each in found] == [folder.records[same.path], (), ()]
    assert list(building.build(dues[1:2], sample_catalogue, folder, Crew())) == found[:1]
    assert len(asked) == 1
