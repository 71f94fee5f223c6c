"""Words beside a term's button on a page: a browser would end a line between the button and a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from press.model import Term, Text, Words

_OPENING = re.compile(r"[(\[“‘«„\"'-]+$")
_CLOSING = re.compile(r"^[^\w\s(\[“‘«„]+")


def joined(words: Words) -> Iterator[Words]:
    """The same words: each alone, or a term with the punctuation that stands before and behind it."""
    left = list(words)
    while left:
        first = left.pop(0)
        before: Words = ()
        if isinstance(first, Text) and left and isinstance(left[0], Term) and (found := _OPENING.search(first.text)):
            before = (replace(first, text=found[0]),)
            if found.start():
                yield (replace(first, text=first.text[: found.start()]),)
            first = left.pop(0)
        if not isinstance(first, Term):
            yield (first,)
            continue
        after: Words = ()
        if left and isinstance(left[0], Text) and (found := _CLOSING.search(left[0].text)):
            after = (replace(left[0], text=found[0]),)
            rest = left[0].text[found.end() :]
            left[:1] = [replace(left[0], text=rest)] if rest else []
        yield (*before, first, *after)
