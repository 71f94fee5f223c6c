"""What a file says around its pages, whichever engine painted them: tags, links, bookmarks, metadata and claims."""

from __future__ import annotations

import pydyf

from press import xmp
from press.layout import Layout
from press.manuscript import Manuscript
from press.model import plain
from press.writers import metadata
from press.writers.elements import Node
from press.writers.structure import FLAVOURS, Positions, Structure


def finish(
    pdf: pydyf.PDF, tree: Node, positions: Positions, manuscript: Manuscript, layout: Layout, producer: str
) -> None:
    """Write the tree, and all that a file says of itself, into a PDF whose pages are painted.

    The PDF has to have an output intent.
    """
    flavour = FLAVOURS[layout.conformance]
    Structure(pdf, tree, positions, flavour, manuscript.language).write()
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and dict(item.extra).get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"  # ISO 19005-2, 6.2.8
    for intent in pdf.catalog["OutputIntents"]:
        intent["S"] = "/GTS_PDFA1"
    about = _about(manuscript, producer)
    pdf.info.clear()
    if not flavour.tagged_2_0:  # ISO 19005-4, 6.1.3, has no document information
        pdf.info.update({key: pydyf.String(value) for key, value in about.items()})
    packet = metadata.packet(about, manuscript.language, flavour)
    stream = pydyf.Stream([packet], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference
    _freeze(pdf)


class Frozen(pydyf.Object):  # type: ignore[misc]  # pydyf publishes no types
    """An object as it stands in the file. pydyf asks for each twice, and compresses a stream each time."""

    def __init__(self, content: bytes, *, compressible: bool) -> None:
        super().__init__()
        self.content = content
        self._compressible = compressible

    @property
    def data(self) -> bytes:
        return self.content

    @property
    def compressible(self) -> bool:
        return self._compressible


def _freeze(pdf: pydyf.PDF) -> None:
    """Write down each object once."""
    for number, item in enumerate(pdf.objects):
        if item.free != "f":
            frozen = pdf.objects[number] = Frozen(item.data, compressible=item.compressible)
            frozen.number, frozen.generation = item.number, item.generation


def _about(manuscript: Manuscript, producer: str) -> dict[str, str]:
    """The document information (ISO 32000-1, 14.3.3)."""
    return {
        "Title": manuscript.name,
        "Author": manuscript.publisher,
        "Subject": plain(manuscript.summary),
        "Keywords": ", ".join((*manuscript.keywords, f"{manuscript.topic} {manuscript.edition}")),
        "Creator": xmp.PRESS,
        "Producer": producer,
    }
