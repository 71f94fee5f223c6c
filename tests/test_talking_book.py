"""E-books that are read aloud: what is tied to what, and what their check sees. Only referees speak."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from press.checks import epub as check
from press.checks.epub import overlay
from press.checks.epub.book import Book
from press.layout import Layout
from press.manuscript import Manuscript, compose
from press.manuscript.fitting import fit
from press.model import Foreign, Item, Leaflet, List, Paragraph, Table, Text, Words
from press.programs import ffmpeg
from press.programs.ffmpeg import Loudness
from press.writers import epub
from press.writers.epub import overlay as writer
from press.writers.epub.content import XHTML
from press.writers.epub.overlay import clock
from tests import test_audio
from tests.test_epub import PAGE, changed, files
from tests.test_leaflets import LAYOUTS

LOOK: Layout = LAYOUTS["talking-book"]
SMIL, PACKAGE = "EPUB/overlay.smil", "EPUB/package.opf"
said = test_audio.said


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch, said: list[tuple[str, str]]) -> None:
    """The sound of a book has no tags before it."""
    monkeypatch.setattr(ffmpeg, "samples", lambda data: test_audio._samples(bytes(10) + data))


def script(sample: Leaflet, *blocks: Paragraph | List | Table, read: str = "Checked.") -> Manuscript:
    """The sample with these blocks alone in its first part."""
    strings = LOOK.strings_for("en-GB")
    assert strings
    whole = fit(compose(sample, strings), LOOK)
    part = whole.parts[0]
    section = replace(part.section, blocks=blocks or part.section.blocks, sections=())
    parts = (replace(part, section=section), *(whole.parts[1:] if not blocks else whole.parts[-1:]))
    return replace(whole, parts=parts, script_read=read)


def words(text: str) -> Words:
    return (Text(text),)


def rules(data: bytes, of: Manuscript) -> list[str]:
    return sorted({problem.rule for problem in check.check(data, of, heard=True)})


def test_all_of_a_book_is_read_aloud_and_passes_its_check(sample: Leaflet) -> None:
    of = script(sample)
    data = epub.write(of, LOOK)
    assert rules(data, of) == []
    assert data == epub.write(of, LOOK)
    assert check.check_alone(data) == ()
    assert check.seconds(data) > 10
    assert rules(epub.write(replace(of, script_read=""), LOOK), replace(of, script_read="")) == ["epub-script"]


def test_numbers_tables_and_pictures_are_said_in_their_places(sample: Leaflet, said: list[tuple[str, str]]) -> None:
    steps = List((Item((Paragraph(words("Sit.")),)), Item((Paragraph(words("Stand.")),))), numbered=True, start=3)
    table = Table(words("Doses"), (words("What"), words("How much")), ((words("Ours"), words("5 mg")),))
    french = Paragraph((*words("Say "), Foreign(words("eau"), "fr"), *words(" now")))
    epub.write(script(sample, steps, table, french), LOOK)
    texts = [text for text, _ in said]
    start = texts.index("3. Sit.")
    assert texts[start : start + 7] == ["3. Sit.", "4. Stand.", "Doses", "What", "How much", "Ours", "5 milligrams"]
    assert said[start + 7 : start + 10] == [("Say ", "en-gb"), ("eau", "fr"), (" now", "en-gb")]


def test_the_package_says_how_long_it_is_heard_who_speaks_and_that_all_is_read_aloud(sample: Leaflet) -> None:
    of = script(sample, Paragraph(words("Take 5 mg now.")))
    package = files(epub.write(of, LOOK))[PACKAGE].decode()
    durations = re.findall(r'media:duration"[^>]*>([^<]+)', package)
    assert len(set(durations)) == 1
    assert len(durations) == 2
    assert "eSpeak NG 1 (GPL-3.0-or-later)" in package
    assert "synchronizedAudioText" in package
    assert "Checked.</meta>" in package
    assert "synchronizedAudioText" not in files(epub.write(of, LAYOUTS["epub"]))[PACKAGE].decode()


def pairs(data: bytes) -> list[overlay.Pair]:
    return overlay.pairs(Book(data))


def test_what_is_not_tied_to_its_text_is_seen(sample: Leaflet) -> None:
    of = script(sample, Paragraph(words("Take 5 mg now.")))
    data = epub.write(of, LOOK)
    first, second, *_ = pairs(data)
    broken = {
        f"#{first.target}": "#nowhere",
        "audio/leaflet.mp3": "audio/other.mp3",
        f'clipEnd="{clock(first.end)}"': f'clipEnd="{clock(first.start)}"',
        f'clipBegin="{clock(second.start)}"': 'clipBegin="0:00:00.000"',
    }
    for old, new in broken.items():
        assert "epub-overlay" in rules(changed(data, SMIL, old, new), of), old
    for old in re.findall(r'media:duration">([^<]+)', files(data)[PACKAGE].decode()):
        assert "epub-overlay" in rules(changed(data, PACKAGE, f'media:duration">{old}', 'media:duration">0:00:01'), of)


def test_words_that_are_not_read_aloud_are_seen(sample: Leaflet) -> None:
    of = script(sample, Paragraph(words("Take 5 mg now.")))
    data = epub.write(of, LOOK)
    text = files(data)[SMIL].decode()
    one = re.search(r"\s*<par>.*?</par>", text, re.DOTALL)
    assert one
    assert "epub-read-aloud" in rules(changed(data, SMIL, one[0], ""), of)
    second = list(re.finditer(r"\s*<par>.*?</par>", text, re.DOTALL))[1]
    without = changed(data, SMIL, second[0], "")
    (told,) = [each for each in check.check(without, of, heard=True) if each.rule == "epub-read-aloud"]
    assert told.place.words.startswith("Knee Clinic Looking after")
    assert told.place.words.endswith("(page: Hospital Riverside Knee Clinic Looking after)")
    assert "epub-overlay" in rules(epub.write(of, LAYOUTS["epub"]), of)  # nothing of it is
    assert "epub-accessibility" in {
        problem.rule
        for problem in check.check_alone(
            changed(epub.write(of, LAYOUTS["epub"]), PACKAGE, ">readingOrder<", ">synchronizedAudioText<")
        )
    }


def test_sound_that_is_silent_short_or_too_loud_is_refused(sample: Leaflet, monkeypatch: pytest.MonkeyPatch) -> None:
    of = script(sample, Paragraph(words("Take 5 mg now.")))
    data = epub.write(of, LOOK)
    whole = ffmpeg.samples(files(data)["EPUB/audio/leaflet.mp3"])
    for spoilt in (whole[: len(whole) // 2], whole[:100] * 0 + type(whole)("h", bytes(2 * len(whole)))):
        monkeypatch.setattr(ffmpeg, "samples", lambda data, spoilt=spoilt: spoilt)
        assert rules(data, of) == ["epub-sound"]
    monkeypatch.setattr(ffmpeg, "samples", lambda data: whole)
    monkeypatch.setattr(ffmpeg, "loudness", lambda data: Loudness(-20, -0.5))
    assert rules(data, of) == ["epub-sound"]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("0:01:02.500", 62.5),
        ("1:00:00", 3600),
        ("02:03.5", 123.5),
        ("12.5", 12.5),
        ("3min", 180),
        ("40ms", 0.04),
        ("x", 0),
    ],
)
def test_moments_are_read_as_smil_writes_them(written: str, moment: float) -> None:
    assert overlay.seconds(written) == pytest.approx(moment)


def test_a_page_has_an_id_for_each_element_that_is_read_and_its_own_where_it_has_one(sample: Leaflet) -> None:
    data = epub.write(script(sample), LOOK)
    page = files(data)[PAGE].decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {pair.target for pair in pairs(data)} <= set(ids)


READ = "h1 h2 h3 h4 h5 h6 p li dt dd caption th td figcaption div section ul ol dl table thead tbody tr figure aside"


@pytest.mark.parametrize("name", [*READ.split(), "blockquote", "header", "main"])
def test_what_holds_words_is_read_whole_and_of_what_holds_such_each_by_itself(name: str, sample: Leaflet) -> None:
    inner = f"<{name}>One <i xml:lang='cy'>two</i>.</{name}>"
    body = (
        f"<html xmlns='{XHTML}'><body>{inner}<{name}><p>Three.</p><p> </p><{name}>Four.</{name}></{name}></body></html>"
    )
    read = writer._read(etree.fromstring(body), script(sample))
    assert [said.pieces for _, said in read] == [
        (("One ", "en-GB"), ("two", "cy"), (".", "en-GB")),
        (("Three.", "en-GB"),),
        (("Four.", "en-GB"),),
    ]


def test_items_are_read_with_their_numbers() -> None:
    body = "<ol start='3'><li>a</li><li><p>b</p><p>c</p></li></ol><ul><li>d</li></ul>"
    items = etree.fromstring(f"<html xmlns='{XHTML}'><body>{body}</body></html>").iter(
        f"{{{XHTML}}}p", f"{{{XHTML}}}li"
    )
    assert [writer._label(each) for each in items] == ["3. ", "4. ", "4. ", "", ""]
