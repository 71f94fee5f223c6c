"""What a new language needs: its file of strings, with what each is for; and what is wrong with one.

A key without a value is not translated yet. A language with such keys has no strings: no document is made in it, and
all others are made as before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from press.layout import dates
from press.layout.strings import Strings
from press.layout.uses import USES
from press.problems import Grade, OfLayout, Place, Problem

_BRACES = re.compile(r"\{\w+\}")
_WIDTH = 110
_SAMPLES = {"page": "88", "pages": "88", "volume": "8", "volumes": "8", "number": "", "extension": ""}
APOSTROPHES = frozenset({"cy", "fr", "it", "ga", "gd", "br", "ca", "uk"})
"""Languages in which an apostrophe is a part of many words."""
TYPED = re.compile(r"[^\W\d_]'[^\W\d_]|\b'[^\W\d_]|[^\W\d_]'(?=\s)")
"""An apostrophe as a typewriter has it, in or at a word."""


def written(language: str, english: Strings, texts: Mapping[str, str] | None = None) -> str:
    """A file of strings in which nothing is translated yet, but for what Unicode's data know, and ``texts``."""
    known = dates.months(language)[:12]
    lines = [
        f"# {language}: words that a document prints and that no author wrote. Write each behind its key, in quotes",
        "# if it has a colon. What stands in braces is filled in, and has to stay. \\_ is a no-break space.",
    ]
    for key, use in USES.items():
        room = f" At most {use.room} characters." if use.room else ""
        other = getattr(english, key, ())
        text = english.texts.get(key) or (other if isinstance(other, str) else ", ".join(other))
        lines += ["", f"# {use.where}{room}", *_commented(f"English: {text}")]
        value = f" [{', '.join(known)}]" if key == "months" and known else ""
        if texts and key in texts:
            value = f" {json.dumps(texts[key], ensure_ascii=False)}"
        lines.append(f"{key}:{value}")
    return "\n".join(lines) + "\n"


def _commented(text: str) -> Iterator[str]:
    line = "#"
    for word in text.replace("\u00a0", "\\_").split():
        if len(line) + len(word) >= _WIDTH:
            yield line
            line = "#  "
        line += f" {word}"
    yield line


def same_braces(one: str, other: str) -> bool:
    """Whether two texts have the same words in braces."""
    return sorted(_BRACES.findall(one)) == sorted(_BRACES.findall(other))


def check(strings: Mapping[str, Strings], unfinished: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """What is not translated, longer than its room, or typed as on a typewriter, in the strings of all languages."""
    for language, keys in unfinished.items():
        message = f"{len(keys)} of its {len(USES)} strings are not translated, so no document is made in this language."
        yield _problem(language, "strings-untranslated", _some(keys), message, "Write each behind its key.")
    english = strings.get("en")
    for language, own in strings.items():
        yield from _long(language, own)
        if english and language.partition("-")[0] != "en":
            yield from _same(language, own, english)
        if language.partition("-")[0] in APOSTROPHES:
            yield from _typed(language, own)


def _some(keys: Sequence[str]) -> str:
    return ", ".join(keys[:5]) + (f" and {len(keys) - 5} more" if keys[5:] else "")


def _long(language: str, own: Strings) -> Iterator[Problem]:
    for key, text in own.texts.items():
        room = USES[key].room if key in USES else 0
        length = len(_BRACES.sub(lambda match: _SAMPLES.get(match[0][1:-1], ""), text))
        if room and length > room:
            message = f"`{key}` has {length} characters, and there is room for {room}. {USES[key].where}"
            yield _problem(language, "strings-long", text, message, "Say it shorter.")


def _same(language: str, own: Strings, english: Strings) -> Iterator[Problem]:
    said = ((key, text) for key, text in own.texts.items() if any(map(str.isalpha, _BRACES.sub("", text))))
    same = [key for key, text in said if text == english.texts.get(key) and len(text.split()) > 1]
    if same:
        message = f"{len(same)} of its strings are those of English."
        yield _problem(language, "strings-untranslated", _some(same), message, "Translate them.")


def _typed(language: str, own: Strings) -> Iterator[Problem]:
    found = [key for key, text in own.texts.items() if TYPED.search(text)]
    if found:
        message = f"{len(found)} of its strings have a typewriter's apostrophe (') where print has ’."
        yield _problem(language, "apostrophe", ", ".join(found[:5]), message, "Write ’ in its place.")


def _problem(language: str, rule: str, words: str, message: str, hint: str) -> Problem:
    place = Place(f"layouts/strings/{language}.yaml", words=words)
    return Problem(rule, place, message, hint, Grade.WARNING, subject=OfLayout())
