"""The files of an evidence pack: the page as HTML and PDF, the facts as JSON, and the documents that they are about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from press import formats, imprint, manuscript, prose
from press.layout import Layout, Layouts
from press.manuscript import Kind, Part
from press.manuscript.fitting import fit
from press.manuscript.rewriting import Rewriter
from press.model import Edition, Foreign, Inline, Strong, Text, Words
from press.problems import Place, Problem, Refused, errors
from press.review.evidence import page
from press.review.evidence.criteria import standards
from press.review.evidence.judging import judge
from press.review.evidence.measuring import Evidence, Exhibit
from press.review.evidence.phrases import LANGUAGE
from press.store.output import Output

FOLDER = "evidence"
DOCUMENTS = "documents"
_PAGES = ("pdf", "html")
_PLACE = Place("layouts/strings")


def name(edition: Edition) -> str:
    """The name of an edition's pack, a folder in ``FOLDER``."""
    return f"{edition.topic}-{edition.file.rpartition('/')[2]}"


def files(evidence: Evidence, gaps: Sequence[Problem], layouts: Layouts, version: str) -> dict[str, bytes]:
    """The pages and the facts, by their names; ``version`` is that of the program.

    The pages pass the same checks as a leaflet. Raises Refused where one of them does not.
    """
    made = {
        f"evidence.{kind}": _page(evidence, gaps, _plain(formats.printable(layouts.plainest(kind))), kind, version)
        for kind in _PAGES
    }
    return {**made, "evidence.json": _facts(evidence, gaps, version)}


def _plain(layout: Layout) -> Layout:
    """The layout without type that is smaller than the body, so that no rule need be waived."""
    ratios = {**layout.type.ratios, "small": 1.0}
    return replace(layout, type=replace(layout.type, ratios=ratios), waivers={})


def documents(evidence: Evidence, output: Output) -> dict[str, bytes]:
    """Copies of the documents that were measured, by their paths in the pack."""
    paths = [exhibit.record.path for exhibit in evidence.measured]
    return {f"{DOCUMENTS}/{path.rpartition('/')[2]}": output.read(path) for path in paths}


def _page(evidence: Evidence, gaps: Sequence[Problem], layout: Layout, kind: str, version: str) -> bytes:
    strings = layout.strings_for(LANGUAGE)
    if not strings:
        raise Refused(
            [Problem("strings", _PLACE, "The layouts have no words in English.", "Add layouts/strings/en.yaml.")]
        )
    script = manuscript.compose(page.leaflet(evidence, gaps, version, strings), strings)
    parts = tuple(part for part in script.parts if part.kind is not Kind.ABOUT)
    parts = _Printed(layout.characters).parts(parts)
    own = replace(script, title=page.title(evidence.edition, strings), code=imprint.code(evidence.edition), parts=parts)
    fitted, form = fit(own, layout), formats.opened(kind)
    data = form.write(fitted, layout, {})
    problems = form.check(data, fitted, layout)
    if errors(problems):
        raise Refused(problems)
    return data


class _Printed(Rewriter):
    """Names the characters that the page's fonts lack: it quotes what no check has gone through, such as the names of
    files and what is wrong with a finished document."""

    def __init__(self, characters: frozenset[int]) -> None:
        self._characters = characters

    def parts(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(replace(part, section=self.section(part.section)) for part in parts)

    def words(self, words: Words) -> Words:
        return tuple(map(self._inline, words))

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Text(text):
                return replace(inline, text=prose.spelled(text, self._characters))
            case Strong(words) | Foreign(words):
                return replace(inline, words=self.words(words))
            case _:
                return inline


def _facts(evidence: Evidence, gaps: Sequence[Problem], version: str) -> bytes:
    edition = evidence.edition
    whole = {
        "topic": edition.topic,
        "edition": edition.name,
        "language": edition.language,
        "standing": edition.standing.value,
        "code": imprint.code(edition),
        "fingerprint": imprint.fingerprint(edition),
        "on": str(evidence.on),
        "version": version,
        "sign_off": imprint.sign_off(edition).value,
        "documents": [_document(exhibit) for exhibit in evidence.exhibits],
        "not_built": [order.path for order in evidence.unbuilt],
        "answers": {question.id: answer and ("yes" if answer.yes else "no") for question, answer in evidence.answers},
        "standards": {
            standard.name: {each.id: judge(each, evidence).outcome.value for each in standard.criteria}
            for standard in standards()
        },
        "missing": [gap.as_json() for gap in gaps],
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _document(exhibit: Exhibit) -> dict[str, Any]:
    return {
        "path": exhibit.record.path,
        "sha256": exhibit.record.sha256,
        "measured": bool(exhibit.certificate),
        "out_of_date": exhibit.reasons,
        "problems": [problem.as_json() for problem in exhibit.problems],
        "said": exhibit.certificate and asdict(exhibit.certificate),
        "witnesses": {
            testimony.witness.name: None
            if testimony.problems is None
            else [each.as_json() for each in testimony.problems]
            for testimony in exhibit.testimonies
        },
    }
