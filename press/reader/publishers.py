"""Who publishes leaflets: the library's own publisher, and the others that it names under ``publishers``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.problems import Grade, errors, nearest
from press.reader.record import Record
from press.reader.topics import Script, Topic
from press.source import Value


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a leaflet; ``id`` is empty for the library's own publisher. ``address`` is in lines.

    ``borrowed``: the library has no name for it in this language, and it goes by the one that it has in the library's.
    """

    id: str
    name: str
    address: tuple[str, ...] = ()
    borrowed: bool = False


Publishers = Mapping[str, Publisher | None]
"""By their ids, the library's own by an empty one; None for one that is refused."""


def read(record: Record) -> dict[str, Publisher | None]:
    """The publishers that `library.yaml` names, or the same in another language, where names may be left out."""
    found: dict[str, Publisher | None] = {"": Publisher("", record.line("publisher"), record.lines("address"))}
    for name, value in record.entries("publishers"):
        before = len(value.problems)
        of = Record.of(value, record.printable)
        id_ = name.scalar or ""
        made = Publisher(id_, of.line("name"), of.lines("address"))
        found[id_] = None if errors(value.problems[before:]) else made
    return found


def spoken(common: Publishers, own: Publishers) -> dict[str, Publisher | None]:
    """The publishers in another language: what is left out is as in the library's own file."""
    found = dict(common)
    for id_, original in common.items():
        if original:
            publisher = own.get(id_) or Publisher(id_, "")
            address = publisher.address or original.address
            found[id_] = Publisher(id_, publisher.name or original.name, address, borrowed=not publisher.name)
    return found


def unknown(record: Record, common: Publishers) -> None:
    """Report the publishers of a library's file in another language that the library does not have."""
    for name, _ in record.entries("publishers"):
        if (name.scalar or "") not in common:
            message = f"library.yaml has no publisher `{name.scalar}`."
            name.fault("unknown-publisher", message, nearest(name.scalar or "", common), words=name.scalar or "")


def of(record: Record, script: Script, topic: Topic, known: Publishers, value: Value) -> Publisher:
    """Who publishes an edition: whom it names; of a translation that names nobody, who publishes its original; else the
    library."""
    original = topic.original(script)
    inherited = original.publisher if original else ""
    named = record.found["publisher"].text() if "publisher" in record else inherited
    at = record.found.get("publisher", value)
    if named in known and original and named != inherited:
        message = f"The original of this translation is published by `{inherited or 'the library'}`."
        hint = "Take the line out: a translation has the publisher of its original."
        at.fault("publisher", message, hint, words=named)
    if named not in known:
        message = f"There is no publisher `{named}` in library.yaml."
        at.fault("unknown-publisher", message, nearest(named, [id_ for id_ in known if id_]), words=named)
    elif not known[named]:
        message = f"The publisher `{named}` is refused in library.yaml."
        at.fault("refused-in-library", message, "Mend it there.", words=named)
    return known.get(named) or Publisher("", "")


def warn_of_borrowed(publisher: Publisher, script: Script, at: Value) -> None:
    """A publisher's name in another language than the leaflet's."""
    if publisher.borrowed:
        tag = script.language.partition("-")[0]
        message = f"The publisher has no name in this language, so the leaflet says “{publisher.name}”."
        keys = f"`publishers: {{{publisher.id}: {{name: …}}}}`" if publisher.id else "`publisher:`"
        hint = f"Write {keys} in library.{tag}.yaml; if the name is the same in this language, write it again."
        at.fault("translation-lacks", message, hint, words=publisher.name, grade=Grade.WARNING)
