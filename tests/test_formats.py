"""What asks which formats there are asks one table: a new format is a line in it."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from press import formats, layout, pipeline, rulebook, transcript, verification
from press.cli import main, places
from press.formats import FORMATS, Format, Known, Pages
from press.layout import Layout
from press.manuscript import Manuscript
from press.model import Leaflet
from press.pipeline import Job, Wishes
from press.problems import Place, Problem, Refused, Rule
from press.programs import witnesses
from press.programs.witnesses import Commands
from press.reader import Catalogue
from press.speech import Speech

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
