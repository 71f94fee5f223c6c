"""What a person has to decide of a draft: questions that stand as comments in its file, until they are settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from press import digest
from press.review import wording

_QUESTION = re.compile(r"[ \t]*# Question \((?P<place>.*?)\): (?P<words>.*\S)[ \t\r]*")
"""As `import` and `merge` write them."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A question: ``words``, of what (``place``), and the ``key`` of the field that it stands above, empty for none.

    ``id`` is of its place and words: what is asked twice of one place is settled at once. ``line`` is its line in the
    file, from 1.
    """

    id: str
    place: str
    words: str
    key: str
    line: int


def undecided(text: str) -> tuple[Undecided, ...]:
    """The questions in an edition's YAML, in their order; none of what is no YAML."""
    fields, found = wording.fields(text), []
    for number, question in _comments(text):
        id_ = digest.of((question["place"], question["words"]))
        key = next((each.key for each in fields if each.line > number), "")
        found.append(Undecided(id_, question["place"], question["words"], key, number))
    return tuple(found)


def settled(text: str, id_: str) -> str:
    """The YAML without the line of a question, all else letter by letter; as it is where nothing asks that."""
    lines = text.split("\n")
    gone = {each.line for each in undecided(text) if each.id == id_}
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in gone)


def _comments(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that are comments and ask something, with their numbers; none within a value of several lines."""
    try:
        values = [token for token in yaml.scan(text) if isinstance(token, yaml.ScalarToken)]
    except yaml.YAMLError:
        return
    within = {number for each in values for number in range(each.start_mark.line + 1, _after(each) + 1)}
    for number, line in enumerate(text.split("\n"), 1):
        question = _QUESTION.fullmatch(line)
        if question and number not in within:
            yield number, question


def _after(value: yaml.ScalarToken) -> int:
    """The last line of a value, from 1."""
    line, column = int(value.end_mark.line), int(value.end_mark.column)
    return max(int(value.start_mark.line) + 1, line + (column > 0))
