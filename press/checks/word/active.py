"""What a Word file may do when it is opened, printed or clicked at: fetch, send, or start something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from press.addresses import dangerous
from press.checks.word import parts
from press.checks.word.fields import Field, Fields
from press.checks.word.file import Rule, WordFile, any_of, below, local, w
from press.checks.word.parts import Relation

_RUNS = frozenset(
    {"vbaProject", "wordVbaData", "oleObject", "attachedTemplate", "control", "activeXControlBinary", "package"}
    | {"aFChunk", "subDocument", "attachedToolbars", "keyMapCustomizations", "extensibility", "customUI"}
)
"""Kinds of relations to what runs, or to files that are put in or beside."""
_CODE = re.compile(r"vbaproject\.bin|vbadata\.xml|activex\d*\.(bin|xml)", re.IGNORECASE)
_REACHING = frozenset(
    {"DDE", "DDEAUTO", "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "EMBED", "DATABASE", "RD"}
    | {"MACROBUTTON", "MACRO", "HTMLCONTROL", "CONTROL", "PRIVATE", "PRINT", "GLOSSARY"}
)
"""Fields that fetch or start something, or hold what does (ISO/IEC 29500-1, 17.16.5; MS-OI29500, 2.1.500)."""
_ADDRESSED = ("href", "src")
_VML = "urn:schemas-microsoft-com:"


def _relations(file: WordFile) -> Iterator[Relation]:
    """Those of every part, and of the package."""
    for name in file.trees:
        if name.endswith(".rels"):
            folder, _, holder = name.rpartition("_rels/")
            yield from parts.relations(folder + holder.removesuffix(".rels"), file.trees).values()


def _active(file: WordFile) -> Iterable[str]:
    for relation in _relations(file):
        kind = relation.kind
        if kind in _RUNS or (relation.external and kind != "hyperlink"):
            yield f"{kind} {relation.target}"
    yield from (name for name in file.parts if _CODE.fullmatch(name.rpartition("/")[2]))
    yield from (f"{name} {address}" for name, address in _vml_addresses(file) if name == "src")


def _vml_addresses(file: WordFile) -> Iterator[tuple[str, str]]:
    """Addresses that old drawings have without a relation (ISO/IEC 29500-4, 19.1)."""
    for tree in file.trees.values():
        for element in tree.iter(f"{{{_VML}vml}}*", f"{{{_VML}office:office}}*"):
            for key, text in element.attrib.items():
                name = str(key).rpartition("}")[2]
                if name in _ADDRESSED and text and not str(text).startswith("#"):
                    yield name, str(text)


def _fields(file: WordFile) -> Iterator[Field]:
    """Those of every part, as they stand in it: of what is there in several ways, all."""
    for tree in file.trees.values():
        if any_of(below(tree, "fldSimple", "fldChar", "instrText", "delInstrText")):
            yield from Fields(tree).all


def _reaching(file: WordFile) -> Iterable[str]:
    for field in _fields(file):
        if field.name in _REACHING:
            yield field.code.strip()
    for tree in file.trees.values():
        for macro in below(tree, "entryMacro", "exitMacro"):
            yield f"{local(macro)} {macro.get(w('val'), '')}"


def _leading(file: WordFile) -> Iterable[str]:
    """Links of all kinds: by relation, by field, of drawings."""
    found = [relation.target for relation in _relations(file) if relation.external and relation.kind == "hyperlink"]
    found += [address for field in _fields(file) if field.name == "HYPERLINK" for address in field.arguments]
    found += [address for name, address in _vml_addresses(file) if name == "href"]
    return (address for address in found if dangerous(address))


_WML = "ISO/IEC 29500-1"

RULES = (
    Rule(
        "word-active",
        "ISO/IEC 29500-2, 6.5",
        "The file reaches outside itself, or holds something that runs.",
        "Put pictures into the file, and take everything else away.",
        _active,
    ),
    Rule(
        "word-active-field",
        f"{_WML}, 17.16.5",
        "A field fetches or starts something when the file is opened, printed or clicked at.",
        "Take the field away, or turn it into plain text (Ctrl+Shift+F9 in Word). Do not click at it.",
        _reaching,
    ),
    Rule(
        "word-link-scheme",
        f"{_WML}, 17.16.22; RFC 3986, 3.1",
        "A link leads to a program, a script or a file, not to a page, a mailbox or a phone.",
        "Take the link away, or let it lead to https:, http:, mailto:, tel: or sms:.",
        _leading,
    ),
)
