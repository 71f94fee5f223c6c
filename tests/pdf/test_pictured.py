"""Pictures as pages paint them: in proportion, in every layout, and drawings with all their words."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from PIL import Image

from press import pictures
from press.checks import pdf as check
from press.checks.pdf.content import Pages
from press.checks.pdf.paint import resolution, stretch
from press.model import Clinic, Figure, Leaflet, Picture, Section, Text
from press.writers import pdf
from tests.pdf.conftest import composed, loaded
from tests.pdf.damage import Made, damaged, edit
from tests.test_manuscript import edition

TALL = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="{}" viewBox="0 0 200 {}">{}</svg>'


def photograph(width: int, height: int) -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#884422").save(out, "JPEG")
    return pictures.read("mole.jpg", out.getvalue())


def drawing(inside: str, height: int = 600) -> Picture:
    return pictures.read("mole.svg", TALL.format(height, height, inside).encode())


MOLE = '<circle cx="100" cy="300" r="90"/><text x="20" y="500" font-size="40" font-family="Papyrus">Round</text>'


def made(*found: Picture, name: str = "a4", decorative: bool = False, clinic: Clinic | None = None) -> Made:
    caption = () if decorative else (Text("A round mole on a thigh"),)
    shown = tuple(
        Figure(f"mole-{number}", picture, "" if decorative else f"A round mole, picture {number}.", caption)
        for number, picture in enumerate(found)
    )
    layout = loaded()[name]
    script = composed(Leaflet(edition(sections=(Section("one", (Text("One"),), shown),)), clinic), layout)
    return Made(pdf.write(script, layout), script, layout)


def rules(made: Made, data: bytes) -> set[str]:
    return {problem.rule for problem in check.check(data, made.manuscript, made.layout) if "picture" in problem.rule}


@pytest.mark.parametrize("name", ["a4", "a4-columns", "booklet", "dl", "large-print"])
def test_pictures_taller_than_the_room_keep_their_proportions(name: str) -> None:
    for picture in (photograph(600, 1_500), photograph(1_600, 400), drawing(MOLE)):
        one = made(picture, name=name)
        assert not rules(one, one.data), picture.name


def test_a_decoration_and_a_logo_keep_their_proportions() -> None:
    for picture in (photograph(1_200, 400), photograph(300, 900), photograph(4_000, 50)):
        clinic = Clinic("riverside", "Riverside", logo=picture, logo_alt="Riverside Hospital")
        one = made(photograph(300, 1_200), drawing("<circle cx='50' cy='50' r='40'/>"), decorative=True, clinic=clinic)
        assert not rules(one, one.data)


def squashed(made: Made, before: bytes, by: bytes) -> bytes:
    """The same with what comes after a place made wider or narrower."""
    with pikepdf.open(io.BytesIO(made.data)) as document:
        contents = [page.obj.Contents.read_bytes() for page in document.pages]
    page = next(number for number, content in enumerate(contents, 1) if re.search(before, content))
    return damaged(made.data, lambda document: edit(document, page, before, by + b" 0 0 1 0 0 cm "))


@pytest.mark.parametrize("decorative", [False, True])
@pytest.mark.parametrize(("by", "found"), [(b"0.9", True), (b"1.1", True), (b"1.01", False)])
def test_a_stretched_photograph_is_found(by: bytes, *, found: bool, decorative: bool) -> None:
    one = made(photograph(600, 1_500), decorative=decorative)
    data = squashed(one, rb"(?=/i\w+ Do)", by)
    assert ("picture-proportions" in rules(one, data)) is found


@pytest.mark.parametrize("decorative", [False, True])
def test_a_stretched_drawing_is_found_unless_it_stretches_itself(*, decorative: bool) -> None:
    for inside, found in (
        ("<circle cx='50' cy='50' r='40'/>", True),
        ("<g transform='rotate(30) scale(2), matrix(0 2 -2 0 9 9)'><circle cx='50' cy='50' r='40'/></g>", True),
        ("<circle cx='50' cy='50' r='40' transform='scale(1, 2)'/>", False),
        ("<circle cx='50' cy='50' r='40' transform='matrix(1 0 0 2 0 0)'/>", False),
        ("<circle cx='50' cy='50' r='40' transform='skewX(9)'/>", False),
    ):
        one = made(drawing(inside), decorative=decorative)
        assert not rules(one, one.data), inside
        data = squashed(one, rb"(?<=Q\n)(?=q\n[^EB]*\d c\n)|(?<=cm\n)(?=q\n[^EB]*\d c\n)", b"0.9")
        assert ("picture-proportions" in rules(one, data)) is found, inside


def test_words_of_a_drawing_that_are_not_painted_are_found() -> None:
    one = made(drawing(MOLE))
    assert not rules(one, one.data)
    data = damaged(one.data, lambda document: edit(document, 1, rb"\[<[0-9a-f]{4}>0?\] TJ\nET", b"ET"))
    assert rules(one, data) == {"picture-words"}


def test_words_that_a_drawing_hides_or_only_keeps_are_not_missed() -> None:
    hidden = "<g display='none'><text>a</text></g><text visibility='hidden'>b</text><defs><text id='t'>c</text></defs>"
    one = made(drawing(MOLE + hidden))
    assert not rules(one, one.data)


def test_a_drawing_that_is_printed_as_a_bitmap_is_fine_enough_and_in_proportion() -> None:
    one = made(drawing(MOLE + "<text x='180' y='90' direction='rtl'>ركبة</text>"))
    assert not rules(one, one.data)
    with pikepdf.open(io.BytesIO(one.data)) as document:
        found = [piece.resolution for piece in Pages(list(document.pages)).pieces if piece.stretches]
    assert len(found) == 1
    assert found[0] > 290


def test_measures_of_bitmaps() -> None:
    assert resolution(300, 600, (72, 0, 0, 72, 9, 9)) == 300
    assert resolution(300, 600, (0, 0, 0, 0, 9, 9)) == float("inf")
    assert stretch((0, 20, -10, 0, 0, 0)) == 2
    assert stretch((20, 0, 0, 10, 0, 0), 2, 1) == 1
    assert stretch((0, 0, 0, 0, 0, 0), 2, 0) == 1


def test_a_picture_leaves_room_for_what_is_said_of_it() -> None:
    layout = loaded()["large-print"].at(28)
    long = " ".join(["A long caption about a mole"] * 6)
    figure = Figure("mole", photograph(600, 1_500), "A mole.", (Text(long),))
    script = composed(Leaflet(edition(sections=(Section("one", (Text("One"),), (figure,)),))), layout)
    data = pdf.write(script, layout)
    found = check.check(data, script, layout)
    assert not [problem for problem in found if problem.rule == "print-stranded"]
