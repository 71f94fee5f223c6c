"""What a screen reader says of a finished file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from press import aloud, formats
from press.aloud import Lexicons, Said
from press.problems import OfFile, Place, Problem, Refused
from press.speech import Node, Speech


def read(data: bytes, name: str) -> Speech:
    """What is said of a file, whose format is told by how its ``name`` ends.

    Raises Refused if it cannot be read.
    """
    known = formats.of_file(name)
    if known is None:
        message, hint = formats.refusal()
        raise Refused([Problem("transcript-kind", Place(name), f"{message}.", hint, subject=OfFile(name))])
    try:
        return formats.opened(known.name).speech(data)
    except RecursionError:
        message, hint = (
            "Things stand in it within each other, deeper than any leaflet needs.",
            "Make it in a simpler way.",
        )
        raise Refused([Problem("depth", Place(name), message, hint, subject=OfFile(name))]) from None
    except (ValueError, OSError) as error:
        message, hint = f"It cannot be read: {error}.", "Make the file again."
        raise Refused([Problem("transcript-unreadable", Place(name), message, hint, subject=OfFile(name))]) from None


def put_into_words(speech: Speech, lexicons: Lexicons) -> tuple[Speech, Counter[Said]]:
    """A script for a voice: what is said, with figures, signs and capitals in words; and what is said for what, each
    with how many times."""
    hand = _Hand(lexicons)
    nodes = tuple(hand.node(node, speech.language) for node in speech.nodes)
    remarks = speech.remarks if aloud.known(speech.language) else (*speech.remarks, _NOT_KNOWN)
    said = replace(speech, nodes=nodes, title=hand.words(speech.title, speech.language), remarks=remarks)
    return said, hand.account


_NOT_KNOWN = (
    "Figures and signs are put into words where a file says that it is in English or Welsh; of others, what the "
    "lexicon has. Those that a voice says as it likes stand below with nothing said for them."
)


class _Hand:
    """Puts words for figures, and keeps account of it."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons
        self.account: Counter[Said] = Counter()

    def node(self, node: Node, around: str) -> Node:
        language = node.language or around
        label = node.label if node.kids else self.words(node.label, language)  # that of a picture; others are signs
        return replace(node, kids=tuple(self.kids(node.kids, language)), label=label)

    def kids(self, kids: Iterable[Node | str], language: str) -> Iterator[Node | str]:
        """What is in a node; a dose of which a part is stressed comes in several pieces, and is one."""
        for is_text, group in groupby(kids, lambda kid: isinstance(kid, str)):
            if is_text:
                yield self.words("".join(map(str, group)), language)
            else:
                yield from (self.node(kid, language) for kid in group if isinstance(kid, Node))

    def words(self, text: str, language: str) -> str:
        said = aloud.script(text, language, aloud.lexicon_of(self.lexicons, language))
        self.account.update(each for each in said if each.written != each.spoken)
        if not aloud.known(language):
            as_it_likes = (sign for each in said if each.written == each.spoken for sign in aloud.unknown(each.written))
            self.account.update(Said(sign, "") for sign in as_it_likes)
        return "".join(each.spoken for each in said)
