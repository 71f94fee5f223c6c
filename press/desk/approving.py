"""Pages for clinicians and lay readers: the words, what changed, questions with yes and no, and a signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.responses import Response

from press import imprint, questions, reader
from press.desk import plainly
from press.desk.broken import missing
from press.desk.passages import Shown, shown
from press.desk.people import Right
from press.desk.visit import Missing, NotDone, PageOf, Visit
from press.model import Answer, Card, Edition, Figure, Library, PartialDate, SignatureKind, figures_once
from press.problems import Misuse
from press.questions import Question
from press.reader import answers, signatures
from press.review import answering, changes, choosing, signing
from press.review.changes import Comparison
from press.review.changes.page import words as marked
from press.review.changes.passages import flatten
from press.review.signing import Act
from press.standing import judge
from press.store import keys
from press.store.editing import Editing
from press.store.folder import reason


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An edition that somebody has to read, with what it waits for."""

    edition: Card
    unanswered: int
    refused: int


def _list(visit: Visit) -> Response:
    """What waits for a signature, what has no open question first."""
    office = visit.desk.office
    cards = choosing.cards_waiting(office.catalogue().cards)
    found = [_Waiting(card, card.doubts.unanswered, card.doubts.refused) for card in cards]
    found.sort(key=lambda each: (each.refused + each.unanswered > 0, each.edition.title.casefold()))
    shared = [each for each in signing.passages(office.library(part="passage")) if each.apart]
    names = {card.title for card in office.catalogue().cards} | {plain(each.passage.id) for each in shared}
    done = visit.asked("done") if visit.asked("done") in names else ""
    return visit.show("approve.html", found=found, shared=shared, done=done)


def plain(passage: str) -> str:
    """How people call a passage of the library."""
    return passage.replace("-", " ")


def edition_of(visit: Visit, library: Library) -> Edition:
    """The edition that an address names. Raises Missing where there is none."""
    wanted = tuple(visit.part(name) for name in ("topic", "edition", "language"))
    for edition in library.editions:
        if (edition.topic, edition.name, edition.language) == wanted:
            return edition
    raise missing(visit)


def _read(visit: Visit) -> Response:
    return _shown(visit, edition_of(visit, visit.desk.office.library(visit.part("topic"))), {})


def _shown(visit: Visit, edition: Edition, faults: dict[str, list[str]], status: int = 200) -> Response:
    """All that somebody reads before they sign."""
    office = visit.desk.office
    strings = office.layouts.strings_for(edition.language)
    if not strings:
        raise Misuse(f"The layouts have no words in the language {edition.language}.")
    flat = flatten(edition, strings)
    return visit.show(
        "read.html",
        422 if faults else status,
        faults=faults,
        edition=edition,
        code=imprint.code(edition),
        signed=imprint.signed(edition),
        judgement=judge(edition, office.today()),
        passages=shown(flat.passages),
        compared=_compared(visit, edition),
        topics=changes.Topic,
        marked=marked,
        asked=questions.answered(edition),
        asked_of=_asked(edition),
        stopped=_stopped(edition),
        said=visit.form.text,
    )


def _compared(visit: Visit, edition: Edition) -> Comparison | None:
    """What changed since the edition before it; None where there is none."""
    editions = choosing.editions(visit.desk.office.library(edition.topic), edition.topic, edition.language)
    strings = visit.desk.office.layouts.strings_for(edition.language)
    signed = choosing.since_signed if imprint.lapsed(edition) else None
    try:
        earlier, later = signed(edition) if signed else choosing.to_compare(editions, "", edition.name)
    except choosing.NotPossible:
        return None
    return changes.compare(earlier, later, strings) if strings else None


def _stopped(edition: Edition) -> tuple[int, int]:
    """How many questions are open, and how many are answered with no."""
    return questions.tally(questions.asked(edition), edition.answers)


