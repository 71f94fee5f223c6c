"""What was found in a file -> a draft edition as YAML, with its pictures, and an account of every word of the file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from press.incoming.account import counted, said
from press.incoming.draft import Block, Box, Decisions, Figure, Heading, Paragraph, Table, plain
from press.incoming.found import File, Frame, Grid, Item, Line, Omission, Question, Span
from press.incoming.images import drawable
from press.incoming.markdown import Writer, clean
from press.incoming.proposals import Proposals, propose
from press.incoming.sections import Section, divided, figures_in, ids_of, places_in
from press.incoming.shaping import Shaper
from press.incoming.words import CONTENTS
from press.model import PartialDate
from press.prose import forms
from press.prose.texts import wrapped

YEARS = 2
"""Until the next review, where the file does not say it."""
LONGEST_SUMMARY = 60
"""In words, of a first paragraph that is taken for the summary."""
_CONTENTS = re.compile(r"(?i)(?:table of )?contents:?")
_PLAIN = re.compile(r"[^\W\d_][\w ,;()’'“”–/-]*[\w)”]")
_BEGINS = re.compile(r"(?:^|(?<=[.!?] ))\W*\w")
_TAKEN = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition that a person has to look through.

    ``text`` is its YAML, ``pictures`` are the files beside it by name. ``words`` counts those of the file, ``placed``
    those of them that stand in the draft: each of the others is in ``left_out``. ``questions`` are those that a person
    must decide, each with its line in ``text`` (0: none).
    """

    topic: str
    edition: str
    title: str
    text: str
    pictures: Mapping[str, bytes]
    words: int
    placed: int
    left_out: tuple[Omission, ...]
    questions: tuple[tuple[Question, int], ...]
    proposals: Proposals


def draft(file: File, name: str, topic: str, today: PartialDate, language: str, terms: Sequence[str] = ()) -> Draft:
    """A draft of what was found in the file called ``name``; ``language`` and ``terms`` are the library's.

    ``topic`` may be empty: then it is made from the title.
    """
    return _Drafter(file, name, topic, today, language, terms).draft()


