"""The book of rules that finished documents keep, and what is wrong with the waivers of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from press import formats
from press.formats import FORMATS
from press.layout import Layout
from press.model import Edition
from press.problems import OfLayout, OfTopic, Place, Problem, Rule, Subject, nearest


@cache
def rules(file_format: str = "") -> tuple[Rule, ...]:
    """The rules of our own checks of a format; without one, of all. veraPDF and the validators have theirs besides."""
    from press.content import drawing  # the library behind it is slow to load

    names = (file_format,) if file_format else FORMATS
    return (*(rule for name in names for rule in formats.opened(name).rules), drawing.RULE, drawing.CUT)


def check(layouts: Mapping[str, Layout], editions: Iterable[Edition], folder: str) -> Iterator[Problem]:
    """Waivers of rules that there are not; ``folder`` is what problems call the library's."""
    waivers: list[tuple[Subject, str, Iterable[str]]] = [
        (OfLayout(layout.name), f"layouts/{layout.name}/layout.yaml", layout.waivers) for layout in layouts.values()
    ]
    waivers += [(OfTopic.of(edition), f"{folder}/{edition.file}.yaml", dict(edition.waivers)) for edition in editions]
    for subject, file, waived in waivers:
        for name in waived:
            if name not in _names():
                message, hint = f"There is no rule `{name}` to waive.", nearest(name, _names())
                yield Problem("unknown-rule", Place(file, words=name), message, hint, subject=subject)


@cache
def _names() -> tuple[str, ...]:
    return tuple(rule.id for rule in rules())
