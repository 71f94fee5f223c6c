"""Who signs: editions by those who have read them, contacts by those who have tried them; what a person is asked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from press import imprint, questions, reader
from press.cli.cycle import catalogue_of, editions_of, lang_option
from press.cli.editing import Editing, editing
from press.cli.terminal import count, date_option, layouts, library_option, now, report, shown
from press.layout import Layouts
from press.model import Edition, Library, SignatureKind, Standing
from press.problems import Exit, errors, visible
from press.reader import answers, signatures
from press.review import answering, choosing, signing
from press.review.choosing import NotPossible
from press.review.signing import Act


@click.command()
@click.argument("topic", required=False, default="", metavar="[TOPIC]")
@click.option("--topic", "others", multiple=True, metavar="NAME", help="This topic too. Repeatable.")
@click.option("--due", "waiting", is_flag=True, help="All that waits for a signature, but for what has open questions.")
@click.option("--contact", "contacts", multiple=True, metavar="ID", help="A contact that you have tried. Repeatable.")
@click.option("--passage", "passages", multiple=True, metavar="ID", help="A passage of the library. Repeatable.")
@click.option("--role", required=True, metavar="ROLE", help="As what, such as 'Clinical lead, breast care'.")
@click.option("--name", required=True, metavar="NAME", help="Who has read it.")
@click.option("--clinical", "kind", flag_value="clinical", default=True, help="As a clinician (the default).")
@click.option("--lay", "kind", flag_value="lay", help="As a lay reader.")
@click.option("--braille", "kind", flag_value="braille", help="As who has proof-read its braille.")
@click.option("--script", "kind", flag_value="script", help="As who agrees to what is said for what in its sound.")
@click.option("--despite", metavar="REASON", help="Why, though questions are open or answered with no.")
@click.option("--edition", default="", metavar="NAME", show_default="the draft, or the current one")
@date_option
@lang_option
@library_option
def sign(
    topic: str,
    others: tuple[str, ...],
    contacts: tuple[str, ...],
    passages: tuple[str, ...],
    folder: Path,
    role: str,
    name: str,
    kind: str,
    despite: str | None,
    edition: str,
    lang: str,
    on: datetime.datetime | None,
    *,
    waiting: bool,
) -> None:
    """Sign off the words of editions as they are, a passage that many share, or contacts that you have tried.

    Any change makes it void.
    """
    looks = layouts(folder)
    said = {what: signing.checked(what, text, looks.characters) for what, text in (("role", role), ("name", name))}
    reason = signing.checked("reason", despite, looks.characters) if despite is not None else ""
    act = Act(SignatureKind.CONTACT if contacts else SignatureKind(kind), **said, day=_day(on), despite=reason)
    topics = tuple(dict.fromkeys(filter(None, (topic, *others))))
    if sum(map(bool, (topics, contacts, passages, waiting))) != 1:
        raise click.UsageError(
            "Name topics, or contacts with --contact, or passages with --passage, or give --due: one of the four."
        )
    if contacts:
        _sign_contacts(folder, looks, contacts, act)
    elif passages:
        _sign_passages(folder, looks, passages, lang, act)
    elif waiting:
        _sign_waiting(folder, looks, lang, act)
    else:
        library = catalogue_of(folder, topics, looks).library()
        editions = [choosing.to_sign(choosing.editions(library, each, lang), edition, act.day) for each in topics]
        if act.kind is SignatureKind.CLINICAL and not reason:
            stopped = [why for each in editions if (why := signing.stopped(library, each))]
            if stopped:
                how = 'Answer them, or say why it is signed all the same with --despite "REASON". Nothing was signed.'
                raise NotPossible(" ".join([*stopped, how]))
        _sign(folder, library, editions, act)


def _day(on: datetime.datetime | None) -> datetime.date:
    """The day of a signature, which is not to come. Raises NotPossible if it is."""
    today = now().date()
    day = on.date() if on else today
    if day > today:
        raise NotPossible(f"{day} is still to come: today is {today}. Give the day on which it was read or tried.")
    return day


def _sign_waiting(folder: Path, looks: Layouts, lang: str, act: Act) -> None:
    """Sign all that waits for it, and end with 1 where something of it has to wait on."""
    catalogue = reader.open(folder, looks)
    library = catalogue.library()
    found = choosing.waiting(library, lang)
    stops = act.kind is SignatureKind.CLINICAL and not act.despite
    stopped = {each.file: why for each in found if stops and (why := signing.stopped(library, each))}
    _sign(folder, library, [each for each in found if each.file not in stopped], act)
    for why in stopped.values():
        click.echo(visible(f"Not signed: {why}"), err=True)
    report(errors(catalogue.problems))
    click.echo(f"{count(len(found) - len(stopped), 'edition')} signed, {len(stopped)} not.")
    if stopped or errors(catalogue.problems):
        raise SystemExit(Exit.REFUSED)


def _sign(folder: Path, library: Library, editions: Sequence[Edition], act: Act) -> None:
    """Write the signatures of one act, and say which."""
    with editing(folder) as held:
        for signed in editions:
            signature = act.of(signed, despite=bool(signing.stopped(library, signed)))
            file = folder / (signed.file + signatures.SUFFIX)
            _add(held, file, signing.HEADER, signing.entry(signed, signature))
            language = f" ({signed.language})" if "--lang" in choosing.options(library, signed) else ""
            whose = f"{signed.topic} {signed.name}{language}"
            click.echo(f"{shown(file)}: {act.name}, {act.role}, signed {whose}, code {imprint.code(signed)}.")
            if signed.standing is Standing.DRAFT:
                click.echo(f"It is a draft still: write `status: approved` in {signed.file}.yaml to publish it.")


def _sign_contacts(folder: Path, looks: Layouts, contacts: Sequence[str], act: Act) -> None:
    """Write that contacts were tried, and say which."""
    known = reader.open(folder, looks).contacts
    found = [known[choosing.known(contact, known, "contact")] for contact in dict.fromkeys(contacts)]
    file = folder / signatures.CONTACTS
    with editing(folder) as held:
        for contact in found:
            signature = act.signature(imprint.of_contact(contact))
            _add(held, file, signing.CONTACTS, signing.contact_entry(contact.id, signature))
            click.echo(f"{shown(file)}: {act.name}, {act.role}, tried {contact.id} on {act.day}.")


def _sign_passages(folder: Path, looks: Layouts, passages: Sequence[str], lang: str, act: Act) -> None:
    """Write that passages of the library were signed, and say which, and for how many leaflets."""
    if act.kind is not SignatureKind.CLINICAL:
        raise click.UsageError("A passage by itself is signed by a clinician: leave --lay, --braille or --script out.")
    catalogue = reader.open(folder, looks)
    library = catalogue.library()
    found = [signing.passage(library, name, lang) for name in dict.fromkeys(passages)]
    if catalogue.shared and not catalogue.shared.passages_apart:
        raise NotPossible(
            "library.yaml has passages signed with each leaflet: `signatures: {passages: together}`. Sign the leaflets."
        )
    file = folder / signatures.PASSAGES
    with editing(folder) as held:
        for language, passage in found:
            entry = signing.passage_entry(passage.id, language, act.signature(passage.fingerprint))
            _add(held, file, signing.PASSAGES, entry)
            click.echo(f"{shown(file)}: {act.name}, {act.role}, signed the passage {passage.id} ({language}).")


def _add(held: Editing, file: Path, header: str, entry: str) -> None:
    held.write(file, signing.added(held.read(file), header, entry))


@click.command("questions")
@click.argument("topic", metavar="TOPIC")
@click.option("--edition", default="", metavar="NAME", show_default="the draft, or the current one")
@lang_option
@library_option
def questions_(topic: str, folder: Path, edition: str, lang: str) -> None:
    """Write what only a person can tell of an edition as questions, and list those that are open."""
    with editing(folder) as library:  # nobody else's answers come between reading and writing
        asked = choosing.to_ask(editions_of(folder, topic, lang), edition)
        file = folder / (asked.file + answers.SUFFIX)
        library.write(file, answering.written(asked).encode())
    for question in questions.open_questions(asked):
        click.echo(visible(f"{question.id}: {question.text}"))
    click.echo(f"{shown(file)}: {count(len(questions.open_questions(asked)), 'open question')}")


COMMANDS = (sign, questions_)
