"""The answers to what only a person can tell of an edition, in a file beside it that `questions` writes."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Answer
from press.reader.record import Record
from press.source import Value

SUFFIX = ".review.yaml"
_ANSWERS = {"yes": True, "no": False}


def read(value: Value) -> Iterator[Answer]:
    """The questions that have been answered; one without an answer is left out, and stays open."""
    record = Record.of(value, ("questions",), (), frozenset())
    for item in record.items("questions"):
        of = Record.of(item, ("id", "question", "fingerprint"), ("answer", "who", "date", "words"), frozenset())
        if "answer" not in of:
            continue
        answer, who, date = of["answer"].choice(_ANSWERS), of.said("who"), of.date("date")
        if not (who and date):
            message = "This is answered, and does not say by whom and when."
            item.fault("review-answer", message, "Write `who:` and `date:`.", words=answer)
        elif answer and "id" in of and "fingerprint" in of:
            yield Answer(of["id"].text(), _ANSWERS[answer], who, date, of["fingerprint"].text(), of.said("words"))
