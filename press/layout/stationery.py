"""Paper and post: how many sheets a leaflet takes, what they weigh, and what it costs to send them."""

from __future__ import annotations

from dataclasses import dataclass

from press.layout import shapes
from press.source import Value

_A5 = 148 * 210
"""In square millimetres: what leaflets are folded to for the post."""


@dataclass(frozen=True, slots=True)
class Band:
    """What the post takes for one price: ``grams`` and ``thickness`` (millimetres) at most; price 0: not known."""

    name: str
    grams: float
    thickness: float
    price: float = 0


@dataclass(frozen=True, slots=True)
class PaperAndPost:
    """What it takes to print a leaflet once and to send it.

    ``grams`` are those of the paper; ``postage`` names a band, and is empty if the leaflet fits
    none; ``cost`` is 0 where a price is not known.
    """

    sheets: int = 0
    grams: float = 0
    postage: str = ""
    cost: float = 0


@dataclass(frozen=True, slots=True)
class Stationery:
    """What is printed on and sent: ``grammage`` in g/m², ``thickness`` of a sheet in millimetres, ``envelope`` in g."""

    grammage: float = 80
    thickness: float = 0.1
    sheet_price: float = 0
    envelope: float = 0
    bands: tuple[Band, ...] = ()

    def needed(self, sheets: int, size: tuple[float, float]) -> PaperAndPost:
        """What so many sheets of a size (width and height in millimetres) weigh and cost."""
        if not sheets:
            return PaperAndPost()
        area = size[0] * size[1]
        grams = sheets * area / 1e6 * self.grammage
        thickness = sheets * area / _A5 * self.thickness
        sent = grams + self.envelope
        band = next((one for one in self.bands if sent <= one.grams and thickness <= one.thickness), None)
        price = band.price if band else 0
        cost = sheets * self.sheet_price + price if self.sheet_price and price else 0
        return PaperAndPost(sheets, round(grams, 1), band.name if band else "", round(cost, 2))


def read(value: Value) -> Stationery:
    """``stationery.yaml`` as a value; what is wrong with it is reported there."""
    keys = value.record(shapes.STATIONERY)
    bands = tuple(_band(item) for item in keys.pop("postage").items()) if "postage" in keys else ()
    numbers = {key: item.number() for key, item in keys.items()}
    return Stationery(**numbers, bands=bands)


def _band(value: Value) -> Band:
    keys = value.record()
    name = keys.pop("name").text() if "name" in keys else ""
    numbers = {key: item.number() for key, item in keys.items()}
    return Band(**{"grams": 0, "thickness": 0, **numbers}, name=name)
