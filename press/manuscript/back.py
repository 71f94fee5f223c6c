"""What the back of a leaflet repeats of it where a panel or page stays blank: whom to turn to, who published it, and a
QR code. People look there first, and it is what they see when it lies on a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press.manuscript.script import Kind, Manuscript, section_texts
from press.model import Figure, Section, plain

CLINIC = "part--clinic"
"""The anchor of what is said of the clinic."""


@dataclass(frozen=True)
class Back:
    """``support`` is whom a reader can turn to first, and the clinic; ``online`` the QR code."""

    publisher: str
    support: tuple[Section, ...]
    online: Figure | None

    def texts(self, manuscript: Manuscript) -> Iterator[str]:
        """Its words, in reading order."""
        for section in self.support:
            yield from section_texts(section, manuscript.strings)
        if self.online:
            yield plain(self.online.caption)
        yield self.publisher


def backs(manuscript: Manuscript) -> tuple[Back, ...]:
    """What may stand on a last page that stays blank, the fullest first: the first that has room there does."""
    support = [each for part in manuscript.parts if part.kind is Kind.SUPPORT for each in part.section.sections]
    about = [block for part in manuscript.parts if part.kind is Kind.ABOUT for block in part.section.blocks]
    online = next((block for block in about if isinstance(block, Figure)), None)
    first, clinic = tuple(support[:1]), tuple(section for section in support[1:] if section.id == CLINIC)
    shown = [(*first, *clinic)] + [(*clinic,)] * bool(clinic)
    ways = [(sections, qr) for sections in shown for qr in ((online, None) if online else (None,))]
    return tuple(Back(manuscript.publisher, *way) for way in (*ways, ((), None)))
