"""A library with one topic in two languages, and the program as its user types it."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from click.testing import CliRunner

from press.cli import batch, main
from press.pipeline import Alone
from tests.review.conftest import TODAY, Press, Said

LIBRARY = """\
publisher: The Pain Clinic
language: en-GB
contacts:
  desk:
    name: The desk
    phone: "01632 960 001"
    hours: "Monday to Friday, 9am to 5pm"
"""
WELSH_LIBRARY = """\
publisher: Y Clinig Poen
contacts:
  desk:
    name: Y ddesg
    hours: "Dydd Llun i ddydd Gwener, 9am i 5pm"
"""
ENGLISH = """\
# The original.
title: Tablets for pain
summary: How to take your tablets, and when to call us.
review:
  status: approved
  last: 2026-01
  next: 2028-01
sections:
  - heading: How to take them
    body: |
      Take **500 mg** twice a day, with [food](term:).
      Do not take more than 2 g in a day.

      - one in the morning, see [when to call](#when-to-call)
      - one at 8pm

      Table: How much

      | Who | How much |
      |---|---|
      | Adults | 2.5 ml |
      | Children | 1 ml |

  - heading: When to call
    body: |
      ### At night

      ::: urgent Call 999 if you cannot breathe
      Your lips may swell.
      :::

      In the day call [01632 960 001](tel:01632960001), from 1 June 2026.

      ::: quote What people say
      It was fine.

      -- A patient
      :::
figures:
  box:
    file: box.svg
    alt: A box of tablets with a blue lid
    caption: The box
    own: true
glossary:
  food: Anything that you eat.
contacts: [desk]
"""
WELSH = """\
title: Tabledi ar gyfer poen
summary: Sut i gymryd eich tabledi, a phryd i'n ffonio.
review:
  status: approved
  last: 2026-01
  next: 2028-01
sections:
  - heading: Sut i'w cymryd
    id: how-to-take-them
    body: |
      Cymerwch **500 mg** ddwywaith y dydd, gyda [bwyd](term:).
      Peidiwch â chymryd mwy na 2 g mewn diwrnod.

      - un yn y bore, gweler [pryd i ffonio](#when-to-call)
      - un am 8pm

      Table: Faint

      | Pwy | Faint |
      |---|---|
      | Oedolion | 2.5 ml |
      | Plant | 1 ml |

  - heading: Pryd i ffonio
    id: when-to-call
    body: |
      ### Yn y nos

      ::: urgent Ffoniwch 999 os na allwch anadlu
      Gall eich gwefusau chwyddo.
      :::

      Yn y dydd ffoniwch [01632 960 001](tel:01632960001), o 1 Mehefin 2026.

      ::: quote Beth mae pobl yn ei ddweud
      Roedd yn iawn.

      -- Claf
      :::
figures:
  box:
    file: box.svg
    alt: Blwch o dabledi â chaead glas
    caption: Y blwch
    own: true
glossary:
  bwyd: Unrhyw beth yr ydych yn ei fwyta.
contacts: [desk]
"""
BOX = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#005EB8"/></svg>'
)
PLACED = "      ![](figure:box)\n\n      Table:"


class Library:
    """A library on disk, and what the program says of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "leaflets"
        self.out = folder / "out"
        self.topic = self.folder / "pain"
        self.topic.mkdir(parents=True)
        self.put("library.yaml", LIBRARY)
        self.put("library.cy.yaml", WELSH_LIBRARY)
        self.put("pain/box.svg", BOX)
        self.put("pain/2026-01.yaml", ENGLISH.replace("      Table:", PLACED))
        self.put("pain/2026-01.cy.yaml", WELSH.replace("      Table:", PLACED))

    def put(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        assert old in self.text(name), old
        self.put(name, self.text(name).replace(old, new, 1))

    def run(self, *arguments: object) -> Said:
        """Runs a command on the library."""
        words = [str(argument) for argument in (*arguments, "--library", self.folder)]
        if words[0] in ("build", "check", "code"):
            words += ["--output", str(self.out)]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        return Said(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    monkeypatch.setattr(batch, "crew", lambda *_: Alone(perf_counter))
    return Library(tmp_path)


__all__ = ["ENGLISH", "WELSH", "Library", "Press", "library"]
