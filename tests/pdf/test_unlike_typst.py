"""A file that is not written as this version of Typst writes one is refused in each of its parts, never half read."""

from __future__ import annotations

import re

import pytest

from press.programs import typesetter
from press.writers.typeset.objects import Unreadable
from press.writers.typeset.painted import File, _widths
from tests.pdf.conftest import loaded

MAIN = b'#set text(font: "Inter")\n#link("m:7")[One] and two.\n#pagebreak()\n#box(width: 20pt, height: 5pt, fill: red)'


@pytest.fixture(scope="module")
def made() -> bytes:
    """Two pages: words with a link on the first, a shape on the second."""
    faces = tuple(face.data for face in loaded()["a4"].faces)
    return typesetter.compiled({typesetter.MAIN: MAIN}, faces, "1.7")[0]


def test_pages_fonts_and_links_are_read(made: bytes) -> None:
    file = File(made)
    assert [(page.number, len(page.areas), len(page.fonts)) for page in file.pages] == [(0, 1, 1), (1, 0, 0)]
    ((number, (left, bottom, right, top)),) = file.pages[0].areas
    assert (number, left < right, bottom < top) == (7, True, True)
    assert "Inter" in next(iter(file.pages[0].fonts.values())).name.decode()
    assert sorted(set("".join(next(iter(file.pages[0].fonts.values())).says.values()))) == sorted(
        set("Oneandtwo. \uffff")
    )
    assert file.profile.endswith(b" 0 R")


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        (rb"/Type/Pages/Count", b"/Type/Pages/Kount", "no pages"),
        (rb"/MediaBox\[", b"/MediaBoz[", "a page of another kind"),
        (rb"/URI\(m:7\)", b"/URI(n:7)", "a link of another kind"),
        (rb"/Rect\[", b"/Reck[", "a link of another kind"),
        (rb"/ToUnicode ", b"/ToUnicodf ", "a font of another kind"),
        (rb"/DescendantFonts\[", b"/DescendantFontz[", "a font of another kind"),
        (rb"/BaseFont/", b"/BaseFonu/", "a font of another kind"),
        (rb"\n2 0 obj", b"\n9 0 obj", "objects in another order"),
    ],
)
def test_what_is_written_otherwise_is_refused_by_name(made: bytes, was: bytes, now: bytes, says: str) -> None:
    assert re.search(was, made)
    with pytest.raises(Unreadable, match=re.escape(says)):
        File(re.sub(was, now.replace(b"\\", b"\\\\"), made))


def test_a_file_without_a_profile_of_three_colours_has_none(made: bytes) -> None:
    file = File(made)
    for raw in file.objects:
        raw.content = raw.content.replace(b"/N 3", b"/N 4")
    with pytest.raises(Unreadable, match="no profile of colours"):
        _ = file.profile


@pytest.mark.parametrize(
    ("written", "widths"),
    [
        (b"<</W[3[500 600.5]]>>", {3: 500, 4: 600.5}),
        (b"<</W[3 5 250]>>", {3: 250, 4: 250, 5: 250}),
        (b"<</W[1[100]4 5 200 9[300]]>>", {1: 100, 4: 200, 5: 200, 9: 300}),
        (b"<<>>", {}),
    ],
)
def test_widths_are_read_one_by_one_and_of_many_alike(written: bytes, widths: dict[int, float]) -> None:
    assert _widths(written) == widths
