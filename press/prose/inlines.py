"""The words within a line: strong, emphasis, and links of every kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from press import phones
from press.model import (
    Blocks,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Link,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)
from press.problems import nearest
from press.prose import forms, marks
from press.prose.markdown import Node, inlines
from press.prose.passage import Passage

_VAGUE = re.compile(
    r"(?:(?:click|tap|see|look|go|read it|find it) )?here|click|(?:click |follow |use |see )?(?:on )?(?:this|the) "
    r"(?:link|page|site|website|leaflet)|(?:(?:read|learn|see|find out) )?more(?: info(?:rmation)?| details)?|"
    r"this|link|read|read on|info(?:rmation)?|details"
)
_KIND = re.compile(r"#|(?:term|lang|topic):")
_SPACES = re.compile(r"[ \n]{2,}|\n")


@dataclass(frozen=True, slots=True)
class References:
    """What the links of an edition may lead to.

    ``anchors`` maps the ids of its sections and figures to anchors (see `model.CrossReference`);
    ``topics`` maps topics to addresses on the web, or to nothing. Each term met goes into ``met``,
    each topic into ``named``, each passage of the library that stands in a text into ``shared``, with its terms.
    """

    anchors: Mapping[str, str]
    terms: Collection[str]
    topics: Mapping[str, str]
    met: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    passages: Mapping[str, Passage | None] = field(default_factory=dict)
    """Those that all topics share, by their ids; None for one that is refused."""
    shared: dict[str, tuple[Blocks, frozenset[str]]] = field(default_factory=dict)
    placed: Counter[str] = field(default_factory=Counter)
    """How often each figure has been placed so far."""


class Inlines:
    """Makes words of the inline Markdown in one passage."""

    def __init__(self, passage: Passage, references: References) -> None:
        self.passage = passage
        self.references = references
        self.row = 0

    def paragraph(self, content: str, row: int) -> Words:
        """The words of a paragraph that starts at ``row``."""
        return self._words(content, row, marks.check_paragraph)

    def line(self, content: str, row: int) -> Words:
        """The words of a heading, a caption or a cell."""
        return self._words(content, row, marks.check_line)

    def _words(self, content: str, row: int, check: Callable[[Passage, str, int], None]) -> Words:
        nodes = inlines(content)
        if nodes is None:
            check(self.passage, content, row)
            return (Text(_SPACES.sub(" ", content)),) if content else ()
        check(self.passage, _unmarked(nodes), row)
        self.row = row
        return self._set(nodes)

    def _set(self, nodes: Iterable[Node]) -> Words:
        out: list[Inline] = []
        text = ""
        for node in nodes:
            match node.kind:
                case "text" | "text_special":
                    text += node.token.content
                case "softbreak":
                    self.row += 1
                    text += " "
                case "hardbreak":
                    self._hard_break()
                    self.row += 1
                case _:
                    out += _text(text)
                    text = ""
                    out += self._marked(node)
        return (*out, *_text(text))

    def _marked(self, node: Node) -> Words:
        """The words between two marks."""
        row = self.row
        match node.kind:
            case "strong_open" | "em_open":
                words = self._set(node.inside)
                if "_" in node.token.markup:
                    hint = "Write `**words**` for strong words."
                    self._fault(row, "underscore", "Underscores do not mark words here.", hint, plain(words))
                return (Strong(words) if node.kind == "strong_open" else Emphasis(words),)
            case "link_open":
                return self._link(node, self._set(node.inside), row)
            case "image":
                self._picture(node)
            case _:
                message = "There are marks within marks within marks here."
                self._fault(row, "nesting", message, "Mark the words once.")
        return ()

    def _picture(self, node: Node) -> None:
        address = str(node.token.attrs.get("src", ""))
        words = f"![{node.token.content}]({address})"
        if address.startswith("figure:"):
            message = "A figure stands alone in its paragraph, and its description under `figures:`."
            hint = f"Write `![]({address})` between two blank lines."
        else:
            message = "Pictures by path are not allowed: they would have no description or credit."
            hint = "Describe the picture under `figures:` and write `![](figure:id)`."
        self._fault(self.row, "picture", message, hint, words)

    def _hard_break(self) -> None:
        message = "A line cannot be broken by hand, with a backslash or two spaces at its end."
        self._fault(self.row, "hard-break", message, "Start a new paragraph, or write a list.")

    def _fault(self, row: int, rule: str, message: str, hint: str, words: str = "") -> None:
        self.passage.fault(row, rule, message, hint, words=words)

    # Links

    def _link(self, node: Node, words: Words, row: int) -> Words:
        address = str(node.token.attrs.get("href", ""))
        self._check_words(plain(words), address, row)
        if "title" in node.token.attrs:
            message = "A link has no title: nobody would see it on paper."
            self._fault(row, "link-title", message, "Take the words in quotes out.", str(node.token.attrs["title"]))
        kind = _KIND.match(address)
        target = address[kind.end() :] if kind else ""
        match kind and kind[0]:
            case "term:":
                return (self._term(words, target, row),)
            case "lang:":
                return (self._foreign(words, target, row),)
            case "topic:":
                return (self._topic(words, target, row),)
            case "#":
                return (self._cross_reference(words, target, row),)
            case _:
                return (Link(words, self._address(address, plain(words), row)),)

    def _check_words(self, shown: str, address: str, row: int) -> None:
        if not any(map(str.isalnum, shown)):
            self._fault(row, "link-words", "The link has no words.", "Write `[words](address)`.", address)
        elif _VAGUE.fullmatch(_folded(shown)) and not address.startswith(("term:", "lang:")):
            message = "The words of the link do not say where it leads."
            self._fault(row, "link-words", message, "Name what the link leads to.", shown)

    def _term(self, words: Words, target: str, row: int) -> Term:
        entry = target or forms.term_id(plain(words))
        if entry in self.references.terms:
            self.references.met.add(entry)
        else:
            message = f"The glossary has no term `{entry}`."
            hint = f"{nearest(entry, self.references.terms)} Or add it under `glossary:`."
            self._fault(row, "unknown-term", message, hint, plain(words))
        return Term(words, entry)

    def _foreign(self, words: Words, language: str, row: int) -> Foreign:
        if not forms.is_language(language):
            message = f"`{language}` is not a language tag."
            self._fault(row, "language", message, forms.LANGUAGE_HINT, plain(words))
        return Foreign(words, language)

    def _cross_reference(self, words: Words, target: str, row: int) -> CrossReference:
        anchors = self.references.anchors
        if target not in anchors:
            message = f"No section or placed figure of this edition has the id `{target}`."
            self._fault(row, "unknown-anchor", message, nearest(target, anchors), plain(words))
        return CrossReference(words, anchors.get(target, ""))

    def _topic(self, words: Words, topic: str, row: int) -> TopicReference:
        topics = self.references.topics
        if topic not in topics:
            message = f"There is no topic `{topic}`."
            self._fault(row, "unknown-topic", message, nearest(topic, topics), plain(words))
        self.references.named.add(topic)
        return TopicReference(words, topic, topics.get(topic, ""))

    def _address(self, address: str, shown: str, row: int) -> str:
        """Where a link leads, as it is written for programs; a problem where that is nowhere."""
        scheme, _, target = address.partition(":")
        match scheme:
            case "https":
                good = forms.is_web_address(address)
                hint = "Write it as in `https://example.org/page`."
            case "mailto":
                good = forms.is_email(target) and not (forms.is_email(shown) and shown.lower() != target.lower())
                hint = "Write it as in `[help@example.org](mailto:help@example.org)`, twice the same."
            case "tel":
                dialling = _dialling(shown, target)
                good, address = bool(dialling), dialling or address
                hint = "Write it as in `[0808 800 6000](tel:08088006000)`, twice the same, a link for each number."
            case _:
                message = "Links of this kind are not allowed."
                hint = "Use https:, mailto:, tel:, topic:, term:, lang: or # with the id of a section or figure."
                self._fault(row, "link-kind", message, hint, f"[{shown}]({address})")
                return address
        if not good:
            self._fault(row, "link-address", "This link would lead nowhere.", hint, f"[{shown}]({address})")
        return address


def _dialling(shown: str, target: str) -> str:
    """What a `tel:` link dials (RFC 3966), with the extension that its words have; empty where these are
    a number, and it is another."""
    address = phones.address(target)
    if not address or not phones.is_number(shown):
        return address
    (number, *others) = phones.numbers(shown)
    extended = address if ";ext=" in address or not number.extension else f"{address};ext={number.extension}"
    return extended if not others and phones.shows(shown, extended) else ""


def _folded(words: str) -> str:
    return re.sub(r"[^\w\s]", "", words).strip().casefold()


def _text(text: str) -> Words:
    return (Text(_SPACES.sub(" ", text)),) if text else ()


def _unmarked(nodes: Iterable[Node]) -> str:
    """The text with what is already dealt with hidden, and its lines kept."""
    return "".join(map(_unmarked_node, nodes))


def _unmarked_node(node: Node) -> str:
    match node.kind:
        case "text":
            return node.token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case _:
            return f"{marks.HIDDEN}{_unmarked(node.inside)}{marks.HIDDEN}"
