"""What only a person can tell of an edition, asked as short questions, and again only for what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press.model import Answer, Comment, Edition, figures_once, plain, tables

_NAMED = 5
"""How many empty cells of a table are named."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to be answered with yes or no, if all is well with yes.

    ``id`` is unique in an edition; ``fingerprint`` that of the thing it asks about.
    """

    id: str
    text: str
    fingerprint: str


def ask(edition: Edition) -> Iterator[Question]:
    """Every question about an edition, in reading order (Matterhorn Protocol 1.02, its human checks)."""
    headings = [plain(section.heading) for section in edition.sections]
    text = f"Read the transcript: is this the order to read it in? {'; '.join(headings)}"
    yield Question("order", text, _digest(*headings))
    for figure in figures_once(edition.sections):
        if not figure.decorative:
            picture = _digest(*(drawn.original or drawn.data for drawn in figure.drawn))
            text = f"Does this say what the picture {figure.picture.name} shows, and all that matters? “{figure.alt}”"
            yield Question(f"alt-{figure.id}", text, _digest(picture, figure.alt))
            text = f"Can the picture {figure.picture.name} be understood by somebody who sees no colours?"
            yield Question(f"colour-{figure.id}", text, picture)
    yield from _empty_cells(edition)
    yield from _untold(edition)
    for entry in edition.glossary:
        meaning = plain(entry.meaning)
        text = f"Is this the plain meaning of “{entry.term}”? “{meaning}”"
        yield Question(f"word-{entry.id}", text, _digest(entry.term, meaning))
    yield from of_comments(edition.comments)


def of_comments(comments: Iterable[Comment]) -> Iterator[Question]:
    """Whether what people have said of an edition's words is settled."""
    for each in comments:
        of = f" of “{each.passage}”" if each.passage else ""
        text = f"{each.who} says{of}: “{each.words}” Is this settled?"
        yield Question(f"comment-{each.id}", text, _digest(each.id, each.who, str(each.date), each.passage, each.words))


_UNTOLD = {
    "number": "Easy Read leaves out the number {number}: “{words}”",
    "warning": "This is a warning, and Easy Read has to give it: “{words}”",
    "contact": "Easy Read does not name somebody to turn to: “{words}”.",
    "section": "Easy Read does not say that it tells the section “{words}”.",
}


def _untold(edition: Edition) -> Iterator[Question]:
    """Of an edition in Easy Read, whether its readers have what they need of each fact that it may lack."""
    for fact in edition.untold:
        said = _UNTOLD[fact.kind].format(number=fact.number, words=fact.words)
        mark = _digest(fact.kind, fact.number, fact.words)
        yield Question(f"easy-{fact.kind}-{mark[:8]}", f"{said} Do its readers have all that they need of it?", mark)


def _empty_cells(edition: Edition) -> Iterator[Question]:
    """Of each table with a cell in which nothing stands, whether that is meant."""
    for number, (section, table) in enumerate(tables(edition.sections), 1):
        empty = [
            f"{plain(row[0])}: {plain(head)}"
            for row in table.rows
            for head, cell in zip(table.head, row, strict=True)
            if not cell
        ]
        if empty:
            caption, more = plain(table.caption), len(empty) - _NAMED
            named = "; ".join(empty[:_NAMED]) + (f"; and {more} more" if more > 0 else "")
            text = f"Are these cells of the table “{caption}” meant to be empty? {named}. They say “none given”."
            words = (plain(cell) for row in (table.head, *table.rows) for cell in row)
            yield Question(f"cells-{section.id}-{number}", text, _digest(caption, *words))


def asked(edition: Edition) -> tuple[tuple[str, str], ...]:
    """The id of each question about an edition, with the fingerprint of the thing that it asks about."""
    return tuple((question.id, question.fingerprint) for question in ask(edition))


def tally(questions: Iterable[tuple[str, str]], answers: Iterable[Answer]) -> tuple[int, int]:
    """How many of the questions `asked` nobody has answered for the thing as it is, and how many with no."""
    said = {(answer.id, answer.fingerprint): answer.yes for answer in answers}
    found = [said.get(question) for question in questions]
    return found.count(None), found.count(False)


def answered(edition: Edition) -> tuple[tuple[Question, Answer | None], ...]:
    """Every question about an edition, with the answer for the thing as it is; None where nobody has answered."""
    answers = {(answer.id, answer.fingerprint): answer for answer in edition.answers}
    return tuple((question, answers.get((question.id, question.fingerprint))) for question in ask(edition))


def open_questions(edition: Edition) -> tuple[Question, ...]:
    """Those that nobody has answered for the thing as it is."""
    return tuple(question for question, answer in answered(edition) if not answer)


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8) + data)
    return digest.hexdigest()[:16]
