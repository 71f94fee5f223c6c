"""The file of questions about an edition that a person answers, and what is still to be answered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from press.model import Answer, Comment, Edition, Library, PartialDate, Standing
from press.problems import Grade, OfTopic, Place, Problem
from press.questions import Question, answered, ask, open_questions
from press.review import choosing

HEADER = """# What software cannot tell. Answer with yes or no, and say who you are and which day it is:
#   answer: yes
#   who: Dr A. Example
#   date: 2026-11-21
# `questions` writes this file anew: answers stay, what has changed is asked again.
questions:
"""


_NAMED = 5
"""How many open questions are named."""


def written(edition: Edition) -> str:
    """The file of an edition's questions, with the answers that hold, and of what people have said of it."""
    comments = "".join(map(_comment, edition.comments))
    return (
        HEADER
        + "".join(_entry(question, answer) for question, answer in answered(edition))
        + (f"comments:\n{comments}" if comments else "")
    )


def commented(edition: Edition, who: str, date: PartialDate, passage: str, words: str) -> Edition:
    """An edition with one more comment; it is an open question until somebody answers that it is settled.

    The edition as it is where the same is an open question already: a form may have been sent twice.
    """
    ids = [int(each.id) for each in edition.comments if each.id.isdecimal()]
    comment = Comment(str(max(ids, default=0) + 1), who, date, passage, words)
    waiting = {question.id for question in open_questions(edition)}
    if any(replace(comment, id=each.id) == each and f"comment-{each.id}" in waiting for each in edition.comments):
        return edition
    return replace(edition, comments=(*edition.comments, comment))


def check(library: Library, folder: str) -> Iterator[Problem]:
    """What is open, and what was answered with no, in the current editions. ``folder`` is the library's name."""
    for edition in (edition for edition in library.editions if edition.standing is Standing.CURRENT):
        place, subject = Place(f"{folder}/{edition.file}.yaml"), OfTopic.of(edition)
        found = {question.id: question for question in ask(edition)}
        if names := [question.id for question in open_questions(edition)]:
            message = f"A person must look: {len(names)} open question{'' if len(names) == 1 else 's'}."
            hint = f"Write them with: questions {edition.topic}{choosing.options(library, edition)}. Then answer them."
            yield Problem(
                "review-open",
                Place(place.file, words=", ".join(names[:_NAMED]) + (", …" if names[_NAMED:] else "")),
                message,
                hint,
                Grade.QUESTION,
                subject=subject,
            )
        for answer in edition.answers:
            asked = found.get(answer.id)
            if asked and asked.fingerprint == answer.fingerprint and not answer.yes:
                message = f"{answer.who} answered no on {answer.date}: {asked.text}"
                hint = "Mend it; then it is asked again."
                yield Problem("review-no", place, message, hint, Grade.WARNING, subject=subject)


def _entry(question: Question, answer: Answer | None) -> str:
    facts: dict[str, str | None] = {
        "id": question.id,
        "question": question.text,
        "answer": ("yes" if answer.yes else "no") if answer else None,
        "who": answer.who if answer else None,
        "date": str(answer.date) if answer else None,
        "fingerprint": question.fingerprint,
    }
    if answer and answer.words:
        facts["words"] = answer.words
    return _listed(facts)


def _comment(comment: Comment) -> str:
    passage = {"passage": comment.passage} if comment.passage else {}
    return _listed({"id": comment.id, "who": comment.who, "date": str(comment.date), **passage, "words": comment.words})


def _listed(facts: Mapping[str, str | None]) -> str:
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    return "  - " + "\n    ".join(lines) + "\n"
