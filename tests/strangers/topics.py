"""A library of made-up leaflets, as files: ``write(folder, count, seed)``.

The same count and seed give the same bytes. What they are made of is what real leaflets were refused
for: terms longer than a line, sentences and items that end in a colon, lists within lists, boxes
longer than a page, tables with empty cells, tall pictures.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.library import Dice
from tests.strangers import words

_LIBRARY = """\
publisher: Anytown Hospitals
language: en-GB
contacts:
  helpline:
    name: Helpline
    description: Our nurses answer your questions.
    phone: "01632 960 000"
    hours: Monday to Friday, 9am to 4pm.
    email: advice@example.org
    checked: 2026-11-01
  interpreters:
    name: Interpreters, and patient advice and liaison
    phone: "01632 960 111"
    checked: 2026-11-01
alternative_formats: To ask for this leaflet in braille, audio or another language, call the helpline.
"""
_ARABIC_LIBRARY = """\
contacts:
  helpline:
    name: خط المساعدة
    description: ممرضاتنا يجبن عن أسئلتك.
    hours: "من الاثنين إلى الجمعة، من 9:00 إلى 16:00"
  interpreters: {name: المترجمون}
alternative_formats: اتصل بنا لطلب هذه النشرة بلغة أخرى.
"""
_CLINIC = """\
name: Gastroenterology and Endoscopy Clinic
address: ["Anytown University Hospital", "Level 3, East Wing", "1 Example Street", "Anytown AN1 1AA"]
phone: "01632 960 123"
hours: Monday to Friday, 8.30am to 5pm
email: gastroenterology.appointments@anytown-hospitals.example.org
url: https://www.example.org/gastroenterology-and-endoscopy
"""
_DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<rect x="5" y="5" width="{inner}" height="40" fill="#204080"/><circle cx="60" cy="80" r="30" fill="#802040"/></svg>
"""
_SHAPES = ((400, 160), (200, 480), (300, 300))
ARABIC_EVERY = 5


def name(number: int) -> str:
    """The id of a topic."""
    return f"topic-{number:05}"


def write(folder: Path, count: int, seed: int) -> None:
    """Write a library of so many topics into a folder, and one clinic."""
    (folder / "clinics").mkdir(parents=True)
    (folder / "clinics" / "endoscopy.yaml").write_text(_CLINIC, encoding="utf-8")
    (folder / "library.yaml").write_text(_LIBRARY, encoding="utf-8")
    (folder / "library.ar.yaml").write_text(_ARABIC_LIBRARY, encoding="utf-8")
    for number in range(count):
        dice = Dice(seed * 1_000_003 + number)
        for _ in range(3):  # seeds that are neighbours start alike
            dice.below(1)
        editions = {name(number): ("2026-11.yaml", Stranger(dice).edition())}
        if number % ARABIC_EVERY == 0:  # what it says is no translation of the other
            editions[f"{name(number)}-ar"] = ("2026-11.ar.yaml", Arab(dice).edition())
        width, height = dice.of(_SHAPES)
        for topic, (file, edition) in editions.items():
            (folder / topic).mkdir()
            _write(folder / topic / file, edition)
            drawing = _DRAWING.format(width=width, height=height, inner=width - 10)
            (folder / topic / "drawing.svg").write_text(drawing, "utf-8")


