"""The words and pictures within a paragraph of a Word file.

What `python-docx` leaves out of a paragraph's text is read here: insertions, content controls, text boxes (once,
where a file has them in two forms), fields, notes, symbols, hyphens, equations, deletions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from docx.opc.part import Part
from lxml import etree

from press.incoming.found import LEFT, RIGHT, Frame, Image, Item, Omission, Question, Span
from press.incoming.looks import Element, Styles, count, switch, value, w, written
from press.incoming.package import WordPackage
from press.incoming.raw import chosen, signed, text

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HIDDEN = "hidden in Word"
_STRUCK = "struck out in Word"
PAGE_REFERENCE = "page reference"
"""The style of the numbers of pages that the press writes behind links."""
CONTENTS = "Word's own contents; the leaflet makes its own"
TRACKED = {
    "ins": "inserted in a tracked change",
    "moveTo": "moved here in a tracked change",
    "del": "deleted in a tracked change",
    "moveFrom": "moved away in a tracked change",
}
ACCEPTED, ORIGINAL = frozenset({"del", "moveFrom"}), frozenset({"ins", "moveTo"})
"""What is left out of the words after, and before, the tracked changes."""
_COUNTED = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How Word counts notes, where nothing else is said (ISO 29500-1, 17.11.17 and 17.11.18)."""
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_SHIFTED = frozenset("0123456789+-−")
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(slots=True)
class Context:
    """What is known while a file is read, and what has been left out of it so far."""

    package: WordPackage
    styles: Styles
    gone: frozenset[str]
    part: Part
    omissions: list[Omission] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    fields: list[OpenField] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    tracked: int = 0
    place: str = "the beginning"

    def omit(self, words: str, reason: str) -> None:
        """Leave words out, and say why. The next words of the same place and reason join them."""
        last = self.omissions[-1] if self.omissions else None
        if last and (last.reason, last.place) == (reason, self.place):
            self.omissions[-1] = replace(last, text=last.text + words)
        elif words.strip():
            self.omissions.append(Omission(words, reason, self.place))

    def ask(self, question: str) -> None:
        self.questions.append(Question(question, self.place))


