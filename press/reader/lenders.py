"""What an edition borrows from outside its own file, each by a name, and its digest as of today.

publisher           the library's publisher, and how to ask for other formats
language            the language of an edition whose file does not say it
translation         what an edition was translated from, and what that says today
standing            whether a newer edition has come
contact helpline    a contact of the library, and its place in the register
lexicon             how words are said aloud, in all languages
term lymph-node     a term of the library's glossary
passage call-999    a passage of the library
picture knee.svg    a picture in the topic's folder
topic hip           another topic's title and address
address hip         another topic's address alone
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from press import digest
from press.model import SignatureKind
from press.reader import easy
from press.reader.borrowed import DRAWING, TERM
from press.reader.shared import Shared
from press.reader.topics import Script, Topic, Topics

_PRINTED = (SignatureKind.CLINICAL, SignatureKind.BRAILLE, SignatureKind.SCRIPT)
"""The signatures that documents tell of."""
ALWAYS = frozenset({"publisher", "language", "lexicon", "signatures", "standing", "translation"})
"""What every edition borrows."""


@dataclass(frozen=True, eq=False)
class Lenders:
    """Who lends to editions."""

    topics: Topics
    shared: Shared
    _digests: dict[tuple[str, str], str] = field(default_factory=dict)

    def digests(self, script: Script, names: Iterable[str]) -> dict[str, str]:
        """The digest of each thing that an edition borrows. What is not there is as different from
        what was there as any other."""
        return {name: self._digest(script, name) for name in sorted(names)}

    def _digest(self, script: Script, name: str) -> str:
        kind, _, key = name.partition(" ")
        topic = self.topics.by_name[script.topic]
        match kind:
            case "standing":
                return topic.standing(script).value
            case "signatures":
                return digest.of(tuple(each for each in script.signatures if each.kind in _PRINTED))
            case "language":
                return script.language
            case "translation":
                return self._original(script, topic)
            case "picture":
                return topic.pictures.digest(key)
        place = (script.language, name)
        if place not in self._digests:
            self._digests[place] = digest.of(self._lent(kind, key, script.language))
        return self._digests[place]

    def _original(self, script: Script, topic: Topic) -> str:
        """What a translation was made from, as it is today: its file, and what that borrows."""
        original, source = topic.original(script), script.source
        if not original:
            return digest.of(source)
        drawn = source and any(passage.key.startswith(DRAWING) for passage in source.passages)
        pictures = tuple(map(topic.pictures.digest, sorted(topic.pictures.paths))) if drawn else ()
        terms = source and any(passage.key.startswith(TERM) for passage in source.passages)
        glossary = tuple(self.shared.spoken(original.language).glossary.items()) if terms else ()
        told = easy.lent(original, self.shared.spoken(original.language)) if script.told else {}
        return digest.of((source, original.data, original.status, pictures, glossary, told))

    def _lent(self, kind: str, key: str, language: str) -> object:
        addresses, shared = self.topics.addresses(language), self.shared.spoken(language)
        match kind:
            case "publisher":
                return (
                    tuple(shared.publishers.items()),
                    shared.alternative_formats,
                    shared.language,
                    shared.behind_printed,
                    shared.contacts_apart,
                    shared.passages_apart,
                    shared.lagging.get(kind),
                )
            case "lexicon":
                return self.shared.lexicons
            case "contact":
                place = [*shared.contacts].index(key) if key in shared.contacts else None
                return place, shared.contacts.get(key), shared.lagging.get(f"{kind} {key}")
            case "term":
                return shared.glossary.get(key), shared.lagging.get(f"{kind} {key}")
            case "passage":
                passage = shared.passages.get(key)
                signed = frozenset(fingerprint for name, fingerprint in shared.passages_signed if name == key)
                return passage and passage.text, shared.lagging.get(f"{kind} {key}"), signed
            case "topic" if key in addresses:
                return self.topics.title(key, language), addresses[key]
            case "address":
                return addresses.get(key)
        return None
