"""A publisher's logo and cover in every format, and several publishers in one library."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from press import imprint, layout, pipeline, reader, transcript
from press.layout import Layouts
from press.model import Leaflet
from press.pipeline import Job, Wishes
from press.problems import Grade, Refused
from press.reader import Catalogue

ROOT = Path(__file__).parent.parent
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><path fill="#00594C" d="M0 0h99v80"/></svg>'
RINGS = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="100"><circle cx="50" cy="50" r="40"/></svg>'
BRAND = """\
colours: {accent: "#00594C"}
logo: logo.svg
logo_alt: {en: Care, cy: Gofal}
cover: {picture: rings.svg, colour: "#003B32"}
publishers:
  trust: {colours: {accent: "#7A2A8C"}, cover: {colour: "#4A1A55"}}
"""
LIBRARY = """\
publisher: Care Service
address: [1 Care Street, London]
language: en-GB
publishers:
  trust: {name: The Trust, address: [2 Street]}
"""
EDITION = """\
title: {title}
summary: About it.
review: {{status: approved, last: 2026-11, next: 2028-11}}
sections: [{{heading: What it is, body: A few words.}}]
"""


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    put(
        tmp_path,
        {
            "layouts/brand.yaml": BRAND,
            "layouts/logo.svg": LOGO,
            "layouts/rings.svg": RINGS,
            "leaflets/library.yaml": LIBRARY,
            "leaflets/library.cy.yaml": "publisher: Gofal y Fron\npublishers: {trust: {name: Ymddiriedolaeth}}\n",
            "leaflets/knee/2026-11.yaml": EDITION.format(title="Knee"),
            "leaflets/hip/2026-11.yaml": "publisher: trust\n" + EDITION.format(title="Hip"),
            "leaflets/hip/2026-11.cy.yaml": "language: cy\n" + EDITION.format(title="Clun"),
            "leaflets/clinics/riverside.yaml": "name: Riverside Clinic\nlogo: own.svg\nlogo_alt: Riverside\n",
            "leaflets/clinics/own.svg": LOGO,
        },
    )
    return tmp_path


def shelf(home: Path) -> Layouts:
    return layout.load(ROOT / "layouts", ROOT / "fonts", home)


def library(home: Path, layouts: Layouts | None = None) -> Catalogue:
    return reader.open(home / "leaflets", layouts or Layouts())


def refused(home: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        shelf(home)
    return [(problem.rule, problem.place.file) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "kind", "engine"),
    [
        *(("a4", "pdf", engine) for engine in layout.ENGINES),
        *(("booklet", "pdf", engine) for engine in layout.ENGINES),
        *(("dl", "pdf", engine) for engine in layout.ENGINES),
        ("large-print", "docx", ""),
        ("web", "html", ""),
        ("epub", "epub", ""),
        ("text", "txt", ""),
    ],
)
def test_a_logo_says_what_it_says_before_the_clinic_s_in_every_format(
    home: Path, name: str, kind: str, engine: str
) -> None:
    layouts = shelf(home)
    catalogue = library(home, layouts)
    wishes = Wishes(topics=("knee",), layouts=(name,), clinics=("riverside",), engine=engine)
    (order,) = (each for each in pipeline.plan(catalogue, layouts, wishes) if each.format == kind)
    job = Job(Leaflet(catalogue.edition(order.card), order.clinic), order.layout, kind)
    documents, problems = pipeline.make(job)
    assert [str(problem) for problem in problems if problem.grade is Grade.ERROR] == []
    said = "\n".join(transcript.read(documents[0].data, f"x.{kind}").lines())
    assert said.index("Care Service") < said.index("Care", said.index("Care Service") + 12) < said.index("Riverside")


def test_a_logo_says_in_each_language_what_it_says_there_and_elsewhere_the_publisher_s_name(home: Path) -> None:
    logo = shelf(home)["a4"].logo
    assert logo
    assert [logo.alt(tag, "Publisher") for tag in ("en-GB", "en", "cy", "ar")] == ["Care", "Care", "Gofal", "Publisher"]


def test_each_publisher_has_its_own_brand_and_nobody_else_s_logo(home: Path) -> None:
    a4 = shelf(home)["a4"]
    trust, unknown = a4.for_publisher("trust"), a4.for_publisher("")
    assert (trust.colours["accent"], trust.logo, trust.band) == ("#7A2A8C", None, "#4A1A55")
    assert (unknown.colours["accent"], unknown.band) == ("#00594C", "#003B32")
    assert unknown.logo


def test_an_edition_and_its_translations_have_the_publisher_that_it_names(home: Path) -> None:
    catalogue = library(home)
    found = {(card.topic, card.language): catalogue.edition(card) for card in catalogue.cards}
    assert {key: (each.publisher, each.publisher_address) for key, each in found.items()} == {
        ("knee", "en-GB"): ("Care Service", ("1 Care Street", "London")),
        ("hip", "en-GB"): ("The Trust", ("2 Street",)),
        ("hip", "cy"): ("Ymddiriedolaeth", ("2 Street",)),
    }
    assert {card.publisher for card in catalogue.cards if card.topic == "hip"} == {"trust"}


def test_a_plan_puts_each_edition_in_its_publisher_s_brand(home: Path) -> None:
    layouts = shelf(home)
    orders = pipeline.plan(library(home, layouts), layouts, Wishes(layouts=("a4",)))
    accents = {(order.card.topic, order.layout.colours["accent"]) for order in orders}
    assert accents == {("knee", "#00594C"), ("hip", "#7A2A8C")}


def test_the_line_at_the_top_has_the_cover_s_colour_in_word_and_on_the_web(home: Path) -> None:
    layouts = shelf(home)
    catalogue = library(home, layouts)
    for name, kind in (("large-print", "docx"), ("web", "html")):
        orders = pipeline.plan(catalogue, layouts, Wishes(topics=("knee",), layouts=(name,)))
        (order,) = (each for each in orders if each.format == kind)
        (document,), _ = pipeline.make(Job(Leaflet(catalogue.edition(order.card)), order.layout, kind))
        text = document.data.decode() if kind == "html" else part(document.data, "word/styles.xml")
        assert "003B32" in text, name


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def test_another_publisher_is_another_text_and_another_brand_is_not(home: Path) -> None:
    catalogue = library(home)
    (edition,) = (catalogue.edition(card) for card in catalogue.cards if card.topic == "knee")
    assert imprint.code(replace(edition, publisher_id="trust")) == imprint.code(edition)
    assert imprint.code(replace(edition, publisher="The Trust")) != imprint.code(edition)
    assert imprint.code(replace(edition, publisher_address=("3 Street",))) != imprint.code(edition)


@pytest.mark.parametrize(
    ("file", "text", "rule"),
    [
        ("hip/2026-11.yaml", "publisher: trsut\n" + EDITION.format(title="Hip"), "unknown-publisher"),
        ("hip/2026-11.cy.yaml", "publisher: second\nlanguage: cy\n" + EDITION.format(title="Clun"), "publisher"),
        ("library.cy.yaml", "publishers: {trsut: {name: Yr}}\n", "unknown-publisher"),
        ("library.yaml", LIBRARY.replace("name: The Trust, ", ""), "missing-key"),
    ],
)
def test_a_publisher_that_is_not_there_or_not_the_original_s_is_refused(
    home: Path, file: str, text: str, rule: str
) -> None:
    put(home / "leaflets", {"library.yaml": LIBRARY + "  second: {name: Second}\n", file: text})
    assert rule in {problem.rule for problem in library(home).problems if problem.place.file == f"leaflets/{file}"}


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("publishers: {trust: {name: Ymddiriedolaeth}}", []),
        ("publisher: Gofal y Fron", ["The Trust"]),
        ("publishers: {trust: {address: 3 Stryd}}", ["The Trust"]),
    ],
)
def test_a_publisher_without_a_name_in_a_leaflet_s_language_is_a_warning(
    home: Path, named: str, told: list[str]
) -> None:
    put(home / "leaflets", {"library.cy.yaml": named + "\n"})
    found = [problem for problem in library(home).problems if problem.rule == "translation-lacks"]
    assert [problem.place.words for problem in found] == told
    assert all(problem.place.file == "leaflets/hip/2026-11.cy.yaml" and problem.place.line for problem in found)
    assert all("trust: {name: …}" in problem.hint and problem.grade == Grade.WARNING for problem in found)


def test_a_brand_for_a_publisher_that_the_library_has_not_is_a_warning(home: Path) -> None:
    layouts = shelf(home)
    assert pipeline.strangers((), layouts, library(home).publishers) == ()
    (problem,) = pipeline.strangers((), layouts, ("trusts",))
    assert (problem.rule, problem.grade) == ("brand-publisher", Grade.WARNING)
    assert "Did you mean `trusts`?" in problem.hint


@pytest.mark.parametrize(
    ("brand", "rule"),
    [
        ("logo: logo.svg", "logo-alt"),
        ("logo_alt: {en: Care}", "logo-alt"),
        ("{logo: other.svg, logo_alt: {en: Care}}", "picture-file"),
        ("{logo: ../leaflets/clinics/own.svg, logo_alt: {en: Care}}", "picture-file"),
        ("{logo: broken.svg, logo_alt: {en: Care}}", "picture-file"),
        ("{logo: huge.svg, logo_alt: {en: Care}}", "picture-file"),
        ("{logo: letters.svg, logo_alt: {en: Care}}", "picture-letters"),
        ("{logo: line.svg, logo_alt: {en: Care}}", "picture-size"),
        ("{logo: small.png, logo_alt: {en: Care}}", "picture-size"),
        ("cover: {picture: small.png}", "picture-size"),
        ("cover: {picture: letters.svg}", "picture-letters"),
        ("cover: {colour: '#FFB3D9'}", "contrast"),
        ("publishers: {trust: {logo: logo.svg}}", "logo-alt"),
        ("publishers: {trust: {cover: {colour: '#FFB3D9'}}}", "contrast"),
        ("publishers: {trust: {colours: {text: '#BBBBBB'}}}", "contrast"),
    ],
)
def test_a_logo_or_cover_that_cannot_be_printed_as_it_should_be_is_refused(home: Path, brand: str, rule: str) -> None:
    whole = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="80">{}</svg>'
    put(
        home / "layouts",
        {
            "brand.yaml": brand,
            "broken.svg": "<svg",
            "huge.svg": whole.format(200, '<rect width="200" height="80"/>') + " " * 5_000_000,
            "line.svg": whole.format(800, '<rect width="800" height="80"/>'),
            "letters.svg": whole.format(200, '<text x="1" y="40">Care</text>'),
        },
    )
    small = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(small, "PNG")
    (home / "layouts" / "small.png").write_bytes(small.getvalue())
    assert (rule, "layouts/brand.yaml") in refused(home)


def test_a_library_without_a_brand_keeps_its_covers(home: Path) -> None:
    shutil.rmtree(home / "layouts")
    a4 = shelf(home)["a4"]
    assert (a4.logo, a4.cover, a4.band, a4.publishers) == (None, None, "", {})
