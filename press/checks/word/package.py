"""What Word needs to open a file, and what Microsoft's validator does not look at."""

from __future__ import annotations

import io
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

from fontTools.ttLib import TTFont, TTLibError

from press.checks.word import schema
from press.checks.word.file import Element, Rule, WordFile, below, local, number, r, text_of, value, w, wp

_BOOKMARK = re.compile(r"[^\W\d_]\w{0,39}|_\w{1,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z0-9]{4,8})*")
_TO_BOOKMARK = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+(\S+)")
_WHOLE_FONT = 0xB1B0AFBA
_STYLE_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "commentRangeStart", "commentReference", "rPrChange", "pPrChange")


def _without_type(file: WordFile) -> Iterable[str]:
    """Parts of XML need a type of their own; that of all XML does not tell Word what they are.

    It is the right one for XML of the user's own (ISO/IEC 29500-1, 15.2.5).
    """
    types = file.trees["[Content_Types].xml"]
    ends = {element.get("Extension", "").lower() for element in types.iterfind("{*}Default")} - {"xml"}
    named = {element.get("PartName", "").lstrip("/") for element in types.iterfind("{*}Override")}
    for name in sorted(file.parts.keys() - named - {"[Content_Types].xml"}):
        if name.rpartition(".")[2].lower() not in ends and not name.startswith("customXml/item"):
            yield name
    yield from sorted(named - file.parts.keys())


def _unrelated(file: WordFile) -> Iterable[str]:
    for name, tree in file.trees.items():
        if name.endswith(".rels"):
            continue
        relations = file.relations(name)
        yield from (
            found.target for found in relations.values() if not found.external and found.target not in file.parts
        )
        for element in tree.iter():
            used = [element.get(r(key)) for key in ("id", "embed", "link")]
            yield from (f"{local(element)} {key}" for key in used if key and key not in relations)


def _bookmarks(file: WordFile) -> list[str]:
    return [value(start, "name") for start in below(file.document, "bookmarkStart")]


def _bad_bookmark_names(file: WordFile) -> Iterable[str]:
    return (name for name in _bookmarks(file) if not _BOOKMARK.fullmatch(name))


def _twice(names: Iterable[str]) -> Iterable[str]:
    return (name for name, count in Counter(names).items() if count > 1)


def _bookmarks_twice(file: WordFile) -> Iterable[str]:
    return _twice(name.lower() for name in _bookmarks(file))


def _unpaired_bookmarks(file: WordFile) -> Iterable[str]:
    starts, ends = (
        [value(mark, "id") for mark in below(file.document, name)] for name in ("bookmarkStart", "bookmarkEnd")
    )
    return sorted(set(starts) ^ set(ends)) + list(_twice(ends))


def _ids_twice(file: WordFile) -> Iterable[str]:
    document = file.document
    yield from _twice(value(mark, "id") for mark in below(document, "bookmarkStart"))
    yield from _twice(element.get("id", "") for story in file.stories for element in story.iter(wp("docPr")))
    yield from _twice(value(element, "id") for element in below(document, *_REVISIONS))


def _lost_links(file: WordFile) -> Iterable[str]:
    marks = {name.lower() for name in _bookmarks(file)}
    for link in below(file.document, "hyperlink"):
        anchor = value(link, "anchor")
        if anchor.lower() not in marks and not (link.get(r("id")) and not anchor):
            yield f"{text_of(link)} ({anchor})"


def _lost_fields(file: WordFile) -> Iterable[str]:
    marks = {name.lower() for name in _bookmarks(file)}
    for code in (code for story in file.stories for code in below(story, "instrText")):
        found = _TO_BOOKMARK.match(code.text or "")
        if found and found[1].lower() not in marks:
            yield found[0].strip()


def _unknown_styles(file: WordFile) -> Iterable[str]:
    for tree in (*file.stories, file.style_sheet):
        for reference in below(tree, *_STYLE_REFERENCES):
            if value(reference) not in file.styles:
                yield value(reference)


