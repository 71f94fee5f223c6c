"""A library as large as a clinic's, made up: ``python -m benchmarks.library FOLDER [TOPICS]``.

Its leaflets are as long as real ones, from 150 to 6,000 words, and have what real ones have: nested
headings, lists, a table, a drawing, terms, contacts and related topics. Each contact is named by ten
leaflets. The sentences mean nothing; the same number of topics gives the same bytes.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

Choice = TypeVar("Choice")

LENGTHS = (150, 300, 450, 700, 700, 850, 950, 1100, 1300, 1500, 1950, 1950, 2200, 2700, 3500, 6000)
"""Words of a leaflet, each as frequent as any other; about 1,600 on average."""
LEAFLETS_OF_A_CONTACT = 10
TERMS = 80

_PLACES = ("knee", "hip", "shoulder", "hand", "foot", "back", "neck", "skin", "heart", "lung", "liver", "bowel", "ear")
_TREATMENTS = (
    "operation",
    "scan",
    "injection",
    "infusion",
    "course of tablets",
    "blood test",
    "appointment",
    "plaster",
)
_FEELINGS = ("pain", "swelling", "tiredness", "numbness", "itching", "stiffness", "a rash", "a high temperature")
_HELPERS = ("your nurse", "your doctor", "a physiotherapist", "your pharmacist", "your care team", "a radiographer")
_TIMES = ("two weeks", "a few days", "6 to 8 weeks", "about half an hour", "3 months", "one or two nights", "a day")
_QUALITIES = ("short", "simple", "planned", "second", "careful", "common", "gentle", "regular", "small", "repeated")
_ACTIONS = (
    "rest",
    "walk a little",
    "drink plenty of water",
    "take paracetamol",
    "keep the area dry",
    "sleep on your side",
)
_SENTENCES = (
    "You may have {feeling} in your {place} for {time} after the {treatment}.",
    "Before the {treatment}, {helper} will explain what happens and answer your questions.",
    "Most people can {action} within {time}.",
    "If {feeling} does not go away after {time}, talk to {helper}.",
    "A {quality} {treatment} is **not** always needed, and {helper} will tell you why.",
    "The {treatment} takes {time}, and you can bring somebody with you.",
    "Some people have {feeling} for longer, and for most of them this gets better in {time}.",
    "It helps to {action}, even when your {place} hurts a little.",
    "Ask {helper} which medicines you should stop taking before the {treatment}.",
    "About 1 in {number} people have {feeling} that lasts longer than {time}.",
    "After a {quality} {treatment} your {place} needs {time} to heal, so plan help at home.",
)
_HEADINGS = (
    "What is a {quality} {treatment}?",
    "Getting ready for your {treatment}",
    "Looking after your {place}",
    "When {helper} will see you",
    "What to expect after {time}",
    "Coping with {feeling}",
)
_LAST_REVIEWS = ("2024-06", "2025-01", "2025-09", "2026-03")


class Dice:
    """Numbers in no order that a reader could guess, and the same in each run (Knuth's MMIX generator)."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def of(self, choices: Sequence[Choice]) -> Choice:
        return choices[self.below(len(choices))]

    def filled(self, pattern: str) -> str:
        """A sentence or heading with words in its gaps."""
        return pattern.format(
            feeling=self.of(_FEELINGS),
            place=self.of(_PLACES),
            time=self.of(_TIMES),
            treatment=self.of(_TREATMENTS),
            helper=self.of(_HELPERS),
            quality=self.of(_QUALITIES),
            action=self.of(_ACTIONS),
            number=2 + self.below(9),
        )

    def sentences(self, count: int) -> str:
        return " ".join(self.filled(self.of(_SENTENCES)) for _ in range(count))


def write(folder: Path, topics: int) -> None:
    """Write a library of so many topics into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    contacts = max(1, topics // LEAFLETS_OF_A_CONTACT)
    (folder / "library.yaml").write_text("\n".join(_library(contacts)), encoding="utf-8")
    for number in range(topics):
        topic = folder / name(number)
        topic.mkdir(exist_ok=True)
        edition = _edition(number, topics, contacts)
        (topic / f"{edition_name(number)}.yaml").write_text("\n".join(edition), encoding="utf-8")
        (topic / "drawing.svg").write_text(_drawing(Dice(number)), encoding="utf-8")


def name(number: int) -> str:
    """The id of a topic."""
    return f"{_PLACES[number % len(_PLACES)]}-{number:05}"


def edition_name(number: int) -> str:
    """The name of a topic's one edition."""
    return _LAST_REVIEWS[number % len(_LAST_REVIEWS)]


def _library(contacts: int) -> Iterator[str]:
    yield from ("publisher: Anytown Hospitals", "language: en-GB", "contacts:")
    for number in range(contacts):
        yield f"  ward-{number}:"
        yield f"    name: Ward {number}"
        yield "    description: Nurses who know your treatment answer your questions."
        yield f'    phone: "01632 96{number % 10000:04}"'
        yield '    hours: "Monday to Friday, 9am to 4pm."'
    yield "glossary:"
    for number in range(TERMS):
        yield f"  {_term(number)}: {Dice(number).filled('A {quality} {treatment} for your {place}, over {time}.')}"
    yield "alternative_formats: To ask for this leaflet in braille or audio, call the ward."


def _term(number: int) -> str:
    return f"{_QUALITIES[number % 10]} {_FEELINGS[number // 10 % 8].removeprefix('a ')} test"


def _edition(number: int, topics: int, contacts: int) -> Iterator[str]:
    dice = Dice(number + 1)
    for _ in range(3):  # seeds that are neighbours start alike
        dice.below(1)
    last = edition_name(number)
    yield f"title: {dice.filled('Your {quality} {treatment}')} ({number})"
    yield f"summary: {dice.filled(_SENTENCES[1])}"
    yield f"keywords: [{dice.of(_PLACES)}, {dice.of(_TREATMENTS)}]"
    due = f"{int(last[:4]) + 3}{last[4:]}"
    yield f'review: {{status: approved, last: "{last}", next: "{due}", approved_by: Clinical lead}}'
    yield "sections:"
    words = sections = 0
    while words < LENGTHS[number % len(LENGTHS)] - 100:  # half a section
        section = list(_section(dice, sections))
        words += sum(len(line.split()) for line in section)
        sections += 1
        yield from section
    yield "figures:"
    yield "  drawing:"
    yield "    file: drawing.svg"
    yield "    alt: Three circles joined by a line, each of them larger than the one before it."
    yield "    caption: How the treatment goes on."
    yield "    own: true"
    yield f"contacts: [ward-{number % contacts}]"
    if topics > 1:
        yield f"related: [{name((number + 1) % topics)}]"
    yield ""


def _section(dice: Dice, number: int) -> Iterator[str]:
    """A section's lines; that with the number 0 has the drawing and a table."""
    yield f'  - heading: "{dice.filled(dice.of(_HEADINGS))}"'
    yield f"    id: section-{number}"
    yield "    body: |"
    blocks = [dice.sentences(3 + dice.below(3)), _explained(dice), _points(dice)]
    if number == 0:
        blocks = [blocks[0], "![](figure:drawing)", _table(dice)]
    elif dice.below(3) == 0:
        blocks += [f"### {dice.filled(dice.of(_HEADINGS))}", dice.sentences(4)]
    for block in blocks:
        yield from (f"      {line}" for line in block.splitlines())
        yield ""


def _explained(dice: Dice) -> str:
    return f"{dice.sentences(2)} You may be offered a [{_term(dice.below(TERMS))}](term:)."


def _points(dice: Dice) -> str:
    points = (f"- {dice.of(_ACTIONS)}, for {dice.of(_TIMES)}" for _ in range(3 + dice.below(4)))
    return "\n".join((f"{dice.filled('After the {treatment} it helps to:')}\n", *points))


def _table(dice: Dice) -> str:
    rows = (f"| {when} | {dice.of(_FEELINGS)} | {dice.of(_ACTIONS)} |" for when in ("First day", "First week", "Later"))
    head = ("Table: What helps, and when", "", "| When | What you may feel | What helps |", "|---|---|---|")
    return "\n".join((*head, *rows))


def _drawing(dice: Dice) -> str:
    circles = "".join(
        f'<circle cx="{60 + 140 * step}" cy="80" r="{20 + 10 * step}" fill="#{dice.below(0x1000000) & 0x7F7F7F:06x}"/>'
        for step in range(3)
    )
    line = '<line x1="60" y1="80" x2="340" y2="80" stroke="#333333" stroke-width="3"/>'
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="160" viewBox="0 0 400 160">'
    return f"{head}{line}{circles}</svg>\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
