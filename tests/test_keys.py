import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from press import digest, layout
from press.layout import Layout, Layouts
from press.model import Card, Clinic, PartialDate, Standing, Status, Strong, Text
from press.programs import system
from press.store import keys, manifest, versions
from press.store.manifest import Note, Record

ROOT = Path(__file__).parent.parent
CARD = Card(
    topic="knee",
    name="2026",
    language="en-GB",
    translated=False,
    title="Knees",
    online="",
    status=Status.APPROVED,
    standing=Standing.CURRENT,
    last=PartialDate(2026),
    next=PartialDate(2027),
    parts={"text": "1", "contact helpline": "2"},
)
RECORD = Record(
    "knee",
    "2026",
    "cy",
    "7K4X",
    "a4",
    14,
    "",
    "pdf",
    "a/b.pdf",
    "a/b.pdf",
    "",
    1,
    "0",
    1,
    2,
    1,
    5.0,
    "Letter",
    0.9,
    0,
    "Pen-glin ŵ",
    "2026",
    "2027",
    {"text": "1"},
)


@pytest.fixture(scope="module")
def a4() -> Layout:
    return layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]


def test_the_same_things_are_the_same_pieces(a4: Layout) -> None:
    again = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]
    assert keys.pieces(CARD, None, a4) == keys.pieces(CARD, None, again)


def test_a_piece_is_named_after_what_it_is(a4: Layout) -> None:
    pieces = keys.pieces(CARD, Clinic("river", "River"), a4, "LibreOffice 7")
    assert list(pieces) == [
        "text",
        "contact helpline",
        "clinic river",
        "strings en",
        "formats",
        "layout a4",
        "fonts",
        "program",
        "LibreOffice",
    ]


def _without_months(a4: Layout) -> Layout:
    english = replace(a4.supplies.strings["en"], months=())
    return replace(a4, supplies=replace(a4.supplies, strings={"en": english}))


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (lambda a4: a4.at(16), {"layout a4"}),
        (lambda a4: a4.at(14, "ua-2"), {"layout a4"}),
        (lambda a4: replace(a4, templates={**a4.templates, "print.css": ""}), {"layout a4"}),
        (lambda a4: replace(a4, colours={**a4.colours, "accent": "#000000"}), {"layout a4"}),
        (lambda a4: replace(a4, supplies=replace(a4.supplies, faces=a4.faces[1:])), {"fonts"}),
        (_without_months, {"strings en"}),
    ],
)
def test_any_change_of_the_layout_changes_a_piece(
    a4: Layout, change: Callable[[Layout], Layout], names: set[str]
) -> None:
    before, after = keys.pieces(CARD, None, a4), keys.pieces(CARD, None, change(a4))
    assert set(keys.changed(before, after)) == names


def _supplied(layouts: Layouts, **others: Any) -> Layouts:
    return replace(layouts, supplies=replace(layouts.supplies, **others))


@pytest.mark.parametrize(
    "change",
    [
        lambda layouts: replace(layouts, by_name={**layouts.by_name, "a4": layouts["a4"].at(16)}),
        lambda layouts: replace(layouts, by_name={"a4": layouts["a4"]}),
        lambda layouts: _supplied(layouts, faces=layouts.supplies.faces[1:]),
        lambda layouts: _supplied(layouts, strings={"en": layouts.supplies.strings["en"]}),
        lambda layouts: _supplied(layouts, strings={**layouts.supplies.strings, "cy": layouts.supplies.strings["en"]}),
        lambda layouts: _supplied(layouts, unfinished={"pl": ("phone",)}),
    ],
)
def test_a_check_that_is_remembered_counts_no_more_with_other_layouts_fonts_or_words(
    change: Callable[[Layouts], Layouts],
) -> None:
    before = layout.load(ROOT / "layouts", ROOT / "fonts")
    assert keys.of_layouts(before) == keys.of_layouts(layout.load(ROOT / "layouts", ROOT / "fonts"))
    assert keys.of_layouts(change(before)) != keys.of_layouts(before)


@pytest.fixture
def anew(a4: Layout) -> Iterator[Callable[[], set[str]]]:
    """What has changed of a document's pieces since the test began."""
    keys.program.cache_clear()
    before = keys.pieces(CARD, None, a4)

    def changed() -> set[str]:
        keys.program.cache_clear()
        return set(keys.changed(before, keys.pieces(CARD, None, a4)))

    yield changed
    keys.program.cache_clear()


