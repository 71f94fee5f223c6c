"""The words that no author writes, read: ``strings/<language>.yaml``, with every fault in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from press import source
from press.layout import dates, shapes
from press.layout.strings import Strings
from press.problems import Place, Problem
from press.source import Value

_BRACES = re.compile(r"\{\w+\}")


def read(files: Mapping[str, bytes], problems: list[Problem]) -> tuple[dict[str, Strings], dict[str, tuple[str, ...]]]:
    """All languages' strings; each has to have the keys that the English ones have. Those with keys that have no value
    yet are not among them: those keys, by language."""
    found: dict[str, Strings] = {}
    values: dict[str, Value] = {}
    for name, data in sorted(files.items()):
        folder, _, file = name.partition("/")
        value = source.read(data, f"layouts/{name}", problems) if folder == "strings" else None
        if value:
            values[file.removesuffix(".yaml")] = value
    if "en" not in values:
        hint = "Add layouts/strings/en.yaml."
        problems.append(Problem("strings", Place("layouts/strings"), "The English strings are missing.", hint))
        return found, {}
    english = {key: item.scalar or "" for key, item in values["en"].entries()}
    unfinished = {}
    for language, value in values.items():
        if blank := tuple(key for key, item in value.entries() if item.null and key not in shapes.OPTIONAL):
            unfinished[language] = blank
        else:
            found[language] = _of_language(language, value, english)
    return found, unfinished


def _of_language(language: str, value: Value, english: Mapping[str, str]) -> Strings:
    keys = value.record(shapes.strings(english))
    months, counters, limits, negations = (
        tuple(item.text() for item in keys.pop(key).items()) if key in keys else () for key in shapes.LISTS
    )
    tables = {key.removeprefix("braille_"): keys.pop(key).text() for key in shapes.TABLES if key in keys}
    alphabet = tuple(keys.pop("alphabet").text().split()) if "alphabet" in keys else ()
    voice = keys.pop("voice").text() if "voice" in keys else ""
    texts = {key: item.text() for key, item in keys.items()}
    for key, text in texts.items():
        if text and sorted(_BRACES.findall(text)) != sorted(_BRACES.findall(english[key])):
            message = f"`{key}` has not the same words in braces as the English."
            keys[key].fault("strings", message, f"Write it as in “{english[key]}”.", words=text)
    months = months or dates.months(language)[:12]
    if len(months) != 12:
        value.fault("strings", "There are not twelve months.", "List the twelve under `months`.")
    return Strings(language, texts, months, counters, alphabet, limits, negations, tables, voice)
