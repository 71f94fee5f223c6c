"""What asks which formats there are asks one table: a new format is a line in it."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner

from press import formats, layout, pipeline, rulebook, transcript, verification
from press.cli import main, places
from press.formats import FORMATS, Format, Known, Pages
from press.formats import pdf as formats_pdf
from press.formats import word as formats_word
from press.layout import Layout, Speaker
from press.manuscript import Manuscript
from press.model import Leaflet
from press.pipeline import Job, Wishes
from press.problems import Place, Problem, Refused, Rule, nearest
from press.programs import piper, system, verapdf, witnesses
from press.programs.witnesses import Commands
from press.reader import Catalogue
from press.speech import Speech
from tests.conftest import Golden
from tests.test_leaflets import LAYOUTS

ROOT = Path(__file__).parent.parent


class _Odd:
    """A text, which says the title alone."""

    rules = (Rule("odd-title", "the tests", "The title is missing.", "Write it."),)
    drafts = None
    folded = None

    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return "".join(script.texts()).encode()

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return ()

    def check_alone(self, data: bytes) -> tuple[Problem, ...]:
        return () if data else (Problem("odd-title", Place(""), "The title is missing.", "Write it."),)

    def testify(self, file: Path, commands: Commands) -> Iterator[witnesses.Testimony]:
        yield from ()

    def speech(self, data: bytes) -> Speech:
        raise ValueError(f"it says {len(data)} bytes")

    def pages(self, data: bytes) -> int:
        return 0

    def seconds(self, data: bytes) -> float:
        return 0


@pytest.mark.parametrize("name", ["docx", "html", "txt", "json"])
def test_what_has_no_pages_and_is_not_heard_says_so(name: str) -> None:
    of = formats.opened(name)
    assert (of.pages(b""), of.seconds(b"")) == (0, 0)


@pytest.mark.parametrize("name", ["pdf", "brf", "pef", "svg"])
def test_what_is_on_paper_is_not_heard(name: str) -> None:
    assert formats.opened(name).seconds(b"") == 0


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Format]:
    """The formats, with one more."""
    module = ModuleType("press.formats.odd")
    module.FORMAT = _Odd()  # type: ignore[attr-defined]  # as a module of the package has it
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(FORMATS, "odd", Known("odd", "odd text", "an odd text", "odd", "text/odd", alone=True))
    rulebook.rules.cache_clear()
    yield module.FORMAT
    formats.opened.cache_clear()
    rulebook.rules.cache_clear()


def test_a_new_format_is_planned_made_checked_and_listed(
    odd: Format, sample_catalogue: Catalogue, sample: Leaflet, tmp_path: Path
) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    own = replace(layouts["web"], name="odd", makes=("odd",))
    assert not list(formats.unknown([own]))
    (order, *_) = pipeline.plan(sample_catalogue, {"odd": own}, Wishes(topics=("hip",)))
    assert order.path == "hip/2024/hip-odd.odd"
    (document,), _ = pipeline.make(Job(sample, own, "odd"))
    assert "Looking after your knee" in document.data.decode()
    assert "odd-title" in {rule.id for rule in rulebook.rules()}
    (tmp_path / "empty.odd").touch()
    assert [problem.rule for problem in verification.verify(tmp_path / "empty.odd", Commands())] == ["odd-title"]
    with pytest.raises(Refused, match="it says 3 bytes"):
        transcript.read(b"abc", "said.odd")


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_can_do_what_is_known_of_it(name: str) -> None:
    known, found = FORMATS[name], formats.opened(name)
    assert bool(found.drafts) is known.drafted
    assert len({rule.id for rule in found.rules}) == len(found.rules) > 0
    assert formats.of_file(f"A leaflet.{name.upper()}") == known
    if not known.alone:
        assert formats.of_file(f"a.{name}", alone=True) is None
    if name in (
        "html",
        "txt",
        "json",
    ):  # nobody asks, and who does gets no answer that could be taken for "all is well"
        with pytest.raises(NotImplementedError):
            found.check_alone(b"")


def test_no_rule_is_that_of_two_formats() -> None:
    ids = [rule.id for name in FORMATS for rule in formats.opened(name).rules]
    assert len(set(ids)) == len(ids)


def test_a_file_of_no_format_is_told_which_there_are(tmp_path: Path) -> None:
    (problem,) = verification.verify(tmp_path / "a.odt", Commands())
    assert problem.message == (
        "It is neither a PDF nor a Word file nor an e-book nor braille nor braille as PEF nor a recording nor a "
        "recording as Opus, so it cannot be verified."
    )
    assert problem.hint == "Name a file in .pdf or .docx or .epub or .brf or .pef or .mp3 or .opus."


def test_a_layout_that_is_to_make_what_nobody_can_is_refused(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "layouts", tmp_path / "layouts")
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")
    file = tmp_path / "layouts" / "a4" / "layout.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("makes: [pdf]", "makes: [pdff]"), encoding="utf-8")
    monkeypatch.setattr(places, "shipped", lambda: tmp_path)
    done = CliRunner().invoke(main, ["list", "--library", str(library_folder)])
    assert done.exit_code == 1
    assert "layouts/a4/layout.yaml: error: There is no format `pdff`. [pdff] Did you mean `pdf`?" in done.output


KNOWN = {
    "pdf": "a PDF, PDF, application/pdf: alone, printed, paper",
    "docx": f"a Word file, Word, {formats._WORD}: drafted, alone, paper",
    "html": "a web page, web page, text/html: screen",
    "epub": "an e-book, EPUB e-book, application/epub+zip: alone, screen",
    "txt": "plain text, plain text, text/plain: plain, lines",
    "brf": "braille, braille (BRF), text/vnd.brf: alone, plain, cells",
    "pef": "braille as PEF, braille (PEF), application/x-pef+xml: alone, plain, cells",
    "svg": "a picture of braille, picture of braille, image/svg+xml: plain, cells",
    "mp3": "a recording, recording (MP3), audio/mpeg: alone, plain, heard, lines",
    "opus": "a recording as Opus, recording (Opus), audio/ogg: alone, plain, heard, lines",
    "json": "a leaflet as data, data, application/json: plain, data",
}


def test_what_is_known_of_each_format_is_this() -> None:
    traits = ("drafted", "alone", "printed", "plain", "heard")
    assert {
        name: f"{of.article}, {of.label}, {of.media_type}: "
        + ", ".join([*(trait for trait in traits if getattr(of, trait)), of.setting.value])
        for name, of in FORMATS.items()
    } == KNOWN


def test_the_rules_of_each_format_are_these(golden: Golden) -> None:
    """What goes from this list is checked no more, and no waiver may name it."""
    lines = [
        f"{name} {rule.id}: {rule.grade.value} ({rule.source})"
        for name in FORMATS
        for rule in formats.opened(name).rules
    ]
    golden(ROOT / "tests" / "rules.txt", "\n".join(lines) + "\n")


def test_a_file_s_format_is_that_of_its_ending() -> None:
    ends = {"a.htm": "html", "A.XHTML": "html", "a.b.opus": "opus", "a.pdf": "pdf"}
    assert {name: formats.of_file(name) for name in ends} == {name: FORMATS[end] for name, end in ends.items()}
    assert [formats.of_file(name) for name in ("pdf", "a.doc")] == [None, None]
    assert [formats.of_file(name, alone=True) for name in ("a.pdf", "a.html", "a.xyz")] == [FORMATS["pdf"], None, None]
    message, hint = formats.refusal()
    assert (message.count(" nor "), hint.count(" or ")) == (len(FORMATS) - 1,) * 2


def test_a_layout_is_told_what_it_lacks_to_make_a_format() -> None:
    bare = replace(LAYOUTS["text"], name="bare", braille=None, voice=None)
    assert [bare.plain, LAYOUTS["a4"].plain] == [True, False]

    def told(layout: Layout, *makes: str) -> list[tuple[str, str, str]]:
        found = formats.unknown([replace(layout, makes=makes)])
        return [(problem.place.words, problem.rule, problem.hint) for problem in found]

    page = "Add `page`, `type` and `fonts`: copy them from the nearest layout."
    cells = "Add `braille: {grade: 2, cells: 40, lines: 25}`, or other numbers."
    voice = "Add `voice: {program: espeak-ng, rate: 150}`."
    assert told(bare, *FORMATS) == [
        *((name, "missing-key", page) for name in ("pdf", "docx", "html", "epub")),
        *((name, "missing-key", cells) for name in ("brf", "pef", "svg")),
        *((name, "missing-key", voice) for name in ("mp3", "opus")),
    ]
    assert told(replace(bare, voice=LAYOUTS["audio"].voice, braille=LAYOUTS["braille"].braille), "brf", "mp3") == []
    assert told(LAYOUTS["a4"], "pdf", "docx", "html", "epub", "txt", "json") == []
    assert told(LAYOUTS["a4"], "odt") == [("odt", "format", nearest("odt", FORMATS))]


def test_keys_and_records_name_the_programs_that_make_a_format_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    programs = {"libreoffice": "office 25", "liblouis": "louis 3", "espeak": "espeak 1", "lame": "lame 3"}
    for name, version in {**programs, "opusenc": "opusenc 0", "piper": "piper 1"}.items():
        monkeypatch.setattr(getattr(formats, name), "version", partial(str, version))
    monkeypatch.setattr(piper, "digest", lambda file: f"digest of {file}")
    assert {name: formats.drafter(name) for name in FORMATS if formats.drafter(name)} == {"docx": "office 25"}
    cells = dict.fromkeys(("brf", "pef", "svg"), "louis 3")
    assert {name: formats.brailler(name) for name in FORMATS if formats.brailler(name)} == cells
    audio, voice = LAYOUTS["audio"], LAYOUTS["audio"].voice
    assert voice
    speaker = ("cy", Speaker("voices/aled.onnx", "CC0"))
    spoken = replace(audio, voice=replace(voice, program="piper", speakers=(speaker,)))
    assert formats.speakers(LAYOUTS["a4"]) == ""
    assert formats.speakers(audio) == "espeak 1, lame 3, opusenc 0"
    assert formats.speakers(spoken) == "piper 1 aled digest of voices/aled.onnx, lame 3, opusenc 0"
    assert formats.transcriber("mp3", spoken, "en-GB") == "piper 1 aled digest of voices/aled.onnx, lame 3"
    assert formats.transcriber("opus", audio, "en-GB") == "espeak 1, opusenc 0"
    strings = LAYOUTS["braille"].strings_for("en-GB")
    assert strings
    tables = ", ".join(dict.fromkeys(strings.tables[key] for key in ("grade_2", "grade_1", "signs")))
    assert formats.transcriber("brf", LAYOUTS["braille"], "en-GB") == f"louis 3: {tables}"
    assert formats.transcriber("txt", LAYOUTS["text"], "en-GB") == ""
    assert formats.transcriber("brf", LAYOUTS["braille"], "xx") == ""


def test_what_names_no_engine_is_laid_out_without_pango_where_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = {engine: replace(LAYOUTS["a4"], engine=engine) for engine in ("", "weasyprint", "typst")}
    for there, wanted in ((object(), ""), (None, "typst")):
        library = {("pango-1.0", 0): there}
        monkeypatch.setattr(system, "shared_library", lambda *asked, library=library: library[asked])
        assert {engine: formats.printable(each).engine for engine, each in own.items()} == {
            "": wanted,
            "weasyprint": "weasyprint",
            "typst": "typst",
        }


def test_other_programs_are_asked_that_are_there_and_named_that_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf, word = formats.opened("pdf"), formats.opened("docx")
    asked: list[tuple[str, ...]] = []

    def report(rule: str, command: str, seconds: float, *arguments: str) -> bytes:
        asked.append((rule, command, *arguments))
        return b"report"

    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    there = {"verapdf": False, "openxml": False}
    found = (Problem("other", Place(""), "It is wrong.", "Mend it."),)
    for of, module in ((formats_pdf, "verapdf"), (formats_word, "openxml")):
        program = getattr(of, module)
        monkeypatch.setattr(of, "report_of", report)
        monkeypatch.setattr(program, "available", partial(there.get, module))
        monkeypatch.setattr(program, "reported", lambda *_: found)
        monkeypatch.setattr(program, "check", lambda *_: found)
    monkeypatch.setattr(verapdf, "claims", lambda _: ("ua1", "wtpdf-reuse"))
    profile = SimpleNamespace(getRules=lambda: SimpleNamespace(size=lambda: 3))
    monkeypatch.setattr(verapdf, "profile", lambda _: profile)
    none, own = Commands(), Commands(verapdf="vera", ooxml="sdk")
    assert list(pdf.unasked(none)) == [witnesses.VERAPDF]
    assert [list(each.unasked(none)) for each in (word, formats.opened("txt"))] == [[witnesses.AUDIT], []]
    assert list(pdf.unasked(own)) == []
    assert [(each.against, each.problems) for each in pdf.testify(file, none)] == [((), None)]
    (said,) = pdf.testify(file, own)
    assert (said.against, said.problems) == ((("ua1", 0), ("wtpdf-reuse", 0)), found * 2)
    assert asked == [
        ("verapdf-missing", "vera", "--format", "xml", "--flavour", flavour, str(file)) for flavour in ("ua1", "wt1r")
    ]
    assert [each.problems for each in word.testify(file, none)] == [None, None]
    assert [each.problems for each in word.testify(file, own)] == [None, found]
    assert asked[2:] == [("ooxml-validator-missing", "sdk", str(file))]
    there.update(verapdf=True, openxml=True)
    assert [list(each.unasked(none)) for each in (pdf, word)] == [[], []]
    (said,) = pdf.testify(file, none)
    assert (said.against, said.problems) == ((("ua1", 3), ("wtpdf-reuse", 3)), found)
    assert [(each.witness, each.problems) for each in word.testify(file, none)] == [
        (witnesses.AUDIT, found),
        (witnesses.SDK, None),
    ]
