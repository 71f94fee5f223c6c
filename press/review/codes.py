"""What a code on a piece of paper means, and which codes to take off the shelves."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from press import imprint
from press.imprint import CHECK_LETTERS, LENGTHS, SYMBOLS
from press.model import Card, Edition, Library, Standing
from press.problems import OfLibrary, OfTopic, Place, Problem
from press.standing import Judgement, judge
from press.store import record

_ALIKE = ("0OQDPR", "1ILT7", "2Z7", "3E8B", "5S6G", "6GC", "8B36", "4A", "FEP", "HNM", "KX", "MNW", "UVW", "VYT", "79")
"""Signs that are taken for each other in handwriting, in small print or on the phone; some no code has."""


_SIGNS = f"[{SYMBOLS}{CHECK_LETTERS}]"
PRINTED = re.compile(rf"\b{_SIGNS}{{4}}(?:-{_SIGNS}{{4}}){{1,2}}(?![\w-])")
"""A code as it stands on paper."""


class Text(Protocol):
    """A text that was given out with a code: a line of the record, or of the library's ledger."""

    @property
    def code(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def edition(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Known:
    """A code that was given to a text, today or in what is on record, and what its paper is worth.

    ``judgement`` is that of its edition; None where that is gone: withdrawn, superseded where there is a
    ``successor``, the code to use in its place, or ``refused`` for its faults. ``changed`` is whether the words of a
    current edition have changed since it was printed. ``earlier`` is the shorter code that the same words had in print
    before, empty where there is none; ``file`` that of the edition, as in `press.model.Edition`, empty for a text that
    is only on record.
    """

    code: str
    topic: str
    edition: str
    language: str
    judgement: Judgement | None
    successor: str = ""
    earlier: str = ""
    file: str = ""
    changed: bool = False
    refused: bool = False

    @property
    def usable(self) -> bool:
        """Whether its paper may be handed out."""
        return bool(self.judgement and self.judgement.usable and not self.changed)

    @property
    def gone(self) -> bool:
        """Whether its paper is to be taken off the shelves."""
        if not self.judgement:
            return True
        return self.changed or self.judgement.worst in (Standing.SUPERSEDED, Standing.WITHDRAWN)

    @property
    def verdict(self) -> str:
        """What to do with its paper, in a few words."""
        return self.judgement.verdict if self.judgement and not self.changed else "do not use"

    @property
    def sentence(self) -> str:
        """The code, what to do with its paper, and why."""
        code = f"{self.code} (printed before as {self.earlier})" if self.earlier else self.code
        use = f" Use {self.successor}." if self.successor else ""
        return f"{code}: {self.verdict}. {self._why}{use}"

    @property
    def _why(self) -> str:
        of = f"{self.topic} {self.edition} ({self.language})"
        if self.changed:
            return f"It is an earlier text of {of}, which is in use with other words."
        if self.refused:
            return f"{of} has faults that stop it (`check` names them), so nobody can say how it stands."
        if not self.judgement:
            return f"{of} is {'superseded' if self.successor else 'withdrawn'}."
        return f"{of} is {self.judgement.why}."

    @property
    def text(self) -> tuple[str, str, str]:
        """Which edition it is a text of."""
        return self.topic, self.edition, self.language


Coded = Iterable[tuple[str, Edition | Card]]
"""Editions, each with its code."""


def coded(library: Library) -> Coded:
    """The editions of a library, each with the code of its words."""
    return ((imprint.code(edition), edition) for edition in library.editions)


def known(
    editions: Coded,
    entries: Iterable[Text],
    on: datetime.date | None = None,
    refused: Collection[OfTopic] = frozenset(),
) -> tuple[Known, ...]:
    """All codes of a library's editions, and those on record for texts that are gone, as they are judged on a day.

    A code is there twice where two texts have it. ``refused`` are the editions that have faults.
    """
    codes = [(code, imprint.earlier(code), edition) for code, edition in editions]
    current = {
        (edition.topic, edition.language): (code, edition)
        for code, _, edition in codes
        if edition.standing is Standing.CURRENT
    }
    found = {}
    for code, earlier, edition in codes:
        successor, _ = current.get((edition.topic, edition.language), ("", None))
        one = Known(
            code,
            edition.topic,
            edition.name,
            edition.language,
            judge(edition, on),
            "" if successor == code or edition.standing is Standing.DRAFT else successor,
            earlier,
            edition.file,
        )
        found[one.code, one.text] = found[one.earlier, one.text] = one
    for entry in entries:
        code, edition_now = current.get((entry.topic, entry.language), ("", None))
        changed = edition_now is not None and edition_now.name == entry.edition
        stopped = OfTopic(entry.topic, entry.edition, entry.language) in refused
        gone = Known(
            entry.code, entry.topic, entry.edition, entry.language, None, code, changed=changed, refused=stopped
        )
        found.setdefault((gone.code, gone.text), gone)
    return tuple(dict.fromkeys(found.values()))


def _by_code(codes: Iterable[Known]) -> Mapping[str, Sequence[Known]]:
    """What each code means, also as it was printed before."""
    found = defaultdict(list)
    for one in codes:
        found[one.code].append(replace(one, earlier=""))
        if one.earlier:
            found[one.earlier].append(replace(one, code=one.earlier, earlier=""))
    return found


def clashes(editions: Coded, entries: Iterable[Text], folder: str) -> Iterator[Problem]:
    """Codes that two texts have, of editions and on record: nobody could tell their paper apart.

    ``folder`` is what problems call the library's. A shorter code counts where it was published.
    """
    published = tuple(entries)
    printed = {entry.code for entry in published}
    for code, alike in sorted(_by_code(known(editions, published)).items()):
        ours = [one for one in alike if one.code in printed or len(code) == _LONGEST]
        if len({one.text for one in ours}) < 2:
            continue
        newest = max(ours, key=lambda one: (bool(one.file), one.edition))
        others = " and ".join(f"{one.topic} {one.edition} ({one.language})" for one in ours if one is not newest)
        place = Place(f"{folder}/{newest.file}.yaml" if newest.file else record.FILE, words=code)
        hint = "Change a word of it before it is printed: it then has another code. Take paper with this code back."
        subject = OfTopic(*newest.text) if newest.file else OfLibrary()
        yield Problem("code-twice", place, f"It has the same code as {others}.", hint, subject=subject)


_LONGEST = len(imprint.grouped("x" * max(LENGTHS)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a code means, or else what it may be a misreading of.

    There are several ``meanings`` where texts have the same code. ``code`` is as it is printed, or as it
    was typed where it could be none.
    """

    code: str
    meanings: tuple[Known, ...] = ()
    likely: tuple[Known, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether paper with this code may be handed out, whichever text it has."""
        return bool(self.meanings) and all(one.usable for one in self.meanings)


def look_up(text: str, codes: Iterable[Known]) -> Answer:
    """What a code means, however it was typed."""
    by_code, typed = _by_code(codes), _typed(text)
    code = imprint.grouped(typed) if len(typed) in LENGTHS else f"“{text}”"
    if code in by_code:
        return Answer(code, tuple(by_code[code]))
    likely = sorted(name for name in by_code if _may_be(typed, name.replace("-", "")))
    return Answer(code, (), tuple(one for name in likely for one in by_code[name]))


def fault(text: str) -> str:
    """What is wrong with a code in itself, in a sentence; empty if it could be one."""
    typed = _typed(text)
    if len(typed) not in LENGTHS:
        longest, shortest = LENGTHS
        return f"A code has {longest} letters and digits ({shortest} on older paper); this has {len(typed)}."
    strange = sorted(set(typed[:-1]) - set(SYMBOLS) | set(typed[-1]) - set(CHECK_LETTERS))
    if strange:
        return f"No code has {' or '.join(strange)} there."
    if imprint.check_letter(typed[:-1]) != typed[-1]:
        return "Its last letter does not fit the rest, so it was read or typed wrongly."
    return ""


def _typed(text: str) -> str:
    """The letters and digits of a code, also of one in an address that a QR code opened."""
    code = re.split("[&#]", text.upper().rpartition("CODE=")[2])[0]
    return "".join(letter for letter in code if letter.isalnum())


def _may_be(typed: str, code: str) -> bool:
    """Whether a code was read with one sign wrong, with signs that look alike, or with two exchanged."""
    if len(typed) != len(code):
        return len(typed) == len(code) - 1 and any(code[:at] + code[at + 1 :] == typed for at in range(len(code)))
    wrong = [(one, other) for one, other in zip(typed, code, strict=True) if one != other]
    if len(wrong) <= 1 or all(other in _readings(one) for one, other in wrong):
        return True
    return len(wrong) == 2 and wrong[0] == wrong[1][::-1]


def _readings(sign: str) -> str:
    return "".join(group for group in _ALIKE if sign in group)


def recall(topic: str, codes: Iterable[Known]) -> Iterator[Known]:
    """The codes of a topic whose paper is to be taken off the shelves."""
    return (known for known in codes if known.topic == topic and known.gone)