class _Drafter:
    def __init__(
        self, file: File, name: str, topic: str, today: PartialDate, language: str, terms: Sequence[str]
    ) -> None:
        self.file = file
        self.decisions = Decisions()
        self.language = language
        own = file.language if forms.is_language(file.language) else ""
        self.other = own if own and own.partition("-")[0] != language.partition("-")[0] else ""
        self.writer = Writer(self.other or language, self.decisions)
        self.pictures: dict[str, bytes] = {}
        self.figures: list[tuple[Figure, str]] = []
        self.placed: list[tuple[str, str]] = []
        stem = re.sub(r"\.\w+$", "", name)
        self.proposals = propose(
            [*_texts(file.items), *file.furniture, *file.notes, stem.replace("_", " ")], today, terms
        )
        last = self.proposals.last
        self.last = last or today
        self.stem = stem
        self.topic = topic
        self.title, self.subtitle, items = self.titled()
        self.topic = topic or forms.slug(unicodedata.normalize("NFKD", self.title))[: forms.LONGEST_ID].strip("-")
        if not forms.ID.fullmatch(self.topic):  # a title in an alphabet that no topic's id can have
            self.topic = forms.slug(unicodedata.normalize("NFKD", stem))[: forms.LONGEST_ID].strip("-")
        if not forms.ID.fullmatch(self.topic):
            self.topic = "imported-leaflet"
        self.shaped = Shaper(items, self.decisions).blocks(items)

    def draft(self) -> Draft:
        summary, body = self.summed_up()
        sections = list(divided(self.levelled(body), self.title)) or [Section(self.title, "", (), ())]
        ids = ids_of([section.heading for section in sections])
        for section, own in zip(sections, ids, strict=True):
            self.writer.targets.update(dict.fromkeys(section.bookmarks, own))
        for figure in figures_in(self.shaped):
            self.picture(figure)
        written = [self.section(section, own) for section, own in zip(sections, ids, strict=True)]
        text = self.whole(summary, written)
        return self.accounted(text)

    # What goes to the top

    def titled(self) -> tuple[str, str, list[Item]]:
        """The title, the subtitle, and what is left: by style, by its only heading of level 1, by its look."""
        items = list(self.file.items)
        lines = [item for item in items if isinstance(item, Line)]
        subtitle = next((line for line in lines[:6] if line.style == "subtitle"), None)
        if any(omission.reason == CONTENTS for omission in self.file.omissions):
            for line in [line for line in lines if _CONTENTS.fullmatch(plain(line.spans))]:
                self.decisions.omit(line.text, CONTENTS, line.place)
                items.remove(line)
                lines.remove(line)
        chosen = next((line for line in lines if line.style == "title"), None)
        highest = [line for line in lines if line.level == 1]
        if chosen is None and len(highest) == 1 and lines.index(highest[0]) < 4:
            chosen = highest[0]
        if chosen is None and lines and not highest and Shaper(items, Decisions()).stands_out(lines[0]):
            chosen = lines[0]
        if chosen and chosen.marker:
            self.decisions.omit(chosen.marker.label, "the number of the title, which Word counts", chosen.place)
        left = [item for item in items if item is not chosen and item is not subtitle]
        title = clean(plain(chosen.spans)) if chosen else ""
        if chosen is None:
            title = clean(self.file.title) or clean(self.stem.replace("_", " ").replace("-", " ")).strip() or "Untitled"
            self.decisions.ask(
                f"The file has no title of its own; it was given “{title}”. What is it?", "the beginning"
            )
        return self.sentence_case(title, "the title"), clean(plain(subtitle.spans)) if subtitle else "", left

    def summed_up(self) -> tuple[str, list[Block]]:
        """A short first paragraph is the summary; without one the title stands there, and a person is asked."""
        first = self.shaped[0] if self.shaped else None
        if isinstance(first, Paragraph) and len(self.shaped) > 1:
            words = clean(plain(first.spans))
            linked = (
                any(span.link or self.is_foreign(span) for span in first.spans)
                or "@" in words
                or "www." in words
                or "://" in words
            )
            if 3 <= len(words.split()) <= LONGEST_SUMMARY and not linked:
                return words, self.shaped[1:]
        self.decisions.ask(
            "The file has no short paragraph at its start. Write what the leaflet is about.", "the summary"
        )
        return self.title, self.shaped

    def sentence_case(self, words: str, place: str) -> str:
        """A heading in capitals in ordinary letters; what stands in capitals elsewhere stays so."""
        letters = [letter for letter in words if letter.isalpha()]
        if len(letters) < 6 or not all(letter.isupper() for letter in letters):
            return words
        short = self.short_forms
        small = [word if word.strip("().,:;?!") in short else word.lower() for word in words.split(" ")]
        made = _BEGINS.sub(lambda match: match[0].upper(), " ".join(small))
        self.decisions.ask(
            f"“{words}” stood in capitals, and is “{made}” now. Does a name or a short form need its capitals?", place
        )
        return made

    @property
    def short_forms(self) -> frozenset[str]:
        """What stands in capitals within a text that does not."""
        texts = [text for text in _texts(self.file.items) if not text.isupper()]
        return frozenset(word for text in texts for word in re.findall(r"\b[A-Z][A-Z0-9]+\b", text))

    # Headings and sections

    def levelled(self, blocks: Sequence[Block]) -> list[Block]:
        """Headings from 1 to 3, none skipped; one under which nothing stands becomes a strong line."""
        stack: list[int] = []
        made: list[Block] = []
        for at, block in enumerate(blocks):
            if not isinstance(block, Heading):
                made.append(self.lowered(block))
                continue
            while stack and stack[-1] >= block.level:
                stack.pop()
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            words = self.sentence_case(clean(plain(block.spans)), block.place)
            if after is None or (isinstance(after, Heading) and after.level <= block.level):
                made.append(Paragraph((Span(words, bold=True),), block.place))
                self.decisions.ask(
                    f"Nothing stands under the heading “{words}”; it is a line of text now.", block.place
                )
                continue
            stack.append(block.level)
            level = min(len(stack), 3)
            made.append(replace(block, level=level, spans=(Span(words),)))
        return made

    def lowered(self, block: Block) -> Block:
        """A box whose heading stands in capitals, or a paragraph in capitals, in ordinary letters."""
        if isinstance(block, Box):
            return replace(block, heading=self.sentence_case(block.heading, block.place))
        if not isinstance(block, Paragraph) or any(span.link for span in block.spans):
            return block
        words = plain(block.spans)
        lowered = self.sentence_case(words, block.place)
        bold = all(span.bold for span in block.spans)
        return block if lowered == words else replace(block, spans=(Span(lowered, bold=bold),))

    def is_foreign(self, span: Span) -> bool:
        """Whether words are in another language than the leaflet, as a summary cannot say."""
        own = (self.other or self.language).partition("-")[0]
        return forms.is_language(span.language) and span.language.partition("-")[0] != own

    def named(self, blocks: Sequence[Block], heading: str) -> Iterator[Block]:
        """The blocks of a section, each table with a caption: its own, or else the heading that it stands under."""
        for block in blocks:
            if isinstance(block, Heading):
                heading = plain(block.spans)
            if isinstance(block, Table) and not plain(block.caption):
                self.decisions.ask(f"A table has no caption; it was given “{heading}”. What does it show?", block.place)
                yield replace(block, caption=(Span(heading),))
            else:
                yield block

    def section(self, section: Section, own: str) -> str:
        """A section as YAML, after the questions about it."""
        heading, blocks = section.heading, list(self.named(section.blocks, section.heading))
        places = {section.place, *(place for block in blocks for place in places_in(block))}
        body = self.writer.body(blocks) or "…"
        asked = [(text, place) for text, place in self.decisions.asked if place in places]
        self.decisions.asked = [each for each in self.decisions.asked if each not in asked]
        self.placed += asked
        lines = [f"  {_comment(text, place)}" for text, place in asked]
        lines.append(f"  - heading: {scalar(heading)}")
        if own != (forms.slug(heading) or "section"):
            lines.append(f"    id: {own}")
        return "\n".join([*lines, "    body: |", *(f"      {line}".rstrip() for line in body.split("\n"))])

    # Pictures

    def picture(self, figure: Figure) -> None:
        image = figure.image
        data, ending = drawable(image.data, image.media)
        if not data:
            self.decisions.omit(
                f"a picture ({image.media})", "a picture of a kind that cannot be read here", image.place
            )
            self.decisions.ask("A picture is of a kind that cannot be read here: save it as PNG.", image.place)
            return
        file = f"{self.last}-{figure.name}{ending}"
        self.pictures[file] = data
        self.figures.append((figure, file))
        self.writer.figures.add(figure.name)

    def figure(self, figure: Figure, file: str) -> Iterator[str]:
        place = figure.image.place
        yield f"  {figure.name}:"
        yield f"    file: {file}"
        if figure.image.decorative:
            yield "    decorative: true"
        elif figure.image.alt:
            yield f"    alt: {scalar(clean(figure.image.alt))}"
        else:
            question = ("What does the picture show? Write it as `alt:`, or `decorative: true`.", place)
            self.placed.append(question)
            yield f"    {_comment(*question)}"
        if figure.caption:
            yield f"    caption: {scalar(clean(figure.caption))}"
        question = ("Who made the picture? Write `own: true` if the publisher did, or `credit:`.", place)
        self.placed.append(question)
        yield f"    {_comment(*question)}"

    # The whole

    def whole(self, summary: str, sections: Sequence[str]) -> str:
        coming = self.proposals.next if self.proposals.next and self.proposals.next > self.last else None
        due = coming or replace(self.last, year=self.last.year + YEARS)
        lines = [f"title: {scalar(self.title)}"]
        if self.subtitle:
            lines.append(f"subtitle: {scalar(self.subtitle)}")
        lines += (
            ["summary: >-", *(f"  {line}" for line in wrapped(summary))]
            if _foldable(summary)
            else [f"summary: {scalar(summary)}"]
        )
        if self.other:
            lines.append(f"language: {self.other}")
        lines += ["", "review:", "  status: draft", f'  last: "{self.last}"', f'  next: "{due}"', ""]
        figures = [line for each in self.figures for line in self.figure(*each)]
        notes = [line for number, note in enumerate(self.file.notes, 1) for line in self.reference(number, note)]
        lines += ["sections:", "\n\n".join(sections)]
        lines += ["", "figures:", *figures] if figures else []
        lines += ["", "references:", *notes] if notes else []
        top = [_comment(text, place) for text, place in self.decisions.asked]
        top += [_comment(question.text, question.place) for question in self.file.questions]
        return "\n".join([*self.found(), *top, *lines]) + "\n"

    def reference(self, number: int, note: str) -> Iterator[str]:
        yield f"  - text: {scalar(f'Note {number}: {clean(note)}')}"

    def found(self) -> Iterator[str]:
        """What may go into `contacts:` and `review:`, as comments for the person who decides it."""
        known = (
            ("phone numbers", self.proposals.phones),
            ("e-mail addresses", self.proposals.emails),
            ("hours", self.proposals.hours),
        )
        for what, values in known:
            if values:
                yield f"# Found in the file, for a contact in library.yaml: {what}: {clean('; '.join(values))}"
        if self.proposals.terms:
            words = ", ".join(f"[{clean(term)}](term:)" for term in self.proposals.terms)
            yield f"# Found in the file, words that the library explains; write where each is first used: {words}"
        if self.proposals.last:
            yield f"# Found in the file: reviewed {self.proposals.last}"

    def accounted(self, text: str) -> Draft:
        """The draft, with every word of the file that is not in it named."""
        omitted = [*self.file.omissions, *(Omission(*each) for each in self.decisions.omitted)]
        omitted = [replace(each, text=" ".join(each.text.split())) for each in omitted]
        of_file = Counter(counted(" ".join(self.file.words)))
        in_draft = Counter(counted(" ".join(said(text))))
        left_out = Counter(counted(" ".join(each.text for each in omitted)))
        lost = of_file - in_draft - left_out
        if lost:
            omitted.append(Omission(" ".join(lost.elements()), "no place was found for it", "the file"))
        unplaced = (of_file - in_draft).total()
        asked = [*self.decisions.asked, *((each.text, each.place) for each in self.file.questions), *self.placed]
        lines = text.split("\n")
        questions = tuple((Question(*each), _line(lines, *each)) for each in asked)
        total = of_file.total()
        return Draft(
            self.topic,
            str(self.last),
            self.title,
            text,
            self.pictures,
            total,
            total - unplaced,
            tuple(omitted),
            questions,
            self.proposals,
        )


def scalar(text: str) -> str:
    """A text as YAML on one line."""
    if _PLAIN.fullmatch(text) and text.lower() not in _TAKEN:
        return text
    return json.dumps(text, ensure_ascii=False)


def _foldable(text: str) -> bool:
    return bool(text) and "  " not in text and not any(line.startswith(" ") for line in text.split("\n"))


def _comment(question: str, place: str) -> str:
    return f"# Question ({place}): {' '.join(clean(question).split())}"


def _line(lines: Sequence[str], question: str, place: str) -> int:
    comment = _comment(question, place)
    return next((number for number, line in enumerate(lines, 1) if line.strip() == comment), 0)


def _texts(items: Iterable[Item]) -> list[str]:
    found = []
    for item in items:
        if isinstance(item, Line):
            found.append(item.text)
        elif isinstance(item, Grid):
            found += [text for row in item.rows for cell in row for text in _texts(cell.items)]
        elif isinstance(item, Frame):
            found += _texts(item.items)
    return found
