"""What is laid out to be counted, where a leaflet may be too long for one volume, is what is written then."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest

from press.layout import Layout
from press.model import Leaflet
from press.programs import typesetter
from press.writers import paging, pdf
from press.writers.counted import Counted
from tests.pdf.conftest import composed

LAID_OUT_BY = {"weasyprint": (paging, "lay_out"), "typst": (typesetter, "compiled")}


@pytest.mark.parametrize("engine", LAID_OUT_BY)
def test_what_was_counted_is_not_laid_out_again_and_gives_the_same_bytes(
    sample: Leaflet, a4: Layout, engine: str
) -> None:
    look = replace(a4, engine=engine)
    fresh = pdf.write(composed(sample, look), look)
    script = composed(sample, look)
    with counted(*LAID_OUT_BY[engine]) as calls:
        pages, _ = pdf.paginate(script, look)
        once = calls.call_count
        assert pdf.paginate(script, look)[0] == pages
        assert pdf.write(script, look) == fresh
        assert calls.call_count == once
        assert pdf.write(script, look) == fresh, "pages are handed out once: writing changes them"
        assert calls.call_count == 2 * once


@pytest.mark.parametrize("engine", [pytest.param("weasyprint", marks=pytest.mark.referee), "typst"])
def test_what_was_counted_in_another_layout_is_laid_out_anew(sample: Leaflet, a4: Layout, engine: str) -> None:
    look = replace(a4, engine=engine)
    other = replace(look, conformance="ua-2" if look.conformance == "ua-1" else "ua-1")
    script = composed(sample, look)
    pdf.paginate(script, look)
    assert pdf.write(script, other) == pdf.write(composed(sample, other), other) != pdf.write(script, look)


def test_pages_that_were_counted_are_written_once_by_the_layout_that_was_chosen(a4: Layout) -> None:
    laid_out: list[object] = []

    def lay_out(words: object, layout: object) -> object:
        laid_out.append(object())
        return laid_out[-1]

    pages: Any = Counted[object](lay_out)  # it only hands the words on, which may be anything
    one, other, roomier = object(), object(), replace(a4)
    counted = {(words, look): pages.look(words, look) for words, look in ((one, a4), (one, roomier), (other, a4))}
    assert pages.look(one, a4) is counted[one, a4]
    assert len(laid_out) == len(set(counted.values())) == 3
    assert [pages.take(*key) for key in counted] == list(counted.values())
    assert len(laid_out) == 3
    assert pages.take(one, a4) is not counted[one, a4]
    assert len(laid_out) == 4


def test_of_many_pages_the_oldest_are_forgotten(a4: Layout) -> None:
    pages: Any = Counted[object](lambda *_: object())  # as above
    words = [object() for _ in range(5)]
    counted = [pages.look(each, a4) for each in words]
    assert pages.take(words[4], a4) is counted[4]
    assert pages.take(words[1], a4) is counted[1]
    assert pages.take(words[0], a4) is not counted[0]


def counted(module: ModuleType, name: str) -> Any:
    return patch.object(module, name, side_effect=getattr(module, name))
