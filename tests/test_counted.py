"""Pages that are laid out once for who counts them and who writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from press.writers.counted import Counted
from tests.test_leaflets import LAYOUTS

WEB: Any = LAYOUTS["web"]


def test_pages_that_were_counted_are_written_once_by_the_layout_that_was_chosen() -> None:
    laid_out: list[object] = []

    def lay_out(words: object, layout: object) -> object:
        laid_out.append(object())
        return laid_out[-1]

    pages = Counted[object](lay_out)
    one, other, roomier = object(), object(), replace(WEB)
    counted = {
        (words, look): pages.look(words, look)  # type: ignore[arg-type]  # words are handed on
        for words, look in ((one, WEB), (one, roomier), (other, WEB))
    }
    assert pages.look(one, WEB) is counted[one, WEB]  # type: ignore[arg-type]  # words are handed on
    assert len(laid_out) == len(set(counted.values())) == 3
    assert [pages.take(*key) for key in counted] == list(counted.values())  # type: ignore[arg-type]  # words are handed on
    assert len(laid_out) == 3
    assert pages.take(one, WEB) is not counted[one, WEB]  # type: ignore[arg-type]  # words are handed on
    assert len(laid_out) == 4


def test_of_many_pages_the_oldest_are_forgotten() -> None:
    pages = Counted[object](lambda *_: object())
    words = [object() for _ in range(5)]
    counted = [pages.look(each, WEB) for each in words]  # type: ignore[arg-type]  # words are handed on
    assert pages.take(words[4], WEB) is counted[4]  # type: ignore[arg-type]  # words are handed on
    assert pages.take(words[1], WEB) is counted[1]  # type: ignore[arg-type]  # words are handed on
    assert pages.take(words[0], WEB) is not counted[0]  # type: ignore[arg-type]  # words are handed on