def _picture(visit: Visit) -> Response:
    """A picture of an edition, as it was made safe."""
    edition = edition_of(visit, visit.desk.office.library(visit.part("topic")))
    figure: Figure | None = next(
        (each for each in figures_once(edition.sections) if each.id == visit.part("figure")), None
    )
    if not figure:
        raise Missing
    media = {".svg": "image/svg+xml", ".png": "image/png"}.get(Path(figure.picture.name).suffix, "image/jpeg")
    policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
    return Response(figure.picture.data, media_type=media, headers={"content-security-policy": policy})


# Writing


@contextmanager
def alone(visit: Visit) -> Iterator[tuple[Editing, Library]]:
    """The library, for this visit alone to write in, and all that it holds just now: of the topic that the visit is to,
    or of all."""
    office = visit.desk.office
    editing = Editing(office.folder)
    try:
        with editing.files.locked():
            catalogue = reader.open(office.folder, office.layouts, office.catalogue().memory(), keys.program())
            topic = visit.request.path_params.get("topic", "")
            cards = [card for card in catalogue.cards if topic in ("", card.topic)]
            yield editing, Library(tuple(map(catalogue.edition, cards)), catalogue.clinics)
    except OSError as error:
        raise NotDone(visit.words("not_written", why=reason(error))) from None


def _today(visit: Visit) -> PartialDate:
    today = visit.desk.office.today()
    return PartialDate(today.year, today.month, today.day)


def signer(visit: Visit, faults: dict[str, list[str]], field: str) -> str:
    """Who answers or signs: whoever has signed in, or else as they write it themselves."""
    said = visit.person.who or visit.person.name or visit.form.text(field)
    return checked(visit, "name", said, faults, field)


def checked(
    visit: Visit, what: str, text: str, faults: dict[str, list[str]], field: str, most: int = signing.LONGEST
) -> str:
    """What was written as a role, a name, a reason or a comment, as it is kept; what is wrong with it is put beside its
    field."""
    try:
        return signing.checked(what, text, visit.desk.office.layouts.characters, most)
    except Misuse as wrong:
        faults[field] = [visit.words(f"{what}_missing") if not text else plainly.English(wrong)]
        return ""


def _answer(visit: Visit) -> Response:
    """Keep the answers that were given, of questions that are still asked about the same things."""
    faults: dict[str, list[str]] = {}
    who = signer(visit, faults, "answered_by")
    with alone(visit) as (editing, library):
        edition = edition_of(visit, library)
        given = tuple(_given(visit, questions.answered(edition), who, faults))
        if visit.form.text("asked") != _asked(edition):
            faults["changed"] = [visit.words("changed_meanwhile")]
        if faults:
            return _shown(visit, edition, faults)
        kept = {answer.id: answer for answer in (*edition.answers, *given)}
        text = answering.written(replace(edition, answers=tuple(kept.values())))
        file = visit.desk.office.folder / (edition.file + answers.SUFFIX)
        visit.write(
            editing, {file: text.encode()}, "answered questions", edition=edition.file, by=who, answers=str(len(given))
        )
    return visit.go("approve", edition.topic, edition.name, edition.language, answered="yes")


def _comment(visit: Visit) -> Response:
    """A passage, or the whole leaflet, for somebody to say what they think of it."""
    edition = edition_of(visit, visit.desk.office.library(visit.part("topic")))
    return visit.show("comment.html", edition=edition, passage=_about(visit, edition), about=visit.asked("about"))


def _about(visit: Visit, edition: Edition) -> str:
    """The words that a comment is about; none for the whole leaflet. Raises Missing where it does not say them."""
    strings, wanted = visit.desk.office.layouts.strings_for(edition.language), visit.asked("about")
    if not wanted:
        return ""
    passages = map(Shown.of, flatten(edition, strings).passages) if strings else ()
    for passage in passages:
        if passage.id == wanted:
            return passage.text
    raise Missing