def _unknown_lists(file: WordFile) -> Iterable[str]:
    """List 0 is none (17.9.18), and where no list is named it is the style's."""
    numbering = file.numbering
    kinds = {
        value(kind, "abstractNumId"): {value(level, "ilvl") for level in below(kind, "lvl")}
        for kind in below(numbering, "abstractNum")
    }
    levels = {
        value(found, "numId"): kinds.get(value(found.find(w("abstractNumId"))), set())
        for found in below(numbering, "num")
    }
    for tree in (*file.stories, file.style_sheet):
        for reference in below(tree, "numPr"):
            number, level = value(reference.find(w("numId"))), value(reference.find(w("ilvl"))) or "0"
            if number not in ("", "0") and level not in levels.get(number, set()):
                yield f"list {number}, level {level}"


def _open_fields(file: WordFile) -> Iterable[str]:
    """begin, instruction, separate, result, end: each in its turn, fields in fields allowed."""
    for story in file.stories:
        stack: list[str] = []
        for mark in below(story, "fldChar"):
            kind = value(mark, "fldCharType")
            if kind == "begin":
                stack.append(kind)
            elif not stack or stack[-1] == kind:
                yield f"a field's {kind} without its begin"
            elif kind == "separate":
                stack[-1] = kind
            else:
                stack.pop()
        yield from ("a field without its end" for _ in stack)


def _asking(file: WordFile) -> Iterable[str]:
    yield from ("updateFields" for _ in below(file.settings, "updateFields"))
    for story in file.stories:
        for mark in below(story, "fldChar", "fldSimple", "sdt"):
            if value(mark, "dirty") not in ("", "0", "false"):
                yield f"{local(mark)} is marked as out of date"


def _cells(file: WordFile) -> Iterator[Element]:
    return below(file.document, "tc")


def _bare_cells(file: WordFile) -> Iterable[str]:
    for cell in _cells(file):
        if len(cell) == 0 or cell[-1].tag != w("p"):
            yield text_of(cell) or "a cell"


def _short_rows(file: WordFile) -> Iterable[str]:
    for table in below(file.document, "tbl"):
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        for row in table.iterfind(w("tr")):
            spans = [number(value(cell.find(f"{w('tcPr')}/{w('gridSpan')}")), 1) for cell in row.iterfind(w("tc"))]
            if sum(spans) != columns:
                yield text_of(row)


def _bad_languages(file: WordFile) -> Iterable[str]:
    for tree in (*file.stories, file.style_sheet, file.settings):
        for element in below(tree, "lang", "themeFontLang"):
            yield from (str(tag) for tag in element.attrib.values() if not _LANGUAGE.fullmatch(str(tag)))


def _broken_fonts(file: WordFile) -> Iterable[str]:
    fonts = file.part("fontTable")
    relations = file.relations(fonts)
    for font in below(file.trees.get(fonts, file.document), "embedRegular", "embedBold"):
        relation = relations.get(font.get(r("id"), ""))
        data = file.parts.get(relation.target, b"") if relation else b""
        if not _embeddable(_revealed(data, value(font, "fontKey"))):
            yield relation.target if relation else local(font)


def _revealed(data: bytes, key: str) -> bytes:
    """ISO/IEC 29500-4, 9.2.8: the first 32 bytes are XORed with the key, last byte first."""
    digits = re.sub(r"[^0-9A-Fa-f]", "", key)
    mask = bytes.fromhex(digits if len(digits) == 32 else "00" * 16)[::-1] * 2
    return bytes(byte ^ other for byte, other in zip(data[:32], mask, strict=False)) + data[32:]


