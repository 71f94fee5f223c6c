"""The known keys of a mapping, each read by what it holds; what is missing reads as empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from press import phones, prose
from press.model import PartialDate, Text, Words
from press.prose import forms
from press.shape import Shape
from press.source import Value


@dataclass(frozen=True, slots=True)
class Record:
    """``printable`` holds the code points that the fonts have; empty is all."""

    value: Value
    found: dict[str, Value]
    printable: frozenset[int]

    @classmethod
    def of(cls, value: Value, printable: frozenset[int] = frozenset(), shape: Shape | None = None) -> Record:
        """The keys of a mapping by a shape, or by that of what it stands in; a problem for each that is unknown or
        missing."""
        return cls(value, value.record(shape), printable)

    def __contains__(self, key: str) -> bool:
        return key in self.found

    def __getitem__(self, key: str) -> Value:
        return self.found[key]

    def record(self, key: str) -> Record:
        """The mapping under a key. A missing one is empty, and no problem."""
        if key not in self.found:
            return Record(self.value, {}, self.printable)
        return Record.of(self.found[key], self.printable)

    def items(self, key: str) -> list[Value]:
        return self.found[key].items() if key in self.found else []

    def entries(self, key: str) -> Iterator[tuple[Value, Value]]:
        """The names under a key that the author made up, each with its value."""
        if key not in self.found:
            return
        mapping = self.found[key]
        for name, value in mapping.entries():
            yield Value(value.file, mapping.keys[name], value.problems, scalar=name), value

    def choice(self, key: str) -> str:
        return self.found[key].choice() if key in self.found else ""

    def flag(self, key: str) -> bool:
        return key in self.found and self.found[key].flag()

    def line(self, key: str) -> str:
        return prose.line(self.found[key], self.printable) if key in self.found else ""

    def said(self, key: str) -> str:
        """A text with any marks, as a person's name may have; empty where it is missing."""
        return prose.said(self.found[key], self.printable) if key in self.found else ""

    def words(self, key: str) -> Words:
        text = self.line(key)
        return (Text(text),) if text else ()

    def lines(self, key: str) -> tuple[str, ...]:
        return tuple(prose.line(item, self.printable) for item in self.items(key))

    def colour(self, key: str) -> str:
        return self.found[key].colour() if key in self.found else ""

    def web_address(self, key: str) -> str:
        hint = "Write it whole, as in https://example.org/page."
        return self._formed(key, forms.is_web_address, "web-address", "This is not a web address.", hint)

    def email(self, key: str) -> str:
        hint = "Write it as in help@example.org."
        return self._formed(key, forms.is_email, "email", "This is not an email address.", hint)

    def phone(self, key: str) -> str:
        hint = f"{phones.HINT} Opening hours go under `hours:`."
        return self._formed(key, phones.is_phone, "phone", "This is not a phone number.", hint)

    def language(self, key: str) -> str:
        return self._formed(key, forms.is_language, "language", "This is not a language tag.", forms.LANGUAGE_HINT)

    def date(self, key: str) -> PartialDate | None:
        """A date; None where it is missing or is none."""
        hint = "Write YYYY, YYYY-MM or YYYY-MM-DD."
        text = self._formed(key, forms.is_date, "date", "There is no such date.", hint)
        return forms.partial_date(text)

    def _formed(self, key: str, good: Callable[[str], bool], rule: str, message: str, hint: str) -> str:
        text = self.found[key].text() if key in self.found else ""
        if not text or good(text):
            return text
        self.found[key].fault(rule, message, hint, words=text)
        return ""