@pytest.mark.parametrize("name", ["pillow", "weasyprint", "tinycss2", "brotli", "pypdfium2", "xlsxwriter"])
def test_an_upgrade_of_any_package_that_is_needed_builds_anew(
    name: str, anew: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = metadata.version
    monkeypatch.setattr(metadata, "version", lambda each: "99" if each == name else installed(each))
    assert anew() == {"program"}


def test_an_installed_program_asks_for_what_its_checkout_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where there is no `pyproject.toml` beside it, the package says what it needs."""
    here = list(versions.packages())
    needed = [str(each) for each in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]]
    installed = metadata.requires
    monkeypatch.setattr(metadata, "requires", lambda name: needed if name == versions.PROJECT else installed(name))
    monkeypatch.setattr(versions, "FOLDER", tmp_path / "press")
    assert list(versions.packages()) == here


def test_what_only_development_or_an_extra_needs_builds_nothing_anew() -> None:
    names = {each.partition(" ")[0] for each in versions.packages()}
    assert names.isdisjoint({"pytest", "mypy", "ruff", "distributed", "jpype1"})


@pytest.mark.parametrize("name", ["pango-1.0", "harfbuzz", "fontconfig", "fribidi"])
def test_another_library_of_the_system_builds_anew(
    name: str, anew: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = system.shared_library
    monkeypatch.setattr(system, "shared_library", lambda file, number: None if file == name else there(file, number))
    assert anew() == {"program"}


def test_another_python_builds_anew(anew: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    assert anew() == {"program"}


def test_libraries_say_their_versions() -> None:
    said = dict(each.rpartition(" ")[::2] for each in versions.libraries())
    assert all(said[name] for name in ("python", "pango", "harfbuzz", "fontconfig"))
    assert all(re.search(r"\d", version) for version in said.values())
    assert int(said["pango"]) > 14400


@pytest.mark.parametrize("file", ["press/writers/pdf.py", "press/review/evidence/words.yaml"])
def test_a_change_of_the_program_s_source_builds_anew(
    file: str, anew: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, changed = Path.read_bytes, ROOT / file
    monkeypatch.setattr(Path, "read_bytes", lambda path: whole(path) + (b"#" if path == changed else b""))
    assert anew() == {"program"}


def test_a_new_file_of_the_program_is_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    before = list(versions.source(tmp_path))
    (tmp_path / "b.py").write_text("")
    (tmp_path / "a.pyc").write_text("compiled")
    assert list(versions.source(tmp_path)) == [*before, b"b.py\0", b"\0"]


def test_an_installed_program_is_the_same_as_its_checkout(tmp_path: Path) -> None:
    """Its layouts and fonts, which lie in it as it is installed, are pieces of their own."""
    (tmp_path / "layout.py").write_text("x = 1")
    before = list(versions.source(tmp_path))
    for name in ("layouts", "fonts"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("brought along")
    assert list(versions.source(tmp_path)) == before


def test_what_is_new_or_lost_has_changed() -> None:
    assert keys.changed({"a": "1", "b": "1", "c": "1"}, {"b": "2", "c": "1", "d": "1"}) == ("a", "b", "d")


def test_digests_tell_values_apart_and_know_them_in_another_process() -> None:
    values = [
        (),
        ("a", "b"),
        ("ab",),
        1,
        "1",
        True,
        None,
        b"1",
        1.0,
        {"a": 1},
        {"a": "1"},
        frozenset("a"),
        frozenset("b"),
        Standing.DRAFT,
        Standing.CURRENT,
        Clinic("a", "b"),
        Clinic("ab", ""),
    ]
    assert len(set(map(digest.of, values))) == len(values)
    assert digest.of(Strong((Text("word"),))) == "ea750f4dc6099ccd"
    assert digest.of({"b": 1, "a": 2}) == digest.of({"a": 2, "b": 1})


def test_a_value_of_an_unknown_kind_has_no_digest() -> None:
    with pytest.raises(TypeError, match="set"):
        digest.of(Clinic("river", {"x"}))  # type: ignore[arg-type]  # the fault


def test_a_manifest_comes_back_as_it_was() -> None:
    volume = replace(RECORD, path="a/b-2.pdf", part="volume-2")
    other = replace(RECORD, path="a/a.pdf", job="a/a.pdf")
    records = {"a/a.pdf": (other,), "a/b.pdf": (volume, RECORD)}
    assert manifest.load(manifest.dump(records)) == records


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"documents": [{"topic": 1}]}', b"\xff"])
def test_a_manifest_that_cannot_be_read_counts_as_empty(broken: bytes) -> None:
    assert manifest.load(broken) == {}


def test_a_line_of_the_journal_that_breaks_off_spoils_no_other() -> None:
    first, second = Note("a/b.pdf", (RECORD,), {"a/c.pdf": "0"}, "f" * 64), Note("a/c.pdf", ())
    journal = manifest.line(first) + manifest.line(first)[:-9] + manifest.line(second) + b"\xff"
    assert list(manifest.notes(journal)) == [first, second]