@dataclass(slots=True)
class OpenField:
    """A field that has begun: its instruction, and whether what follows is its result (ISO 29500-1, 17.16)."""

    instruction: str = ""
    shown: bool = False

    @property
    def link(self) -> str:
        """Where it leads, if it is a link."""
        name, _, rest = self.instruction.strip().partition(" ")
        target = rest.partition('"')[2].partition('"')[0]
        if name.upper() != "HYPERLINK" or not target:
            return ""
        return f"#{target}" if "\\l" in rest.partition('"')[0] else target

    @property
    def contents(self) -> bool:
        return self.instruction.split()[:1] == ["TOC"]


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for all words within an element."""

    link: str = ""
    omitted: str = ""


class Words:
    """Reads one paragraph. ``beside`` are its pictures and text boxes; ``size`` is its largest type, in points."""

    def __init__(self, context: Context, style: str, flow: Callable[[Element], Iterator[Item]]) -> None:
        self.context = context
        self.style = style
        self.flow = flow
        self.beside: list[Item] = []
        self.size = 0.0

    def of(self, holder: Element, around: Around = Around()) -> Iterator[Span]:
        """The words within an element, in order."""
        for element in holder.iterchildren("*"):
            match etree.QName(element).localname:
                case "r":
                    yield from self.run(element, around)
                case "hyperlink":
                    yield from self.of(element, replace(around, link=self.target(element) or around.link))
                case "fldSimple":
                    opened = OpenField(element.get(w("instr"), ""), shown=True)
                    yield from self.of(element, replace(around, link=opened.link or around.link))
                case "ins" | "moveTo" | "del" | "moveFrom" as kind:
                    self.context.tracked += 1
                    omitted = TRACKED[kind] if kind in self.context.gone else around.omitted
                    yield from self.of(element, replace(around, omitted=omitted))
                case "oMath" | "oMathPara":
                    yield Span(f" {' '.join(''.join(text(element)).split())} ")
                    self.context.ask("An equation is written out in one line: is it still right?")
                case "bookmarkStart":
                    self.context.bookmarks.append(element.get(w("name"), ""))
                case "AlternateContent":
                    yield from self.of(chosen(element), around)
                case "pPr" | "sdtPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr":
                    pass
                case _:
                    yield from self.of(element, around)

    def target(self, link: Element) -> str:
        """Where a link leads: an address, or a bookmark of the file."""
        address = self.context.package.target(self.context.part, link.get(f"{_R}id", ""))
        anchor = link.get(w("anchor"), "")
        return address or (f"#{anchor}" if anchor else "")

    # Runs

    def run(self, run: Element, around: Around) -> Iterator[Span]:
        properties = run.find(w("rPr"))
        sources = self.context.styles.runs(properties, self.style)
        omitted = around.omitted or _omitted(sources)
        if self.context.styles.name(value(properties, "rStyle")) == PAGE_REFERENCE:
            omitted = "the number of a page, which the press writes"
        letters = "".join(self.letters(run, omitted))
        opened = [each for each in self.context.fields if each.shown]
        if any(each.contents for each in opened):
            omitted = omitted or CONTENTS
        if omitted:
            self.context.omit(letters, omitted)
            if omitted == _STRUCK:
                self.context.ask(f"“{' '.join(letters.split())}” is struck out, and was left out. Is that right?")
        elif letters:
            self.measure(sources)
            link = around.link or next((each.link for each in reversed(opened) if each.link), "")
            underlined = value(properties, "u") not in ("", "none") and not link
            emphasised = _said(sources, "i") or underlined
            bold = _said(sources, "bCs" if _said(sources, "rtl") else "b")
            yield Span(self.shifted(letters, sources), bold, emphasised, link, _language(sources))

    def measure(self, sources: list[Element]) -> None:
        name = "szCs" if _said(sources, "rtl") else "sz"
        half = next((found for each in sources if (found := value(each, name))), "")
        self.size = max(self.size, (count(half) or 0) / 2)

    def shifted(self, letters: str, sources: list[Element]) -> str:
        """Figures that stand high or low, as the characters that do so: 10⁹ must not become 109."""
        place = next((found for each in sources if (found := value(each, "vertAlign"))), "")
        if place not in ("superscript", "subscript") or not set(letters.strip()) <= _SHIFTED:
            return letters
        return letters.translate(_RAISED if place == "superscript" else _LOWERED)

    def letters(self, run: Element, omitted: str) -> Iterator[str]:
        """What a run says, letter by letter; what stands beside it goes to ``beside``."""
        for element in run.iterchildren("*"):
            match etree.QName(element).localname:
                case "t" | "delText":
                    yield _PRIVATE.sub(self.private, element.text or "")
                case "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "softHyphen" as name:
                    yield _SPACES[name]
                case "sym":
                    yield self.symbol(element)
                case "fldChar" | "instrText":
                    self.field(element)
                case "footnoteReference" | "endnoteReference" as name:
                    yield self.note(name.removesuffix("Reference"), element.get(w("id"), ""), omitted)
                case "drawing" | "pict" | "object":
                    self.drawn(element, omitted)
                case "AlternateContent":
                    yield from self.letters(chosen(element), omitted)
                case "ruby":
                    for base in element.iterfind(f"{w('rubyBase')}/{w('r')}"):
                        yield from self.letters(base, omitted)
                    for reading in element.iterfind(w("rt")):
                        self.context.omit("".join(text(reading)), "a reading above the line")
                case "ins" | "del" | "r":
                    yield from self.letters(element, omitted)

    def symbol(self, element: Element) -> str:
        code = element.get(w("char"), "")
        sign = signed(code)
        if sign == " ":
            font = element.get(w("font"), "a font")
            self.context.ask(f"A sign of the font {font} cannot be written (its code is {code.upper()}): what is it?")
        return sign

    def private(self, match: re.Match[str]) -> str:
        """A sign of the font Symbol or Wingdings that was pasted as a letter of no alphabet."""
        code = f"{ord(match[0]):x}"
        sign = signed(code)
        if sign == " ":
            self.context.ask(f"A sign of no font cannot be written (its code is {code.upper()}): what is it?")
        return sign

    def note(self, kind: str, name: str, omitted: str) -> str:
        if omitted:
            return ""
        notes = self.context.notes
        if (kind, name) not in notes:
            printed = written(sum(each == kind for each, _ in notes) + 1, _COUNTED[kind])
            notes[kind, name] = len(notes) + 1
            if printed != str(len(notes)):
                self.context.omit(f"{printed} ", "the number of a note; a leaflet counts all of its notes together")
        number = notes[kind, name]
        return f"{LEFT}{number}{RIGHT}"

    def field(self, element: Element) -> None:
        fields = self.context.fields
        if etree.QName(element).localname == "instrText":
            if fields and not fields[-1].shown:
                fields[-1].instruction += element.text or ""
            return
        match element.get(w("fldCharType")):
            case "begin":
                fields.append(OpenField())
            case "separate" if fields:
                fields[-1].shown = True
            case "end" if fields:
                fields.pop()

    # Pictures and text boxes

    def drawn(self, element: Element, omitted: str) -> None:
        """The text boxes and pictures of a drawing, in order; of a diagram or a chart its words are left out."""
        boxes = list(_nearest(element, "txbxContent"))
        for box in boxes:
            if omitted:
                self.context.omit("".join(text(box)), omitted)
            else:
                self.beside.append(Frame(tuple(self.flow(box)), self.context.place))
        within = {inner for box in boxes for inner in box.iter("*")}
        for each in element.iter("*"):
            if each in within:
                continue
            name = etree.QName(each).localname
            if name in ("blip", "imagedata"):
                self.picture(element, each)
            elif name in ("relIds", "chart") and each.attrib:
                self.diagram(each)

    def picture(self, drawing: Element, blip: Element) -> None:
        relationship = blip.get(f"{_R}embed") or blip.get(f"{_R}id") or ""
        data, media = self.context.package.embedded(self.context.part, relationship)
        if not data:
            outside = self.context.package.target(self.context.part, blip.get(f"{_R}link", "") or relationship)
            self.context.omit(f"a picture ({outside or 'lost'})", "it is not in the file")
            self.context.ask("A picture is not in the file, but elsewhere: put it in by hand.")
            return
        named = [each for each in drawing.iter("*") if etree.QName(each).localname in ("docPr", "shape")]
        alt = next((said for each in named if (said := each.get("descr") or each.get("alt") or "")), "")
        decorative = any(
            etree.QName(each).localname == "decorative" and each.get("val") in ("1", "true")
            for each in drawing.iter("*")
        )
        self.beside.append(Image(data, media, " ".join(alt.split()), self.context.place, decorative))

    def diagram(self, element: Element) -> None:
        """A diagram or a chart is drawn by Word from a part of its own; only its words can be read."""
        said = []
        for relationship in element.attrib.values():
            data, _ = self.context.package.embedded(self.context.part, str(relationship))
            if data:
                tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
                said += [each.text for each in tree.iter("{*}t", "{*}v") if each.text]
        self.context.omit(" ".join(said) or "a diagram", "a diagram or chart that Word draws")
        self.context.ask("A diagram or chart is drawn by Word: save it as a picture, and put it in with a description.")


def _said(sources: list[Element], name: str) -> bool:
    return next((on for each in sources if (on := switch(each, name)) is not None), False)


def _language(sources: list[Element]) -> str:
    """The language of words; those that run from right to left have one of their own (ISO 29500-1, 17.3.2.20)."""
    attribute = "bidi" if _said(sources, "rtl") else "val"
    return next((found for each in sources if (found := value(each, "lang", attribute))), "")


def _omitted(sources: list[Element]) -> str:
    """Why words do not show that are there; empty where they do."""
    if _said(sources, "vanish"):
        return _HIDDEN
    return _STRUCK if _said(sources, "strike") or _said(sources, "dstrike") else ""


def _nearest(holder: Element, name: str) -> Iterator[Element]:
    """The outermost elements of a name, of two forms of one thing the first."""
    for element in holder.iterchildren("*"):
        found = etree.QName(element).localname
        if found == name:
            yield element
        elif found == "AlternateContent":
            yield from _nearest(chosen(element), name)
        else:
            yield from _nearest(element, name)
