"""Whether somebody may say of a translation that it says what the original says today."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Edition
from press.problems import OfTopic, Place, Problem
from press.prose import forms
from press.reader import Catalogue, agreeing
from press.review.translations.recording import source


def check(translation: Edition, original: Edition, catalogue: Catalogue, folder: str) -> Iterator[Problem]:
    """What stands against it: numbers that differ, and passages that were left in the original's language."""
    if forms.is_easy(translation.language):
        return  # what it lacks is asked of a person (`press.questions`)
    file = f"{folder}/{translation.file}.yaml"
    ours, theirs = catalogue.segments(original), catalogue.segments(translation)
    then = source(original.name, original.language, ours, {}).passages
    for found in agreeing.unexplained(then, theirs, translation, original.language):
        message = f"The numbers are not those of {original.name} ({original.language}): {found.words}."
        hint = "Mend the translation, or give the line and the reason under `differences:`."
        place = Place(file, found.pair.line, found.pair.now[:60])
        yield Problem("translation-numbers", place, message, hint, subject=OfTopic.of(translation))
    same = {segment.key: segment for segment in theirs}
    for passage in translation.source.unfinished if translation.source else ():
        now = same.get(passage.key)
        if now and now.text == passage.text:
            message = f"This passage is {passage.progress.value} still: it is in {original.language}."
            place = Place(file, now.line, now.text[:60])
            yield Problem("unfinished", place, message, "Translate it.", subject=OfTopic.of(translation))
