"""What all topics share, on its way to a translator and back: `library.yaml` -> `library.cy.yaml`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from press.model import Contact, Progress, SourcePassage, plain
from press.prose import forms
from press.prose.texts import rewritten
from press.reader import borrowed
from press.reader.publishers import Publishers
from press.reader.shared import Shared
from press.review.translations import inline, recording
from press.review.translations.jobs import SHARED, Job, Unit, units

_OWN = ("phone", "email", "url", "checked")
"""What a contact may have of its own in another language, and no translator writes."""


def job(shared: Shared, to: str, then: tuple[SourcePassage, ...] = ()) -> Job:
    """The texts of `library.yaml` for a language, with the translation that there is; ``then`` is what that was made
    from."""
    before, there = {passage.key: passage for passage in then}, _said(shared.translations.get(to), shared, then)
    found = tuple(
        _filled(unit, before.get(unit.segment.key), there) for unit in units(tuple(borrowed.segments(shared)))
    )
    return Job(SHARED, "library", shared.language, to, found)


def _said(translated: Shared | None, shared: Shared, then: tuple[SourcePassage, ...]) -> dict[str, str]:
    """What a translation says of its own, by the keys of the original."""
    if not translated:
        return {}
    originals = {segment.key: segment.text for segment in borrowed.segments(shared)}
    ours = [segment for segment in borrowed.segments(translated) if not segment.key.startswith("term.")]
    found = {segment.key: segment.text for segment in ours if segment.text != originals.get(segment.key)}
    added = [entry for name, entry in translated.glossary.items() if entry and name not in shared.glossary]
    named = [passage.key for passage in then if passage.key.startswith("term.") and passage.key.endswith(".name")]
    if len(added) == len(named):  # terms are called otherwise in each language: they are taken in their order
        for key, entry in zip(named, added, strict=True):
            found |= {key: entry.term, key.removesuffix(".name"): plain(entry.meaning)}
    return found


def _filled(unit: Unit, was: SourcePassage | None, there: Mapping[str, str]) -> Unit:
    text = there.get(unit.segment.key)
    if not text:
        return unit
    same = was is None or was.text == unit.segment.text
    progress = (was.progress if was else Progress.DONE) if same else Progress.DOUBTFUL
    target: inline.Pieces = (text,)
    if unit.segment.markdown:
        there_now = inline.apart(replace(unit.segment, text=text))
        target = inline.renumbered(unit.source, there_now) or there_now
    return replace(unit, target=target, progress=progress, earlier="" if same or not was else was.text)


def written(shared: Shared, came: Job) -> str:
    """The YAML of `library.cy.yaml`: what is translated; what is not is as in `library.yaml`."""
    done = {unit.segment.key: inline.words(unit.target) for unit in came.units if unit.target}
    named = {key: words for key, words in done.items() if key.endswith(".name") and key.removesuffix(".name") in done}
    texts = {
        unit.segment.key: inline.together(
            inline.led(unit.target, lambda address: _led(address, named)), markdown=unit.segment.markdown
        )
        for unit in came.units
        if unit.target
    }
    return "\n".join(("# Translated from library.yaml.", *_lines(shared, came.to, texts))) + "\n"


def _lines(shared: Shared, to: str, texts: Mapping[str, str]) -> Iterator[str]:
    if "publisher" in texts:
        yield f"publisher: {_quoted(texts['publisher'])}"
    others = [id_ for id_ in shared.publishers if f"publisher.{id_}" in texts]
    own = shared.translations[to].publishers if to in shared.translations else {}
    if address := _other_address(own, shared.publishers, ""):
        yield f"address: {address}"
    yield from ["publishers:"] if others else []
    for id_ in others:
        yield f"  {id_}:"
        yield f"    name: {_quoted(texts[f'publisher.{id_}'])}"
        if address := _other_address(own, shared.publishers, id_):
            yield f"    address: {address}"
    before = shared.translations[to].contacts if to in shared.translations else {}
    contacts = [name for name in shared.contacts if f"contact.{name}.name" in texts]
    yield from ["contacts:"] if contacts else []
    for name in contacts:
        yield f"  {name}:"
        for kind in ("name", "description", "hours"):
            if f"contact.{name}.{kind}" in texts:
                yield f"    {kind}: {_quoted(texts[f'contact.{name}.{kind}'])}"
        yield from _kept(before.get(name), shared.contacts[name])
    terms = [key for key in texts if key.startswith("term.") and f"{key}.name" in texts]
    yield from ["glossary:"] if terms else []
    yield from (f"  {_quoted(texts[f'{key}.name'])}: {_quoted(texts[key])}" for key in terms)
    passages = [name for name in shared.passages if f"passage.{name}.1" in texts]
    yield from ["passages:"] if passages else []
    yield from (f"  {name}: {_quoted(_in_place(shared, name, texts))}" for name in passages)
    if "formats" in texts:
        yield f"alternative_formats: {_quoted(texts['formats'])}"


def _other_address(own: Publishers, common: Publishers, id_: str) -> str:
    """A publisher's address as YAML, where it is another in this language than in the library's own."""
    there, here = common.get(id_), own.get(id_)
    same = not here or not there or here.address == there.address
    return "" if same or not here else f"[{', '.join(map(_quoted, here.address))}]"


def _led(address: str, named: Mapping[str, str]) -> str:
    """Where a link leads in the translation: a term may have another name there."""
    scheme, _, target = address.partition(":")
    name = named.get(f"term.{target}.name", "") if scheme == "term" else ""
    return f"term:{forms.term_id(name)}" if name else address


def _in_place(shared: Shared, name: str, texts: Mapping[str, str]) -> str:
    """A passage with what is translated of it in its places."""
    passage, numbers = shared.passages[name], count(1)
    return (
        rewritten(passage.text, lambda leaf: texts.get(f"passage.{name}.{next(numbers)}", leaf.text)) if passage else ""
    )


def _kept(before: Contact | None, original: Contact | None) -> Iterator[str]:
    """What a contact has in another language that differs from the library's own file."""
    for key in _OWN:
        value = getattr(before, key, "")
        if value and original and value != getattr(original, key):
            yield f"    {key}: {_quoted(str(value))}"


def record(shared: Shared, came: Job | None = None) -> str:
    """The file of what `library.cy.yaml` was translated from: all of it, or as far as it ``came`` back."""
    progress = {unit.segment.key: unit.progress for unit in came.units} if came else {}
    made_from = recording.source("", shared.language, borrowed.segments(shared), progress)
    return recording.written(made_from)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
