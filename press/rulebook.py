"""The book of rules that finished documents keep, and what is wrong with the waivers of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from press.checks import html, pdf, word
from press.layout import Layout
from press.model import Edition
from press.problems import Place, Problem, Rule, nearest


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of our own checks. veraPDF and the validators of Word files have theirs besides."""
    of_word = (Rule(rule.id, rule.source, rule.finds, rule.hint) for rule in word.RULES)
    return (*pdf.RULES.values(), *of_word, *html.RULES.values())


def check(layouts: Mapping[str, Layout], editions: Iterable[Edition], folder: str) -> Iterator[Problem]:
    """Waivers of rules that there are not; ``folder`` is what problems call the library's."""
    known = [rule.id for rule in rules()]
    waivers = [(f"layouts/{layout.name}/layout.yaml", layout.waivers) for layout in layouts.values()]
    waivers += [(f"{folder}/{edition.file}.yaml", dict(edition.waivers)) for edition in editions]
    for file, waived in waivers:
        for name in waived:
            if name not in known:
                message = f"There is no rule `{name}` to waive."
                yield Problem("unknown-rule", Place(file, words=name), message, nearest(name, known))
