"""Schemas for editors, beside the reader: what it takes they take, and what they cannot see is listed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from press import layout, schema
from press.cli import main
from press.problems import Problem, Refused, errors
from press.shape import Choice, Entries, Form, Items, Key, Number, Scalar, Shape
from tests.building import read
from tests.conftest import Golden
from tests.hostile import content, shelf
from tests.hostile.case import Case, Spoiled
from tests.hostile.test_refused import library

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LIBRARIES = sorted((*HERE.parent.glob("content/*/leaflets"), *HERE.parent.glob("*/leaflets"), ROOT / "leaflets"))
VALIDATORS = {kind: jsonschema.Draft202012Validator(schema.schema(kind)) for kind in schema.KINDS}
PRINTABLE = frozenset(range(0x20, 0x2100))
LARGE = 20_000
"""Bytes of a hostile case that is one of size alone."""


class Core(yaml.SafeLoader):
    """YAML 1.2 with its core schema, as editors read it: a date is a word, and so is ``no``."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # as PyYAML has it


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(str(node.value), 10))


def faults(kind: str, text: str) -> list[str]:
    """What a schema says of a file."""
    value = yaml.load(text, Loader=Core)  # noqa: S506  # made of the safe one
    return [fault.message for fault in VALIDATORS[kind].iter_errors(value)]


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a library that there is a schema for, each with its kind."""
    for path in sorted(folder.rglob("*.yaml")):
        kind = schema.kind(f"leaflets/{path.relative_to(folder).as_posix()}")
        if kind and path.is_file() and not path.is_symlink():
            yield kind, path


def of(path: Path, folder: Path, problems: tuple[Problem, ...]) -> list[Problem]:
    """What the reader refuses in a file."""
    name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    return [problem for problem in errors(problems) if problem.place.file == name]


@pytest.mark.parametrize("kind", schema.KINDS)
def test_a_schema_is_one_of_the_dialect_that_it_names(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema.schema(kind))


@pytest.mark.parametrize("folder", LIBRARIES, ids=lambda folder: folder.parent.name)
def test_what_the_reader_takes_a_schema_takes(folder: Path) -> None:
    _, problems = read(folder, PRINTABLE)
    for kind, path in files(folder):
        if not of(path, folder, problems):
            assert faults(kind, path.read_text()) == [], path


def test_the_layouts_and_their_strings_are_taken() -> None:
    found = sorted(path for folder in ("layouts", "tests") for path in (ROOT / folder).rglob("layouts/**/*.yaml"))
    found += sorted((ROOT / "layouts").rglob("*.yaml"))
    kinds = {path: schema.kind(path.as_posix()[path.as_posix().rindex("layouts/") :]) for path in found}
    assert {kind for kind in kinds.values() if kind} >= {"layout", "profiles", "colours", "stationery", "strings"}
    for path, kind in kinds.items():
        assert not kind or faults(kind, path.read_text()) == [], path


def test_what_a_new_library_has_is_taken(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["new", str(tmp_path / "clinic")]).exit_code == 0
    found = dict(files(tmp_path / "clinic" / "leaflets"))
    assert set(found) == {"clinic", "edition", "library"}
    assert [faults(kind, path.read_text()) for kind, path in found.items()] == [[], [], []]


EDITION = """\
title: Knees
summary: About knees.
review: {status: approved, last: 2025-01, next: 2027-01}
sections: [{heading: First, body: Hello.}]
"""
CLINIC = "name: Riverside\n"
LAYOUT = "title: Poster\nmakes: [json]\n"
TOO_FEW = "page: {width: 1, height: 1, top: 1, right: 1, bottom: 1, left: 1}"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("edition", EDITION + "colour: red"),
        ("edition", EDITION.replace("title: Knees\n", "")),
        ("edition", EDITION.replace("title: Knees", "title: ")),
        ("edition", EDITION.replace("title: Knees", "title: ' '")),
        ("edition", EDITION.replace("title: Knees", "title: [Knees]")),
        ("edition", EDITION + "keywords: knee"),
        ("edition", EDITION + "glossary: [a]"),
        ("edition", EDITION + "contacts: [a, a]"),
        ("edition", EDITION + "language: english"),
        ("edition", EDITION + "online: example.org"),
        ("edition", EDITION + "references: [{url: 'https://example.org'}]"),
        ("edition", EDITION.replace("approved", "aproved")),
        ("edition", EDITION.replace("2027-01", "January 2027")),
        ("edition", EDITION.replace("[{heading: First, body: Hello.}]", "[]")),
        ("edition", EDITION.replace("heading: First", "heading: First, id: The First")),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, own: true}}"),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, alt: A knee.}}"),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, alt: null, own: true}}"),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, alt: A knee., own: true, decorative: true}}"),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, decorative: yes, own: true}}"),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, decorative: false, own: true}}"),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, decorative: true, own: true, caption: A knee}}"),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, decorative: true, own: true, tall: tall.svg}}"),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, decorative: true, own: true, long_description: L.}}"),
        ("clinic", CLINIC + "accent: red"),
        ("clinic", CLINIC + "email: nobody"),
        ("clinic", CLINIC + "phone: the desk"),
        ("clinic", CLINIC + "logo: logo.svg"),
        ("clinic", CLINIC + "logo_alt: Riverside"),
        ("library", "publisher: A\nlanguage: en\nengine: word"),
        ("library-translation", "language: cy"),
        ("layout", LAYOUT + "columns: 3"),
        ("layout", LAYOUT + "columns: two"),
        ("layout", LAYOUT + TOO_FEW),
        ("brand", "colours: {heading: blue}"),
        ("strings", "contents: Cynnwys"),
    ],
)
def test_what_a_schema_can_see_it_refuses(kind: str, text: str) -> None:
    assert faults(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("edition", EDITION),
        ("edition", EDITION + "subtitle: null\nfigures:\ncontacts:\n"),
        ("edition", EDITION.replace("2025-01", "2025").replace("Knees", "2025")),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, decorative: true, own: true}}"),
        ("edition", EDITION + "figures: {knee: {file: knee.svg, decorative: 'true', own: true, alt: null}}"),
        ("edition", EDITION.replace("heading: First", "heading: First, id: عند-البيت")),
        ("clinic", CLINIC + "phone: 01632960001\nlogo: null\n"),
        ("clinic", CLINIC + "phone: ٠١٦٣٢٩٦٠٠٠١\n"),
        ("layout", LAYOUT + "columns: '2'"),
    ],
)
def test_what_may_be_written_otherwise_is_taken(kind: str, text: str) -> None:
    assert faults(kind, text) == []


def test_what_a_schema_cannot_see_is_listed(tmp_path: Path, golden: Golden) -> None:
    """Each rule of the reader that a file breaks without breaking the schema of its kind."""
    hostile: list[Case | Spoiled] = [*content.CASES, *shelf.LIBRARIES]
    small = [
        case for case in hostile if all(isinstance(each, bytes) and len(each) < LARGE for each in case.files.values())
    ]
    places = [library(tmp_path / str(number), case) for number, case in enumerate(small)]
    unseen: dict[str, str] = {}
    for folder in (*LIBRARIES, *places):
        _, problems = read(folder, PRINTABLE)
        for kind, path in files(folder):
            refused = of(path, folder, problems)
            if refused and not _refuses(kind, path):
                unseen |= {problem.rule: problem.message for problem in refused if problem.rule not in unseen}
    golden(HERE / "unseen.txt", "".join(f"{rule}: {message}\n" for rule, message in sorted(unseen.items())))


def _refuses(kind: str, path: Path) -> bool:
    """Whether an editor that has the schema refuses a file, or cannot read it at all."""
    try:
        return bool(faults(kind, path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError):
        return True


def test_every_layout_that_a_schema_refuses_the_program_refuses_too(tmp_path: Path) -> None:
    own = tmp_path / "layouts" / "a4"
    own.mkdir(parents=True)
    text = (ROOT / "layouts" / "a4" / "layout.yaml").read_text()
    for spoiled in (text.replace("width: ", "widht: "), text.replace("body: Inter", "body: null"), text + "fold: {}\n"):
        assert spoiled != text
        assert faults("layout", spoiled)
        (own / "layout.yaml").write_text(spoiled)
        with pytest.raises(Refused):
            layout.load(ROOT / "layouts", ROOT / "fonts", tmp_path)


def test_the_command_prints_a_schema_lists_the_kinds_and_writes_all(tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert json.loads(run(main, ["schema", "clinic"]).output) == schema.schema("clinic")
    listed = run(main, ["schema"]).output
    assert all(kind in listed for kind in schema.KINDS)
    assert run(main, ["schema", "--into", str(tmp_path / "schemas")]).exit_code == 0
    written = {path.stem: json.loads(path.read_text()) for path in (tmp_path / "schemas").iterdir()}
    assert written == {kind: schema.schema(kind) for kind in schema.KINDS}
    assert run(main, ["schema", "leaflet"]).exit_code == 2


def test_every_key_says_what_it_is_for_in_a_sentence() -> None:
    def keys(form: Form) -> Iterator[tuple[str, Key]]:
        match form:
            case Shape(own):
                yield from own.items()
                for key in own.values():
                    yield from keys(key.form)
            case Items(inner) | Entries(_, inner):
                yield from keys(inner)

    told = {name: key.about for form, _ in schema.KINDS.values() for name, key in keys(form)}
    assert len(told) > 100
    assert [name for name, about in told.items() if not about.endswith((".", "svg", "cy"))] == []


def test_an_editor_tells_how_a_date_is_written_and_not_which_pattern_it_has_to_match() -> None:
    last = schema.schema("edition")["properties"]["review"]["properties"]["last"]
    assert last["patternErrorMessage"] == "Write YYYY, YYYY-MM or YYYY-MM-DD."


def test_words_to_choose_from_are_told_where_all_of_them_are() -> None:
    words, said = ("a", "b"), {"a": "The first.", "b": "The second."}
    assert schema._of(Choice(words, said)) == {"enum": ["a", "b"], "enumDescriptions": ["The first.", "The second."]}
    assert schema._of(Choice(words, {"a": "The first."})) == schema._of(Choice(words)) == {"enum": ["a", "b"]}


def test_lists_say_how_many_they_need_and_whether_each_stands_once() -> None:
    item = schema._of(Choice(("a",)))
    assert schema._of(Items(Choice(("a",)))) == {"type": "array", "items": item}
    found = schema._of(Items(Choice(("a",)), least=2, distinct=True))
    assert found == {"type": "array", "items": item, "minItems": 2, "uniqueItems": True}


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("leaflets/library.yaml", "library"),
        ("leaflets/library.cy.yaml", "library-translation"),
        ("leaflets/clinics/riverside.yaml", "clinic"),
        ("leaflets/clinics/riverside.cy.yaml", "clinic-translation"),
        ("leaflets/knee/2026-01.yaml", "edition"),
        ("leaflets/knee/2026-01.cy.yaml", "edition"),
        ("leaflets/knee/2026-01.review.yaml", "answers"),
        ("leaflets/knee/2026-01.cy.review.yaml", "answers"),
        ("leaflets/knee/2026-01.signed.yaml", ""),
        ("leaflets/knee/2026-01.source.yaml", ""),
        ("leaflets/knee/notes.yaml", ""),
        ("layouts/strings/cy.yaml", "strings"),
        ("layouts/brand.yaml", "brand"),
        ("layouts/stationery.yaml", "stationery"),
        ("layouts/shared/colours.yaml", "colours"),
        ("layouts/a4/profiles.yaml", "profiles"),
        ("layouts/a4/layout.yaml", "layout"),
        ("layouts/a4/clinics/riverside/layout.yaml", "layout"),
        ("layouts/a4/print.css", ""),
    ],
)
def test_a_file_s_kind_is_told_by_where_it_lies(file: str, kind: str) -> None:
    assert schema.kind(file) == kind


def _keys(form: Form, name: str) -> Iterator[str]:
    """What may be written, a line for each key: `!` behind those that have to be there."""
    match form:
        case Scalar():
            yield f"{name}: {form.kind.value}{f', the name of a {form.names}' if form.names else ''}"
        case Number():
            yield f"{name}: {form.low:g} to {form.high:g}"
        case Choice():
            yield f"{name}: {' | '.join(form.words)}"
        case Items():
            bounds = f"{f' at least {form.least}' if form.least else ''}{' each once' if form.distinct else ''}"
            yield from _keys(form.of, f"{name}[{bounds.strip()}]")
        case Entries():
            yield from _keys(form.of, f"{name}.<{form.example}>")
        case Shape():
            for key, of in form.keys.items():
                yield from _keys(of.form, f"{name}.{key}{'!' if of.required else ''}")
            yield from (f"{name}: together {' '.join(group)}" for group in form.together)


def test_what_may_be_written_is_this(golden: Golden) -> None:
    """What goes from this list nobody may write any more: a library that has it is refused."""
    lines = [line for kind, (form, _) in schema.KINDS.items() for line in _keys(form, kind)]
    golden(Path(__file__).parent / "keys.txt", "\n".join(lines) + "\n")