def _embeddable(data: bytes) -> bool:
    """Whether it is a whole TrueType font, by the sum of all its words, that may be embedded."""
    words = array("I", data + bytes(-len(data) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    if sum(words) & 0xFFFFFFFF != _WHOLE_FONT:
        return False
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return bool(font["OS/2"].fsType == 0)
    except (TTLibError, KeyError):
        return False


def _revisions(file: WordFile) -> Iterable[str]:
    return (f"{local(element)}: {text_of(element)}" for story in file.stories for element in below(story, *_REVISIONS))


def _old(file: WordFile) -> Iterable[str]:
    settings = below(file.settings, "compatSetting")
    mode = next((value(found) for found in settings if value(found, "name") == "compatibilityMode"), "none")
    return [] if mode == "15" else [f"mode {mode}"]


_OPC, _WML = "ISO/IEC 29500-2", "ISO/IEC 29500-1"
_AGAIN = "Make the file again; if that does not help, report it to whoever makes the program that wrote it."

RULES = (
    Rule(
        "word-content-type",
        f"{_OPC}, 7.2.3",
        "A part's type is not said, or the part is missing.",
        _AGAIN,
        _without_type,
    ),
    Rule("word-relation", f"{_OPC}, 6.5", "A relation leads to nothing.", _AGAIN, _unrelated),
    Rule("word-order", _WML, "Properties are not in the order that Word insists on.", _AGAIN, schema.disordered),
    Rule("word-value", _WML, "A value is not one that Word knows.", _AGAIN, schema.out_of_range),
    Rule(
        "word-bookmark-name",
        f"{_WML}, 17.13.6.2",
        "Word takes names of at most 40 letters, digits and underscores for bookmarks.",
        _AGAIN,
        _bad_bookmark_names,
    ),
    Rule(
        "word-bookmark-twice",
        f"{_WML}, 17.13.6.2",
        "Two bookmarks have one name, so links go to the wrong place.",
        _AGAIN,
        _bookmarks_twice,
    ),
    Rule(
        "word-bookmark-open", f"{_WML}, 17.13.6", "A bookmark has a start or an end only.", _AGAIN, _unpaired_bookmarks
    ),
    Rule(
        "word-id-twice", f"{_WML}, 20.4.2.5", "Two things have one number, which Word calls damage.", _AGAIN, _ids_twice
    ),
    Rule(
        "word-lost-link",
        f"{_WML}, 17.16.22",
        "A link goes to a bookmark that is not there.",
        "Give the place its bookmark, or take the link away.",
        _lost_links,
    ),
    Rule(
        "word-lost-field",
        f"{_WML}, 17.16.5",
        "A field asks for a bookmark that is not there and will print an error.",
        "Give the place its bookmark, or take the field away.",
        _lost_fields,
    ),
    Rule(
        "word-style",
        f"{_WML}, 17.7",
        "A style is used that is not there.",
        "Add the style, or use one that is there.",
        _unknown_styles,
    ),
    Rule(
        "word-list",
        f"{_WML}, 17.9",
        "A list is used that is not there, so its bullets or numbers are missing.",
        _AGAIN,
        _unknown_lists,
    ),
    Rule(
        "word-field",
        f"{_WML}, 17.16.18",
        "A field is not whole: begin, instruction, separate, result, end.",
        _AGAIN,
        _open_fields,
    ),
    Rule(
        "word-asks",
        f"{_WML}, 17.15.1.90",
        "Word will ask to update fields when it opens the file.",
        "Fill the results in, and mark nothing as out of date.",
        _asking,
    ),
    Rule(
        "word-cell",
        f"{_WML}, 17.4.65",
        "A cell does not end in a paragraph, so Word refuses the file.",
        _AGAIN,
        _bare_cells,
    ),
    Rule(
        "word-row",
        f"{_WML}, 17.4.78",
        "A row does not have as many cells as the table has columns.",
        _AGAIN,
        _short_rows,
    ),
    Rule(
        "word-language-tag",
        "BCP 47",
        "This is not the tag of a language.",
        "Write a tag such as en-GB, cy or zh-Hans.",
        _bad_languages,
    ),
    Rule(
        "word-font",
        "ISO/IEC 29500-4, 9.2.8",
        "An embedded font cannot be read, or may not be embedded.",
        "Embed a TrueType font with fsType 0.",
        _broken_fonts,
    ),
    Rule(
        "word-revision",
        f"{_WML}, 17.13.5",
        "A tracked change or a comment was left in the document.",
        "Accept or reject it.",
        _revisions,
    ),
    Rule(
        "word-compatibility",
        "MS-DOCX 2.11.3",
        "Word opens the file in compatibility mode.",
        "Set the compatibility mode to 15.",
        _old,
    ),
)