def _say(visit: Visit) -> Response:
    """Keep a comment with the questions about the edition, where it stops a signature until it is settled."""
    faults: dict[str, list[str]] = {}
    words = checked(visit, "comment", visit.form.text("words"), faults, "words", signing.LONGEST_COMMENT)
    who = signer(visit, faults, "name")
    with alone(visit) as (editing, library):
        edition = edition_of(visit, library)
        passage = _about(visit, edition)
        if faults:
            about = visit.asked("about")
            return visit.refused("comment.html", faults, edition=edition, passage=passage, about=about)
        more = answering.commented(edition, who, _today(visit), passage, words)
        if more != edition:
            file = visit.desk.office.folder / (edition.file + answers.SUFFIX)
            new = {file: answering.written(more).encode()}
            visit.write(editing, new, "commented", edition=edition.file, by=who)
    return visit.go("approve", edition.topic, edition.name, edition.language, said="yes")


def _given(
    visit: Visit, asked: Sequence[tuple[Question, Answer | None]], who: str, faults: dict[str, list[str]]
) -> Iterator[Answer]:
    """What was answered anew, or otherwise than before."""
    for number, (question, before) in enumerate(asked, 1):
        said, field = visit.form.text(f"answer-{number}"), f"words-{number}"
        more = visit.form.text(field)
        words = checked(visit, "reason", more, faults, field) if more else ""
        same = before and (before.yes, before.words) == (said == "yes", words)
        if said in ("yes", "no") and not same:
            yield Answer(question.id, said == "yes", who, _today(visit), question.fingerprint, words)


def _asked(edition: Edition) -> str:
    """What stands for all questions as they are asked now."""
    return " ".join(fingerprint for _, fingerprint in questions.asked(edition))


def _sign(visit: Visit) -> Response:
    """Sign the words that were read, and no others."""
    faults: dict[str, list[str]] = {}
    role, name = checked(visit, "role", visit.form.text("role"), faults, "role"), signer(visit, faults, "name")
    kind = SignatureKind.LAY if visit.form.text("kind") == "lay" else SignatureKind.CLINICAL
    if visit.form.text("read") != "yes":
        faults["read"] = [visit.words("read_missing")]
    with alone(visit) as (editing, library):
        edition = edition_of(visit, library)
        if visit.form.text("signed") != imprint.signed(edition):
            return _shown(visit, edition, {"changed": [visit.words("changed_meanwhile")]})
        if kind is SignatureKind.CLINICAL and any(_stopped(edition)):
            faults["asked"] = [visit.words("sign_stopped")]
        if faults:
            return _shown(visit, edition, faults)
        act = Act(kind, role, name, visit.desk.office.today())
        if act.of(edition) not in edition.signatures:  # it may have been sent twice
            _written(visit, editing, library, edition, act)
    return visit.go("approve", done=edition.title)


def _written(visit: Visit, editing: Editing, library: Library, edition: Edition, act: Act) -> None:
    editions = choosing.editions(library, edition.topic, edition.language)
    choosing.to_sign(editions, edition.name, act.day)
    signature = act.of(edition)
    file = visit.desk.office.folder / (edition.file + signatures.SUFFIX)
    facts = {"edition": edition.file, "by": act.name, "role": act.role, "kind": act.kind.value}
    new = {file: signing.added(editing.read(file), signing.HEADER, signing.entry(edition, signature))}
    visit.write(editing, new, "signed", **facts, fingerprint=signature.fingerprint)


_EDITION = "/approve/{topic}/{edition}/{language}"
PAGES: tuple[PageOf, ...] = (
    ("GET", "/approve", _list, Right.READ),
    ("GET", _EDITION, _read, Right.READ),
    ("GET", _EDITION + "/picture/{figure}", _picture, Right.READ),
    ("GET", _EDITION + "/comment", _comment, Right.COMMENT),
    ("POST", _EDITION + "/comment", _say, Right.COMMENT),
    ("POST", _EDITION + "/answers", _answer, Right.SIGN),
    ("POST", _EDITION + "/sign", _sign, Right.SIGN),
)
