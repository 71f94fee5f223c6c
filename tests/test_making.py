"""What a worker makes of its jobs, apart from what each format writes: how long it took, what is refused, what each
file is called, and which manuscripts are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import chain

import pytest

from press import formats, imprint, manuscript, pipeline
from press.formats import Drafts, Folded, Pages
from press.layout import Layout, Volumes
from press.manuscript import Manuscript, dividing
from press.model import Leaflet
from press.pipeline import Job, making
from press.problems import Grade, Place, Problem, Refused
from tests.test_leaflets import LAYOUTS

FAULT = Problem("fault", Place("", page=2), "It is wrong.", "Mend it.")


@dataclass
class Fake:
    """A format in which a document is the title with its page numbers, and has as many pages as ``counted`` says."""

    counted: list[int] = field(default_factory=lambda: [3])
    found: tuple[Problem, ...] = ()
    folded: Folded | None = None
    drafts: Drafts | None = None

    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return f"{script.volume}{dict(pages)}".encode()

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return self.found

    def pages(self, data: bytes) -> int:
        return 4 if data == b"folded" else self.counted[0 if data.startswith(b"first") else -1]

    def seconds(self, data: bytes) -> float:
        return 1.26


Faked = Callable[..., Fake]


@pytest.fixture
def faked(sample: Leaflet, monkeypatch: pytest.MonkeyPatch) -> Faked:
    """Have documents written by a fake, in as many volumes as are named."""
    strings = LAYOUTS.strings_for("en-GB")
    assert strings
    script = manuscript.compose(sample, strings)

    def made(*volumes: str, **of: object) -> Fake:
        fake = Fake(**of)  # type: ignore[arg-type]  # as the test that asks has them
        monkeypatch.setattr(formats, "opened", lambda _: fake)
        monkeypatch.setattr(making, "_scripts", lambda _: tuple(replace(script, volume=name) for name in volumes))
        return fake

    return made


def _ticks(*moments: float) -> Callable[[], float]:
    return iter(moments).__next__


def _job(sample: Leaflet, name: str = "large-print", kind: str = "docx", **of: object) -> Job:
    return Job(sample, replace(LAYOUTS[name], **of), kind)  # type: ignore[arg-type]  # as above


def test_a_job_took_its_own_time_and_its_share_of_what_was_done_for_all(
    sample: Leaflet, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = iter([None, Refused([FAULT]), MemoryError(), ZeroDivisionError("no such page")])

    def make(job: Job, numbers: tuple[Pages, ...]) -> tuple[tuple[()], tuple[Problem, ...]]:
        if outcome := next(outcomes):
            raise outcome
        return (), ()

    monkeypatch.setattr(making, "make", make)
    monkeypatch.setattr(making, "_page_numbers", lambda _: {})
    clock = _ticks(*chain((100, 108), (110, 113), (120, 124), (130, 135), (140, 146)))
    found = making.make_all([_job(sample, "web", "html") for _ in range(4)], clock)
    assert [made.seconds for made in found] == [2 + 3, 2 + 4, 2 + 5, 2 + 6]
    assert [[problem.rule for problem in made.problems] for made in found] == [[], ["fault"], ["memory"], ["program"]]
    assert [made.code for made in found] == [imprint.code(sample.edition), "", "", ""]


@pytest.mark.parametrize(
    ("kind", "numbers", "warned"),
    [("docx", False, ["page-numbers"]), ("docx", True, []), ("html", False, []), ("html", True, [])],
)
def test_contents_without_page_numbers_are_warned_of_where_the_format_has_them(
    sample: Leaflet, monkeypatch: pytest.MonkeyPatch, kind: str, warned: list[str], *, numbers: bool
) -> None:
    job = _job(sample, kind=kind)
    monkeypatch.setattr(making, "make", lambda *_: ((), ()))
    monkeypatch.setattr(making, "_page_numbers", lambda _: {job: ({"a": 1},)} if numbers else {})
    (made,) = making.make_all([job], lambda: 0)
    assert [problem.rule for problem in made.problems] == warned


def test_each_volume_is_a_file_with_its_own_page_numbers_and_length(sample: Leaflet, faked: Faked) -> None:
    faked("first", "second", counted=[3, 7], found=(replace(FAULT, grade=Grade.WARNING),))
    job = _job(sample, volumes=Volumes(size=18, pages=5))
    documents, problems = pipeline.make(job, ({"a": 1}, {"b": 2}))
    assert [(each.part, each.data, each.pages, each.sheets, each.seconds, each.filled) for each in documents] == [
        ("volume-1", b"first{'a': 1}", 3, 2, 1.3, 0),
        ("volume-2", b"second{'b': 2}", 7, 4, 1.3, 0),
    ]
    stem = job.path.removesuffix(".docx")
    assert [(str(problem.place), problem.rule) for problem in problems] == [
        (f"{stem}-volume-1.docx, page 2", "fault"),
        (f"{stem}-volume-2.docx, page 2", "fault"),
        (f"{stem}-volume-2.docx", "volume-length"),
    ]
    assert all(problem.subject.document == str(problem.place.file) for problem in problems[:2])  # type: ignore[union-attr]  # of documents
    assert pipeline.make(job)[0][1].data == b"second{}"


@pytest.mark.parametrize(("most", "warned"), [(6, True), (7, False), (1, True), (0, False)])
def test_a_document_may_have_as_many_pages_as_its_layout_allows(
    sample: Leaflet, faked: Faked, most: int, *, warned: bool
) -> None:
    faked("", counted=[7])
    (document,), problems = pipeline.make(_job(sample, volumes=Volumes(size=18, pages=most)))
    assert (document.part, [problem.rule for problem in problems]) == ("", ["volume-length"] * warned)


def test_what_the_check_finds_is_refused_unless_layout_or_edition_waives_it(sample: Leaflet, faked: Faked) -> None:
    faked("", found=(FAULT,))
    with pytest.raises(Refused):
        pipeline.make(_job(sample))
    (layouts_own,) = pipeline.make(_job(sample, waivers={"fault": "Known."}))[1]
    edition = replace(sample.edition, waivers=(("fault", "Known."),))
    (editions_own,) = pipeline.make(_job(replace(sample, edition=edition)))[1]
    assert layouts_own.grade is editions_own.grade is Grade.WAIVED


def test_a_fold_makes_a_second_file_of_the_same_pages_where_the_layout_asks_for_it(
    sample: Leaflet, faked: Faked
) -> None:
    asked = []

    def folded_check(data: bytes, pages: bytes) -> tuple[Problem, ...]:
        asked.append((data, pages))
        return (replace(FAULT, rule="folded", grade=Grade.WARNING),)

    fold = Folded(lambda *_: b"folded", folded_check, "fold")
    faked("", counted=[5], folded=fold)
    job = _job(sample, "booklet", "pdf")
    (pages, sheets), problems = pipeline.make(job)
    assert [(each.part, each.pages, each.sheets, each.filled) for each in (pages, sheets)] == [
        ("", 5, 2, 0),
        ("imposed", 4, 2, 3),
    ]
    assert asked == [(b"folded", pages.data)]
    assert [str(problem.place) for problem in problems] == [f"{job.path.removesuffix('.pdf')}-imposed.pdf, page 2"]
    assert [each.part for each in pipeline.make(_job(sample, "a4", "pdf"))[0]] == [""]
    held = {"": pages.data, "imposed": b"folded"}
    assert {part: [each.rule for each in found.problems] for part, found in pipeline.inspect(job, held).items()} == {
        "": [],
        "imposed": ["folded"],
    }
    assert list(pipeline.inspect(job, {"": pages.data})) == [""]
    assert list(pipeline.inspect(job, {"imposed": b"folded"})) == []
    faked("", counted=[5])
    assert [each.part for each in pipeline.make(job)[0]] == [""]
    assert list(pipeline.inspect(job, held)) == [""]


def test_page_numbers_are_those_of_each_draft_and_of_none_where_one_cannot_be_told(
    sample: Leaflet, faked: Faked, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[list[bytes]] = []

    def lay_out(drafts: list[bytes], fonts: list[bytes]) -> list[bytes]:
        laid_out.append(drafts)
        assert fonts == [face.data for face in LAYOUTS["large-print"].supplies.faces]
        return [draft.upper() for draft in drafts]

    def numbered(script: Manuscript, pdf: bytes) -> Pages:
        return {} if pdf == b"LOST" else {pdf.decode(): len(script.volume)}

    drafts = Drafts(lambda script, _: script.volume.encode(), lay_out, numbered)  # type: ignore[arg-type]  # lists
    jobs = [_job(sample), _job(sample)]
    monkeypatch.setattr(formats, "drafter", lambda _: "office")
    faked("one", "three", drafts=drafts)
    assert making._page_numbers(jobs) == dict.fromkeys(jobs, ({"ONE": 3}, {"THREE": 5}))
    assert laid_out == [[b"one", b"three"] * 2]  # in one go
    faked("one", "lost", drafts=drafts)
    assert making._page_numbers(jobs) == {}
    monkeypatch.setattr(formats, "drafter", lambda _: "")
    assert making._page_numbers(jobs) == {}
    monkeypatch.setattr(formats, "drafter", lambda _: "office")
    faked("one")
    assert making._page_numbers(jobs) == {}


def test_a_draft_that_goes_wrong_stops_no_other(sample: Leaflet, faked: Faked, monkeypatch: pytest.MonkeyPatch) -> None:
    def draft(script: Manuscript, layout: Layout) -> bytes:
        if layout.name == "a4":
            raise ZeroDivisionError
        return b"draft"

    monkeypatch.setattr(formats, "drafter", lambda _: "office")
    faked("one", drafts=Drafts(draft, lambda drafts, _: list(drafts), lambda *_: {"a": 1}))
    wrong, right = _job(sample, "a4"), _job(sample)
    assert making._page_numbers([wrong, right]) == {right: ({"a": 1},)}


def test_a_language_without_words_in_the_layouts_is_refused_by_its_first_part(sample: Leaflet) -> None:
    welsh = Leaflet(replace(sample.edition, language="fr-CA"))
    with pytest.raises(Refused) as refused:
        pipeline.make(Job(welsh, LAYOUTS["text"], "txt"))
    (problem,) = refused.value.problems
    assert problem.hint == "Write them with: language fr. Then have layouts/strings/fr.yaml translated."


def test_each_kind_of_format_has_the_words_that_it_can_show(sample: Leaflet, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done to the words is written down here in its order, in place of being done."""
    pages = [("words", 1)]
    cells, fitted = "words, links printed", "words, links printed, reached, fitted"
    named = "in volumes that name each other’s pages"

    def divided(script: str, layout: Layout, paginate: object, named_by: object = None) -> tuple[str, ...]:
        return (f"{script}, in volumes{' that name each other’s pages' if named_by else ''}",)

    for module, name, instead in [
        (manuscript, "compose", lambda *_, **__: "words"),
        (manuscript, "on_paper", lambda script, *, in_full: f"{script}, links printed{' in full' if in_full else ''}"),
        (manuscript, "reached", lambda script: f"{script}, reached"),
        (manuscript, "carried", lambda script, known: f"{script}, with pages as <{known}>"),
        (manuscript, "with_print_pages", lambda script, known: f"{script}, print pages {known}"),
        (making, "listed", lambda script: f"{script}, listed"),
        (making, "fit", lambda script, _: f"{script}, fitted"),
        (dividing, "divide", divided),
        (dividing, "numbered", lambda script, *_: f"{script}, numbered"),
        (formats, "printed", lambda script, _: pages if script == f"{fitted}, {named}" else None),
    ]:
        monkeypatch.setattr(module, name, instead)
    own = replace(LAYOUTS["large-print"], print_edition=None)
    edition = replace(own, print_edition=LAYOUTS["a4"])

    def said(layout: Layout, kind: str) -> str:
        for kept in (making._set, making._composed, making._printed):
            kept.cache_clear()
        (script,) = making._scripts(Job(sample, layout, kind))
        return str(script)

    found = {kind: said(own, kind) for kind in ("pdf", "docx", "html", "epub", "txt", "mp3", "json", "brf")}
    in_cells = f"{cells}, listed, with pages as <{cells}>, in volumes, numbered"
    assert found == {
        "pdf": f"{fitted}, {named}",
        "docx": f"{fitted}, in volumes",
        **dict.fromkeys(("html", "epub"), "words, reached, fitted"),
        **dict.fromkeys(("txt", "mp3"), "words, links printed in full, listed"),
        "json": "words",
        "brf": in_cells,
    }
    assert said(edition, "epub") == f"words, reached, fitted, print pages {pages}"
    assert said(edition, "brf") == in_cells.replace(">", f", print pages {pages}>")
    for kept in (making._set, making._composed, making._printed):
        kept.cache_clear()
