"""What the catalogue's page looks through, written once and short, so that a library of thousands is one page.

words     each word once, with the editions that have it: their numbers, as steps from one to the next, in base 36
clinics   the documents of clinics: each kind of document once, by what its path is made of
gone      codes of texts that no edition of the library has any more, each with what to say of it
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from press.model import Standing
from press.reader import Catalogue
from press.review.catalogue.listing import Key, ListedDocument, ListedEdition
from press.review.codes import Known, Text

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def words(editions: Sequence[ListedEdition]) -> str:
    """Each word of the leaflets with the editions that have it, a word on a line: ``knee 0.2.1``."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, edition in enumerate(editions):
        for word in {*edition.card.words.split(), *re.findall(r"[^\W_]+", edition.words)}:
            found[word].append(number)
    return "\n".join(f"{word} {_steps(numbers)}" for word, numbers in sorted(found.items()))


def _steps(numbers: Iterable[int]) -> str:
    last, steps = 0, []
    for number in numbers:
        steps.append(_in_base_36(number - last))
        last = number
    return ".".join(steps)


def _in_base_36(number: int) -> str:
    digits = _DIGITS[number % 36]
    while number := number // 36:
        digits = _DIGITS[number % 36] + digits
    return digits


def clinics(editions: Sequence[ListedEdition]) -> dict[str, object]:
    """The documents of clinics. ``kinds`` has what they have in common: path, label, need and format; ``editions``,
    by their numbers and by clinic, the number of a kind, kilobytes, pages and, if it is behind, the number of why."""
    kinds: dict[tuple[str, str, str, str], int] = {}
    reasons: dict[str, int] = {}
    found: dict[int, dict[str, list[list[int]]]] = {}
    for number, edition in enumerate(editions):
        for document in edition.for_clinics:
            kind = kinds.setdefault(_kind(document, edition.card.topic, edition.folder), len(kinds))
            facts = [kind, document.kilobytes, document.pages]
            facts += [reasons.setdefault(document.behind, len(reasons))] if document.behind else []
            found.setdefault(number, {}).setdefault(document.clinic, []).append(facts)
    return {"kinds": [*kinds], "reasons": [*reasons], "editions": found}


def _kind(document: ListedDocument, topic: str, folder: str) -> tuple[str, str, str, str]:
    """What documents have in common that differ in their topic, edition and clinic alone."""
    name = document.path.removeprefix(f"{folder}/")
    if name.startswith(f"{topic}-") and name.count(f"-{document.clinic}") == 1:
        name = "{topic}" + name.removeprefix(topic).replace(f"-{document.clinic}", "-{clinic}")
    return name, document.label, document.need, document.format


def given(texts: Iterable[Text]) -> dict[Key, list[str]]:
    """The codes that were given out, by the editions that they were given to, each once."""
    found: dict[Key, list[str]] = defaultdict(list)
    for text in texts:
        codes = found[text.topic, text.edition, text.language]
        if text.code not in codes:
            codes.append(text.code)
    return found


def gone(texts: Iterable[Text], library: Catalogue) -> Mapping[str, str]:
    """What to say of codes that were given to editions that the library has no more."""
    there = {(card.topic, card.name, card.language) for card in library.cards}
    current = {
        (card.topic, card.language): library.code(card) for card in library.cards if card.standing is Standing.CURRENT
    }
    return {
        text.code.replace("-", ""): Known(
            text.code, text.topic, text.edition, text.language, None, current.get((text.topic, text.language), "")
        ).sentence
        for text in texts
        if (text.topic, text.edition, text.language) not in there
    }
