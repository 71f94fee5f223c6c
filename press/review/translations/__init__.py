"""Translations: whether they say what the edition says that they were made from, and the way to a translator and back.

recording   what a translation was made from, as the file beside it keeps it
confirming  whether somebody may say that a translation says what the original says today
jobs        the passages of an edition for a translator, each with what is to be known of it
common      what all topics share, there and back
drawn       the words of drawings, and drawings with others
inline      a passage's marks, numbered, so that none is lost
xliff, po   a job as a file, and what came back of it
returned    the same, whatever the format
bringing    what came back -> a translated edition, with an account of what is not done
writing     the YAML of a translated edition
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press.layout import Layouts, Strings, kit
from press.manuscript import section_texts
from press.model import Edition, Library, Progress, Standing, plain
from press.problems import Grade, OfTopic, Place, Problem

_IN_USE = (Standing.CURRENT, Standing.DRAFT)


def check(library: Library, layouts: Layouts, folder: str, grade: Grade = Grade.WARNING) -> Iterator[Problem]:
    """What is wrong with translations that are in use or in work; ``folder`` is what problems call the library's,
    ``grade`` that of a translation in use that lacks what may harm."""
    for edition in library.editions:
        if edition.standing in _IN_USE:
            about = _About(edition, folder)
            yield from about.stringless(layouts)
            yield from about.typed()
            if edition.translated:
                yield from about.sourceless(library.editions)
                yield from about.behind(grade)
                yield from about.unfinished()


def harmful(library: Library, folder: str) -> Iterator[Problem]:
    """The translations in use that lack what may harm, as errors."""
    for edition in library.editions:
        if edition.behind and edition.behind.harmful and edition.standing is Standing.CURRENT:
            yield from _About(edition, folder).behind(Grade.ERROR)


def _texts(edition: Edition) -> Iterator[str]:
    """What an edition says, passage by passage."""
    yield from (edition.title, edition.subtitle, plain(edition.summary))
    yield from (text for entry in edition.glossary for text in (entry.term, plain(entry.meaning)))
    nothing: dict[str, str] = defaultdict(str)
    for section in edition.sections:
        yield from section_texts(section, Strings(edition.language, nothing, (), ()))


@dataclass(frozen=True, slots=True)
class _About:
    """The problems of one edition."""

    edition: Edition
    folder: str

    def problem(self, rule: str, message: str, hint: str, grade: Grade, words: str = "") -> Problem:
        place = Place(f"{self.folder}/{self.edition.file}.yaml", words=words)
        return Problem(rule, place, message, hint, grade, subject=OfTopic.of(self.edition))

    @property
    def named(self) -> str:
        return f"{self.edition.topic} --to {self.edition.language}"

    def stringless(self, layouts: Layouts) -> Iterator[Problem]:
        """A language in which no document can be made: the words that no author writes are missing."""
        language = self.edition.language
        if layouts and not layouts.strings_for(language):
            first = language.partition("-")[0]
            message = f"No document can be made of it: the words that no author writes are missing in `{language}`."
            hint = f"Write them with: language {first}. Then have layouts/strings/{first}.yaml translated."
            current = self.edition.standing is Standing.CURRENT
            yield self.problem("no-strings", message, hint, Grade.ERROR if current else Grade.WARNING)

    def typed(self) -> Iterator[Problem]:
        """Apostrophes as a typewriter has them, in a language of which many words have one."""
        if self.edition.language.partition("-")[0] not in kit.APOSTROPHES:
            return
        found = [match for text in _texts(self.edition) if (match := kit.TYPED.search(text))]
        if found:
            first = found[0]
            words = first.string[max(0, first.start() - 20) : first.end() + 20]
            message = f"Typewriter's apostrophes (') stand in {len(found)} of its passages, where print has ’."
            yield self.problem("apostrophe", message, "Write ’ in their place.", Grade.WARNING, words)

    def sourceless(self, editions: Iterable[Edition]) -> Iterator[Problem]:
        """A translation of which nobody has said what it was made from."""
        of_topic = (other for other in editions if other.topic == self.edition.topic and not other.translated)
        if not self.edition.source and any(of_topic):
            message = "Nobody has said which edition this was translated from, so nobody is told when that changes."
            hint = f"Compare the two, then: translate confirm {self.named}."
            yield self.problem("translation-source", message, hint, Grade.WARNING)

    def behind(self, grade: Grade) -> Iterator[Problem]:
        if self.edition.behind and self.edition.source:
            source = self.edition.source
            behind = f"The translation is behind {source.edition} ({source.language}), which it was made from."
            hint = (
                f"Have it translated: translate export {self.named}. "
                f"Or, if it says all this already: translate confirm {self.named}."
            )
            message = f"{behind} Since then {'; '.join(self.edition.behind.changes)}."
            harms = self.edition.behind.harmful and self.edition.standing is Standing.CURRENT
            yield self.problem("translation-behind", message, hint, grade if harms else Grade.WARNING)

    def unfinished(self) -> Iterator[Problem]:
        found = self.edition.source.unfinished if self.edition.source else ()
        if found:
            doubtful = sum(passage.progress is Progress.DOUBTFUL for passage in found)
            message = f"Of its passages {len(found) - doubtful} are untranslated and {doubtful} doubtful."
            hint = "It cannot be approved before they are done: `translate import`, or `translate confirm`."
            yield self.problem("unfinished", message, hint, Grade.WARNING, found[0].text[:60])
