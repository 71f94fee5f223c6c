"""What people have said of an edition, in a file beside it that `questions` writes: answers, and comments."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Answer, Comment
from press.reader import shapes
from press.reader.record import Record
from press.source import Value

SUFFIX = ".review.yaml"
_ANSWERS = {"yes": True, "no": False}


def read(value: Value, printable: frozenset[int] = frozenset()) -> Iterator[Answer | Comment]:
    """The questions that have been answered, and the comments; a question without an answer is left out, and stays
    open."""
    record = Record.of(value, printable, shapes.ANSWERS)
    yield from _answers(record)
    yield from _comments(record)


def _answers(record: Record) -> Iterator[Answer]:
    for item in record.items("questions"):
        of = Record.of(item, record.printable)
        if "answer" not in of:
            continue
        answer, who, date = of.choice("answer"), of.said("who"), of.date("date")
        if not (who and date):
            message = "This is answered, and does not say by whom and when."
            item.fault("review-answer", message, "Write `who:` and `date:`.", words=answer)
        elif answer and "id" in of and "fingerprint" in of:
            yield Answer(of["id"].text(), _ANSWERS[answer], who, date, of["fingerprint"].text(), of.said("words"))


def _comments(record: Record) -> Iterator[Comment]:
    met: set[str] = set()
    for item in record.items("comments"):
        of = Record.of(item, record.printable)
        id_, who, date, words = of.said("id"), of.said("who"), of.date("date"), of.said("words")
        if id_ in met:
            message = "Two comments have the same id, so that an answer could mean either."
            item.fault("comment-id", message, "Give one of them another number.", words=id_)
        elif id_ and who and date and words:
            met.add(id_)
            yield Comment(id_, who, date, of.said("passage"), words)
