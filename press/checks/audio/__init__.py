"""Listens to a finished recording again: its words, its chapters, how long and how loud it is.

An independent witness: it reads the file's tags by itself, and has ffmpeg listen. That the sound says the words, no
program can tell: what can be measured is that each chapter is as long as its words need.

tags    what a recording tells of itself
sound   what is heard
alone   what can be told without the leaflet
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from press import aloud
from press.aloud import proof
from press.checks.audio import alone, sound, tags
from press.checks.audio.sound import seconds
from press.checks.audio.tags import Tags
from press.layout import Layout
from press.manuscript import Chapter, Manuscript, chapters, pictured, told_of_audio
from press.problems import Grade, Place, Problem, Rule
from press.speech import Node, Role, Speech

__all__ = ["OF_MP3", "OF_OPUS", "RULES", "check", "check_alone", "seconds", "speech", "tags"]

_HINT = "Please report it, with this leaflet's file."
_ALL = (
    Rule("audio-heard", "nothing is left out", "Nothing can be heard.", _HINT),
    Rule("audio-words", "DAPB1605 (2025)", "The words in the file are not those of the leaflet.", _HINT),
    Rule("audio-said", "one file that says what it is", "What it says of itself is not so.", _HINT),
    Rule("audio-figures", "DAPB1605 (2025)", "Figures are said that are not those that are written.", _HINT),
    Rule("audio-chapters", "WCAG 2.2, 2.4.5", "Its chapters are not the leaflet's sections.", _HINT),
    Rule("audio-length", "as long as its words need", "A chapter is much shorter or longer than its words.", _HINT),
    Rule("audio-silence", "nothing is left out", "A chapter is silent for longer than four seconds.", _HINT),
    Rule("audio-loudness", "EBU R 128", "It is not as loud as speech is: -24 to -16 LUFS.", _HINT),
    Rule("audio-clipping", "EBU R 128 s2", "Its highest peaks are cut off, or may be when it is played.", _HINT),
    Rule(
        "audio-script",
        "DAPB1605 (2025)",
        "A person has to agree to how it says the words: no one has, or figures are said as the voice likes.",
        "Read what is said for what with `transcript --speak FILE`, listen, then: sign TOPIC --script.",
        grade=Grade.WARNING,
    ),
)
OF_MP3 = Rule("mp3-file", "ID3v2.3", "It has no tags that can be read.", _HINT)
OF_OPUS = Rule("opus-file", "RFC 7845", "It is not Opus in Ogg, or its comments cannot be read.", _HINT)
RULES = {rule.id: rule for rule in _ALL}
_KINDS = {OF_MP3.id: OF_MP3, OF_OPUS.id: OF_OPUS}
Reads = Callable[[bytes], Tags]
"""Gives what a file tells of itself. Raises ValueError where it tells nothing that can be read."""
_SHOWN = 40
_AGAIN = "Ask whoever made it to make it again."


def check(data: bytes, read: Reads, manuscript: Manuscript, layout: Layout) -> tuple[Problem, ...]:
    """Every problem of a recording, beside its manuscript. Raises Refused where ffmpeg is not installed."""
    place = f"{manuscript.topic}/{manuscript.edition} (recording)"
    return tuple(
        Problem(rule.id, Place(place, words=words[:400]), rule.finds, rule.hint, rule.grade)
        for name, words in _faults(data, read, manuscript, layout)
        for rule in [RULES.get(name) or _KINDS[name]]
    )


def check_alone(data: bytes, read: Reads) -> tuple[Problem, ...]:
    """Every problem that can be seen, and heard where ffmpeg is installed, in a recording without its manuscript."""
    try:
        told = read(data)
    except ValueError as error:
        rule = _KINDS[f"{read.__name__.removeprefix('of_')}-file"]
        return (Problem(rule.id, Place("the recording", words=str(error)), rule.finds, _AGAIN),)
    return tuple(
        Problem(
            fault.rule,
            Place("the recording", words=fault.words[:400]),
            fault.finds or RULES[fault.rule].finds,
            _AGAIN,
            fault.grade,
        )
        for fault in (*alone.of_itself(told), *alone.heard(data, told))
    )


def speech(told: Tags) -> Speech:
    """What a recording says, by the words in its tags: a program does not understand sound."""
    nodes: list[Node] = []
    for number, text in enumerate(told.words):
        name, *lines = text.split("\n")
        level = 2 if number else 1
        nodes.append(Node(Role.HEADING, (name,), level=level))
        nodes += [Node(Role.PARAGRAPH, (line,)) for line in lines if line != name]
    facts = told.facts
    remarks = ("These are the words in its tags; that its sound says them, a person has to hear.",)
    performer = (f"It is spoken by {facts['performer']}.",) if "performer" in facts else ()
    return Speech(facts.get("title", ""), facts.get("language", "unknown"), tuple(nodes), (*remarks, *performer))


def _faults(data: bytes, read: Reads, manuscript: Manuscript, layout: Layout) -> Iterator[tuple[str, str]]:
    try:
        told = read(data)
    except ValueError as error:
        yield f"{read.__name__.removeprefix('of_')}-file", str(error)
        return
    parts = chapters(manuscript)
    wanted = {"title": manuscript.name, "artist": manuscript.publisher, "language": manuscript.language}
    yield from (("audio-said", name) for name, text in wanted.items() if told.facts.get(name) != text)
    if "(" not in told.facts.get("performer", ""):
        yield "audio-said", "who speaks, and under which licence"
    if found := _different(told, manuscript):
        yield "audio-words", found
    yield from _figures(parts, manuscript)
    yield from sound.found(data, parts, manuscript, layout)


def _different(told: Tags, manuscript: Manuscript) -> str:
    """Where the words in a file first differ from those of the leaflet, but for those that are said besides: of the
    recording, before pictures, the numbers of items."""
    said = [word for text in told.words for line in text.split("\n")[1:] for word in _numbered(line)]
    wanted = " ".join(manuscript.texts()).split()
    besides = Counter((*told_of_audio(manuscript).split(), *_before_pictures(manuscript)))
    at = 0
    for number, word in enumerate(said):
        if at < len(wanted) and word == wanted[at]:
            at += 1
        elif word not in besides:
            return f"{' '.join(said[number : number + 6])} (leaflet: {' '.join(wanted[at : at + 6])})"
    return f"(leaflet: {' '.join(wanted[at : at + 6])})" if at < len(wanted) else ""


def _numbered(line: str) -> list[str]:
    words = line.split()
    return words[1:] if words and words[0].removesuffix(".").isdecimal() and words[0].endswith(".") else words


def _before_pictures(manuscript: Manuscript) -> list[str]:
    return pictured("", manuscript.strings).split()


def _figures(parts: tuple[Chapter, ...], manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    """Figures that are lost between what is written and what is said, and what a person has to listen to."""
    unknown: dict[str, None] = {}
    for text, language in (piece for part in parts for each in part.utterances for piece in each.pieces):
        for said in aloud.script(text, language, aloud.lexicon_of(manuscript.lexicons, language)):
            if proof.lost(said, language):
                yield "audio-figures", f"{said.written} (said: {said.spoken})"
            if not aloud.known(language) and said.written == said.spoken:
                unknown |= dict.fromkeys(aloud.unknown(said.written))
    if not manuscript.script_read:
        yield "audio-script", "; ".join(list(unknown)[:_SHOWN])