def _write(file: Path, edition: dict[str, object]) -> None:
    file.write_text(json.dumps(edition, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Stranger:
    """Writes a leaflet in English as a stranger would."""

    lead_ins: tuple[str, ...] = words.LEAD_INS

    def __init__(self, dice: Dice) -> None:
        self.dice = dice

    def filled(self, pattern: str) -> str:
        dice = self.dice
        term = dice.of(words.TERMS)
        return pattern.format(
            term=term,
            Term=_capital(dice.of(words.TERMS)),
            drug=dice.of(words.DRUGS),
            dose=dice.of(words.DOSES),
            time=dice.of(words.TIMES),
            person=dice.of(words.PEOPLE),
            sign=dice.of(words.SIGNS),
            act=dice.of(words.ACTS),
            abbreviation=dice.of(tuple(words.ABBREVIATIONS)),
            number=2 + dice.below(7),
        )

    def sentence(self) -> str:
        return _capital(self.filled(self.dice.of(words.SENTENCES)))

    def heading(self) -> str:
        return self.filled(self.dice.of(words.QUESTIONS))

    def point(self) -> str:
        return self.filled(self.dice.of(("{sign}", "{act}", "{drug}, {dose} {time}", "{act}, and {act}")))

    def prose(self, most: int = 6) -> str:
        return " ".join(self.sentence() for _ in range(1 + self.dice.below(most)))

    def lead_in(self) -> str:
        return self.filled(self.dice.of(self.lead_ins))

    def edition(self) -> dict[str, object]:
        figures = {
            "drawing": {
                "file": "drawing.svg",
                "alt": "A box above a circle, as they lie in the body.",
                "caption": "Where it is in the body.",
                "credit": {"text": "Drawn by the medical illustration department.", "licence": "CC BY 4.0"},
            }
        }
        return {
            "title": self.filled(self.dice.of(words.TITLES)),
            **({"subtitle": self.heading()} if self.dice.below(3) == 0 else {}),
            "summary": "This leaflet is about " + self.filled("{term}, its treatment, and what you can do yourself."),
            "review": self.review,
            "abbreviations": words.ABBREVIATIONS,
            "sections": self.sections("![](figure:drawing)"),
            "figures": figures,
            "contacts": ["helpline", "interpreters"][: 1 + self.dice.below(2)],
            "references": [{"text": self.filled("A guide to {term} (2025)."), "url": "https://example.org/a/b-c_(d)"}],
        }

    review = {"status": "approved", "last": "2026-11", "next": "2028-11", "approved_by": "Clinical lead"}  # noqa: RUF012

    def sections(self, figure: str) -> list[dict[str, str]]:
        count = self.dice.of((2, 3, 4, 6, 9))
        drawn = self.dice.below(count)
        return [
            {"heading": self.heading(), "id": f"s{number}", "body": self.body(figure if number == drawn else "")}
            for number in range(count)
        ]

    def body(self, figure: str) -> str:
        kinds: tuple[Callable[[], str], ...] = (
            self.prose,
            self.prose,
            self.points,
            self.points,
            self.nested,
            self.nested,
            self.box,
            self.table,
            self.below,
            self.reference,
        )
        blocks = [self.dice.of(kinds)() for _ in range(1 + self.dice.below(5))]
        if blocks[0].startswith("###") and self.dice.below(2):
            blocks.insert(0, self.prose())
        if figure:
            blocks.insert(self.dice.below(len(blocks)), figure)
        return "\n\n".join(blocks)

    def reference(self) -> str:
        return f"{self.prose(2)} There is more [further on](#s{self.dice.below(2)})."

    def below(self) -> str:
        return f"### {self.heading()}\n\n{self.prose()}"

    def points(self) -> str:
        """A lead-in and its list, of which an item now and then ends in a colon."""
        mark = self.dice.of(("-", "-", "1."))
        items = [f"{mark} {self._item()}" for _ in range(2 + self.dice.below(10))]
        return "\n".join((self.lead_in(), "", *items))

    def _item(self) -> str:
        if self.dice.below(8) == 0:
            return self.lead_in()
        return self.point() if self.dice.below(3) else self.prose(3)

    def nested(self) -> str:
        lines = [self.lead_in(), ""]
        for _ in range(2 + self.dice.below(5)):
            lines.append(f"- {self.lead_in() if self.dice.below(2) else self.prose(2)}")
            lines += (f"  - {self._item()}" for _ in range(self.dice.of((0, 2, 3, 5))))
        return "\n".join(lines)

    def box(self) -> str:
        kind = self.dice.of(("note", "important", "urgent", "quote"))
        inside = [self.prose(8) for _ in range(1 + self.dice.below(3))]
        if kind != "quote" and self.dice.below(2):
            inside.append(self.points())
        end = "-- Somebody who has been through it" if kind == "quote" else ""
        return "\n\n".join((f"::: {kind} {self.heading()}", *inside, end, ":::"))

    def table(self) -> str:
        columns = 2 + self.dice.below(4)
        heads = ("When", "Morning", "Noon", "Evening", "Night", "Most in a day")[: columns + 1]
        rows = [self._row(number, len(heads) - 1) for number in range(2 + self.dice.below(8))]
        return "\n".join((f"Table: {self.heading()}", "", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|", *rows))

    def _row(self, number: int, cells: int) -> str:
        ways = ("", "{dose}", "{drug}, {dose}", "{sign}", "{term}")
        filled = (self.filled(self.dice.of(ways)) for _ in range(cells))
        return f"| Week {number + 1} | {' | '.join(filled)} |"


class Arab(Stranger):
    """Writes one in Arabic."""

    lead_ins = words.ARABIC_LEAD_INS

    def sentence(self) -> str:
        return self.dice.of(words.ARABIC)

    point = sentence

    def heading(self) -> str:
        return self.dice.of(words.ARABIC_HEADINGS)

    def box(self) -> str:
        return super().box().replace("-- Somebody who has been through it", "-- امرأة أجرت هذا الفحص")

    def table(self) -> str:
        rows = (f"| {self.heading()} | {self.sentence()} |" for _ in range(2 + self.dice.below(4)))
        return "\n".join(("Table: الأدوية", "", "| متى | ماذا |", "|---|---|", *rows))

    def edition(self) -> dict[str, object]:
        figures = {"drawing": {"file": "drawing.svg", "alt": "مربع فوق دائرة كما هما في الجسم", "own": True}}
        return {
            "language": "ar",
            "title": self.heading(),
            "summary": self.sentence(),
            "review": self.review,
            "sections": self.sections("![](figure:drawing)"),
            "figures": figures,
            "contacts": ["helpline"],
        }
