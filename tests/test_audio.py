"""Recordings: what is said, what stands in the file, and what its check hears. Nobody speaks here: see the referees."""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from press import aloud, formats, imprint, pipeline, transcript
from press.checks import audio as check
from press.checks.audio import sound
from press.layout import Layout
from press.manuscript import Manuscript, chapters, compose, on_paper
from press.manuscript.fitting import listed
from press.model import (
    Block,
    Box,
    BoxKind,
    Figure,
    Foreign,
    Item,
    Leaflet,
    List,
    Paragraph,
    Picture,
    SignatureKind,
    Text,
    plain,
)
from press.problems import Refused
from press.programs import espeak, ffmpeg, lame, opusenc
from press.programs.ffmpeg import Loudness
from press.programs.foreign import Program
from press.reader import Catalogue
from press.review import catalogue
from press.writers import audio as writer
from press.writers.speaking import for_voice
from tests.test_keys import RECORD
from tests.test_leaflets import LAYOUTS

LOOK: Layout = LAYOUTS["audio"]
TONE = array("h", [0, 9000, 0, -9000])
LOUD = Loudness(-21, -2.4)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the voice was given, with the name of the voice; each word lasts four tenths of a second."""
    heard: list[tuple[str, str]] = []

    def spoken(text: str, voice: str, rate: int) -> bytes:
        heard.append((text, voice))
        return (TONE * round(espeak.RATE / 4 * 60 / rate * len(text.split()))).tobytes()

    monkeypatch.setattr(espeak, "RATE", ffmpeg.RATE)
    monkeypatch.setattr(espeak, "version", lambda: "eSpeak NG 1")
    monkeypatch.setattr(espeak, "voices", lambda: frozenset({"en-gb", "cy", "fr"}))
    monkeypatch.setattr(espeak, "spoken", spoken)
    monkeypatch.setattr(lame, "encoded", lambda samples, rate: samples)
    monkeypatch.setattr(opusenc, "encoded", _ogg)
    monkeypatch.setattr(ffmpeg, "samples", _samples)
    monkeypatch.setattr(ffmpeg, "chapters", _marks)
    monkeypatch.setattr(ffmpeg, "loudness", lambda data: LOUD)
    writer._recorded.cache_clear()
    return heard


def _ogg(samples: bytes, rate: int, comments: list[tuple[str, str]], serial: int) -> bytes:
    """A page of Ogg for each packet, with what opusenc would say in them."""
    told = [f"{name}={text}".encode() for name, text in comments]
    body = b"".join(struct.pack("<I", len(each)) + each for each in (b"a", struct.pack("<I", len(told))))[:5]
    body += struct.pack("<I", len(told)) + b"".join(struct.pack("<I", len(each)) + each for each in told)
    return b"".join(map(_page, (b"OpusHead", b"OpusTags" + body, samples[:50])))


def _page(packet: bytes) -> bytes:
    """A packet as pages of at most 255 pieces."""
    sizes = [255] * (len(packet) // 255) + [len(packet) % 255]
    pages, at = b"", 0
    for start in range(0, len(sizes), 255):
        piece = sizes[start : start + 255]
        pages += b"OggS" + bytes(22) + bytes([len(piece)]) + bytes(piece) + packet[at : at + sum(piece)]
        at += sum(piece)
    return pages


def _marks(data: bytes) -> list[tuple[float, float, str]]:
    found = re.findall(rb"CHAP....\0\0chapter-\d{3}\0(....)(....)\xff{8}TIT2(....)\0\0\x01(.*)", data, re.DOTALL)
    marks = []
    while found:
        start, end, size, rest = found[0]
        marks.append((_int(start) / 1000, _int(end) / 1000, rest[: _int(size) - 1].decode("utf-16")))
        found = re.findall(rb"CHAP....\0\0chapter-\d{3}\0(....)(....)\xff{8}TIT2(....)\0\0\x01(.*)", rest, re.DOTALL)
    return marks


def _int(digits: bytes) -> int:
    return int.from_bytes(digits)


def _samples(data: bytes) -> array[int]:
    size = sum((digit & 0x7F) << shift for digit, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    whole = array("h")
    whole.frombytes(data[10 + size :])
    return whole


def script(sample: Leaflet, *blocks: Block, **facts: object) -> Manuscript:
    """The sample with these blocks alone in its first part."""
    strings = LAYOUTS.strings_for(sample.edition.language)
    assert strings
    whole = listed(on_paper(compose(sample, strings), in_full=True))
    part = whole.parts[0]
    section = replace(part.section, blocks=blocks or part.section.blocks[:2], sections=())
    return replace(whole, parts=(replace(part, section=section), whole.parts[-1]), **facts)  # type: ignore[arg-type]  # a test's


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def rules(data: bytes, of: Manuscript) -> dict[str, str]:
    return {found.rule: found.place.words for found in check.check(data, check.tags.of_mp3, of, LOOK)}


# What is said


def test_a_recording_is_given_to_the_voice_in_words_and_passes_its_check(
    sample: Leaflet, said: list[tuple[str, str]]
) -> None:
    of = script(sample, words("Take 5 mg at 9am. Call 0808 800 6000."), script_read="Checked.")
    data = writer.mp3(of, LOOK)
    assert (
        "Take 5 milligrams at 9 a m. Call zero eight zero eight, eight zero zero, six zero zero zero.",
        "en-gb",
    ) in said
    assert rules(data, of) == {}
    assert ("Checked.", "en-gb") in said
    assert data == writer.mp3(of, LOOK)


def test_what_nobody_has_agreed_to_says_so_itself_and_is_warned_of(
    sample: Leaflet, said: list[tuple[str, str]]
) -> None:
    of = script(sample)
    assert list(rules(writer.mp3(of, LOOK), of)) == ["audio-script"]
    assert any("Nobody has checked yet" in text for text, _ in said)


def test_words_of_another_language_have_its_voice_or_that_of_the_leaflet(
    sample: Leaflet, said: list[tuple[str, str]]
) -> None:
    foreign = (Foreign((Text("eau"),), "fr-FR"), Text(" or "), Foreign((Text("Wasser"),), "de"))
    writer.mp3(script(sample, Paragraph((Text("Water is "), *foreign))), LOOK)
    assert [each for each in said if each[0] in ("Water is ", "eau", " or ", "Wasser")] == [
        ("Water is ", "en-gb"),
        ("eau", "fr"),
        (" or ", "en-gb"),
        ("Wasser", "en-gb"),
    ]


def test_a_language_without_a_voice_is_refused(
    sample: Leaflet, said: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(espeak, "voices", frozenset)
    with pytest.raises(Refused, match="has no voice for this language"):
        writer.mp3(script(sample), LOOK)


def test_items_have_their_numbers_and_pictures_are_announced(sample: Leaflet, said: list[tuple[str, str]]) -> None:
    picture = Figure("a", Picture("a.svg", "image/svg+xml", b"<svg/>", 1, 1), "A bent knee")
    steps = List((Item((words("Sit."),)), Item((words("Stand."), words("Wait.")))), numbered=True)
    of = script(sample, steps, picture)
    data = writer.mp3(of, LOOK)
    texts = [text for text, _ in said]
    start = texts.index("1. Sit.")
    assert texts[start : start + 4] == ["1. Sit.", "2. Stand.", "Wait.", "Picture: A bent knee"]
    assert "audio-words" not in rules(data, of)


@pytest.mark.parametrize(
    ("said_as", "given"),
    [("men-is-kus", "A men-is-kus [now]."), ("/mɪˈnɪskəs/", "A [[mI'nIsk@s]] (now).")],
)
def test_the_lexicon_has_a_word_respelt_or_in_sounds_and_nothing_else_is_taken_for_sounds(
    said_as: str, given: str
) -> None:
    assert for_voice("A meniscus [now].", "en-GB", {"meniscus": said_as}) == given.replace("[now]", "(now)")
    assert for_voice("A meniscus.", "cy", {}) == "A meniscus."


def test_all_words_of_the_leaflet_are_heard_in_their_order(sample: Leaflet) -> None:
    of = script(sample)
    heard = " ".join(each.text for part in chapters(of) for each in part.utterances).split()
    wanted = iter(heard)
    assert all(word in wanted for word in " ".join(of.texts()).split())


def test_all_that_a_box_says_is_heard(sample: Leaflet) -> None:
    words = (Text("Call 999"),), (Text("You cannot breathe."),), (Text("Alex"),)
    box = Box(BoxKind.QUOTE, words[0], (Paragraph(words[1]),), words[2])
    heard = [each.text for part in chapters(script(sample, box)) for each in part.utterances]
    assert [each for each in heard if each in map(plain, words)] == ["Call 999", "You cannot breathe.", "Alex"]


# What stands in the file


def test_an_mp3_and_opus_tell_the_same_words_chapters_and_voice(sample: Leaflet, said: list[tuple[str, str]]) -> None:
    of = script(sample)
    mp3, opus = check.tags.of_mp3(writer.mp3(of, LOOK)), check.tags.of_opus(writer.opus(of, LOOK))
    assert mp3.words == opus.words
    assert [text.split("\n")[0] for text in mp3.words] == [part.name for part in chapters(of)]
    for facts in (mp3.facts, opus.facts):
        assert facts["performer"] == "eSpeak NG 1 (GPL-3.0-or-later)"
        assert facts["version"] == f"{of.edition}, {of.code}"
        assert facts["language"] == "en-GB"
    assert opus.facts["chapter000"] == "00:00:00.000"
    assert opus.facts["chapter001name"] == chapters(of)[1].name


def test_a_recording_is_read_as_its_words_with_who_speaks(sample: Leaflet, said: list[tuple[str, str]]) -> None:
    of = script(sample, words("Take 5 mg."))
    speech = transcript.read(writer.mp3(of, LOOK), "a.mp3")
    lines = list(speech.lines())
    assert lines[0].startswith(f"Document “{of.name}”, language en-GB")
    assert "Note: It is spoken by eSpeak NG 1 (GPL-3.0-or-later)." in lines
    assert "Take 5 mg." in lines
    assert f"Heading 2: {chapters(of)[1].name}" in lines


@pytest.mark.parametrize(
    "data", [b"", b"ID3", b"ID3\x03\0\0\0\0\0\x7fTIT2\0\0\x0f\xff\0\0a", b"OggS", b"OggS" + bytes(40)]
)
def test_a_file_that_is_cut_off_cannot_be_read_and_nothing_else_happens(data: bytes, sample: Leaflet) -> None:
    for read in (check.tags.of_mp3, check.tags.of_opus):
        with pytest.raises(ValueError, match=r"\w"):
            read(data)
    assert list(rules(data, script(sample))) == ["mp3-file"]


# What is heard


def test_other_words_or_another_title_are_seen(sample: Leaflet, said: list[tuple[str, str]]) -> None:
    of, other = script(sample, words("Take 5 mg.")), script(sample, words("Take 50 mg."))
    assert rules(writer.mp3(of, LOOK), other)["audio-words"].startswith("5 mg.")
    less = script(sample, words("Take 5 mg. Now."))
    assert rules(writer.mp3(of, LOOK), less)["audio-words"]
    assert rules(writer.mp3(of, LOOK), replace(of, publisher="Others"))["audio-said"] == "artist"


@pytest.mark.parametrize(
    ("loud", "rule"),
    [
        (Loudness(-30, -9), "audio-loudness"),
        (Loudness(-12, -2), "audio-loudness"),
        (Loudness(-20, 0.1), "audio-clipping"),
    ],
)
def test_sound_that_is_faint_loud_or_cut_off_is_refused(
    sample: Leaflet, said: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, loud: Loudness, rule: str
) -> None:
    of = script(sample)
    data = writer.mp3(of, LOOK)
    monkeypatch.setattr(ffmpeg, "loudness", lambda data: loud)
    assert rule in rules(data, of)


@pytest.mark.parametrize(
    ("loud", "found"),
    [
        (Loudness(-24, -1), []),
        (Loudness(-16, -9), []),
        (Loudness(-24.1, -9), ["audio-loudness: -24.1 LUFS"]),
        (Loudness(-15.9, -9), ["audio-loudness: -15.9 LUFS"]),
        (Loudness(-20, -0.9), ["audio-clipping: -0.9 dBTP"]),
        (Loudness(float("-inf"), float("-inf")), ["audio-loudness: -inf LUFS"]),
    ],
)
def test_sound_is_as_loud_as_what_is_streamed(loud: Loudness, found: list[str]) -> None:
    assert [f"{rule}: {words}" for rule, words in sound.loudness(loud)] == found


def test_a_chapter_that_is_silent_or_cut_short_is_refused(
    sample: Leaflet, said: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    of = script(sample, words("word " * 40))
    data = writer.mp3(of, LOOK)
    heard, marks = _samples(data), _marks(data)
    (start, end, name), length = marks[1], ffmpeg.RATE
    silent = heard[: round(start * length)] + array("h", bytes(2 * round((end - start) * length)))
    monkeypatch.setattr(ffmpeg, "samples", lambda data: silent + heard[round(end * length) :])
    assert rules(data, of)["audio-silence"].startswith(name)
    monkeypatch.setattr(ffmpeg, "samples", lambda data: heard)
    short = [marks[0], (start, start + 5, name), (start + 5, marks[-1][1], marks[-1][2])]
    monkeypatch.setattr(ffmpeg, "chapters", lambda data: short)
    assert rules(data, of)["audio-length"].startswith(name)
    monkeypatch.setattr(ffmpeg, "chapters", lambda data: marks[:-1])
    assert rules(data, of)["audio-chapters"] == marks[-1][2]
    monkeypatch.setattr(ffmpeg, "samples", lambda data: array("h"))
    assert list(rules(data, of))[-1] == "audio-heard"


def test_opus_that_does_not_say_when_its_last_chapter_ends_lasts_as_long_as_it_is_heard(
    sample: Leaflet, said: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    of = script(sample)
    data = writer.mp3(of, LOOK)
    *marks, (start, _, name) = _marks(data)
    monkeypatch.setattr(ffmpeg, "chapters", lambda data: [*marks, (start, start, name)])
    assert list(rules(data, of)) == ["audio-script"]


def test_figures_that_are_lost_on_the_way_are_refused(
    sample: Leaflet, said: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    of = script(sample, words("Take 5 mg."))
    data = writer.mp3(of, LOOK)
    lose = lambda text, language, lexicon: (aloud.Said(text, text.replace("5 mg", "milligrams")),)  # noqa: E731  # a stand-in
    monkeypatch.setattr(aloud, "script", lose)
    assert rules(data, of)["audio-figures"] == "Take 5 mg. (said: Take milligrams.)"


# Programs, layouts, lists


def test_a_program_that_is_not_there_says_what_to_install() -> None:
    program = Program("no-such-program", "Nobody", "speaks", "nobody-deb", "nobody-brew")
    assert program.version() == ""
    with pytest.raises(Refused, match=r"Nobody, which speaks, is not installed.*apt-get install nobody-deb"):
        program.asked([])


def test_recordings_are_made_where_they_are_asked_for_and_their_makers_are_named(
    sample_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = pipeline.plan(sample_catalogue, LAYOUTS, pipeline.Wishes(layouts=("audio",)))
    assert {order.format for order in asked} == {"mp3", "opus"}
    assert not [order for order in pipeline.plan(sample_catalogue, LAYOUTS, pipeline.Wishes()) if order.layout.voice]
    for module, name in ((espeak, "eSpeak NG 1"), (lame, "LAME 3"), (opusenc, "opusenc 0.2")):
        monkeypatch.setattr(module, "version", lambda name=name: name)
    assert formats.transcriber("mp3", LOOK, "en") == "eSpeak NG 1, LAME 3"
    assert formats.transcriber("opus", LOOK, "en") == "eSpeak NG 1, opusenc 0.2"
    assert formats.speakers(LOOK) == "eSpeak NG 1, LAME 3, opusenc 0.2"
    assert formats.speakers(LAYOUTS["a4"]) == ""


def test_a_layout_of_sound_without_a_voice_is_told() -> None:
    (problem,) = formats.unknown([replace(LOOK, makes=("mp3",), voice=None)])
    assert "nobody who speaks" in problem.message


def test_the_catalogue_lists_what_is_heard_for_those_who_prefer_to_listen() -> None:
    assert catalogue.listing._need(replace(RECORD, format="mp3", seconds=60)) == catalogue.listing.LISTENED


def test_a_sign_off_of_the_script_is_void_once_a_word_is_said_otherwise(sample: Leaflet) -> None:
    edition = sample.edition
    signed = imprint.signed(edition, SignatureKind.SCRIPT)
    assert signed != imprint.signed(edition)
    assert signed != imprint.signed(replace(edition, lexicon=(("en-GB", "knee", "nee"),)), SignatureKind.SCRIPT)
    assert imprint.fingerprint(edition) == imprint.fingerprint(replace(edition, lexicon=(("en-GB", "knee", "nee"),)))


def test_the_loudness_of_some_versions_of_ffmpeg_is_in_decibels_already(monkeypatch: pytest.MonkeyPatch) -> None:
    said = b"lavfi.r128.I=-70\nlavfi.r128.true_peaks_ch0=%s\nlavfi.r128.I=-20.5\n"
    for peak, decibels in ((b"0.5", -6.02), (b"-6.02", -6.02), (b"1.0", 0.0)):
        monkeypatch.setattr(Program, "asked", _answer(said % peak))
        loud = ffmpeg.loudness(b"")
        assert (loud.integrated, round(loud.peak, 2)) == (-20.5, decibels)


def _answer(said: bytes) -> Callable[..., bytes]:
    return lambda program, arguments, given=None: said


def test_chapters_are_read_with_their_seconds_and_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    said = b";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=Pain\\; what helps\n"
    monkeypatch.setattr(Program, "asked", _answer(said))
    assert ffmpeg.chapters(b"") == [(0.0, 1.5, "Pain; what helps")]
    assert sound.HIGHEST == -1.0


def test_figures_that_begin_with_zeros_are_given_one_by_one_and_no_half_a_sample_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[bytes] = []

    def asked(_: object, __: Sequence[str], text: bytes) -> bytes:
        given.append(text)
        return bytes(44) + b"abcde"

    monkeypatch.setattr(Program, "asked", asked)
    assert espeak.spoken("0808 800 6000, 0.5 mg, 10 [[t@'m0ks]]", "ar", 160) == b"abcd"
    assert given == [b"0 8 0 8 800 6000, 0.5 mg, 10 [[t@'m0ks]]"]
