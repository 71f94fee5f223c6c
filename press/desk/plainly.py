"""What is wrong, said to people who see fields and pages, and neither files nor commands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from press.problems import Problem


class English(str):
    """What the press itself says, whatever language the desk speaks: pages mark it as English (WCAG 2.2, 3.1.2)."""

    __slots__ = ()
    lang = "en"


_SAID = {
    "Add `alt:`, or `decorative: true`.": "Write what it says to people who cannot see it, or that it tells nothing.",
    "Add `credit:` with its `text:`, or `own: true`.": "Write whom to name, or say that the picture is your own.",
    "Write both `logo:` and `logo_alt:`, or neither.": "Choose the logo’s file and write what it says, or neither.",
    "Write at least one, with `heading:` and `body:`.": "A leaflet has at least one, with a heading and a text.",
    "Say it in the text, or in `references:`.": "Say it in the text.",
    "Write it in words, or add a font that has it to `fonts/`.": "Write it in words.",
}
"""Hints of the reader's, each with what it comes to at the desk."""

_WORDS = (
    (r"`!\[\]\(figure:id\)`", "the picture’s mark, as in ![](figure:knee),"),
    (r"`long_description:`", "its longer description"),
    (r"`heading:`", "heading"),
    (r"`figures:`", "the pictures"),
    (r"`glossary:`", "the words that are explained"),
    (r"`alt:`", "what the picture shows"),
    (r"\b[\w-]+/([\w-]+)/(\d[\w.-]*?)(?:\.([\w-]+))?\.yaml\b", r"the edition \2 of \1"),
    (r"`(\w+):`", r"“\1”"),
    (r"\blibrary(?:\.\w+)?\.yaml\b", "“Contacts, and words that are explained”"),
    (r", or rename the file\b", ""),
)
"""Words for files and their keys, each with what the desk calls it."""
_WORDS_OF = tuple((re.compile(pattern), said) for pattern, said in _WORDS)

_TECHNICAL = re.compile(
    r"\.ya?ml\b|`?fonts/|\bfiles?\b|\bfolder|\bkeys?\b"
    r"|: (?:sign|build|next|questions|translate|answers) |`(?:sign|translate|build|questions)\b|--\w"
)
"""What only whoever looks after the files can do something about."""
_OPTION = re.compile(r"(?<![\w-])--\w")
_ASK = "Ask whoever looks after the library."
_FOR_OTHERS = "Whoever looks after the library’s files can mend it:"


def hint(problem: Problem) -> str:
    """How a problem is mended at the desk; what cannot be done there is said to be for others, and is not left out."""
    if problem.hint in _SAID:
        return _SAID[problem.hint]
    said = _worded(problem.hint)
    return f"{_FOR_OTHERS} {problem.hint}" if _TECHNICAL.search(said) else said


def sentence(problem: Problem) -> English:
    """What is wrong, of which words, and how to mend it."""
    words = f" [{problem.place.words}]" if problem.place.words else ""
    return English(f"{_worded(problem.message)}{words} {hint(problem)}")


def sentences(problems: Iterable[Problem]) -> list[English]:
    return list(map(sentence, problems))


def told(text: str) -> English:
    """A sentence that says why something cannot be done, without the options of commands that would help there."""
    sentences = re.split(r"(?<=[.?!]) ", text)
    kept = [each for each in sentences if not _OPTION.search(each)]
    return English(" ".join(kept if len(kept) == len(sentences) else [*kept, _ASK]))


def _worded(text: str) -> str:
    for pattern, said in _WORDS_OF:
        text = pattern.sub(said, text)
    return text
