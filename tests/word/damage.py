"""Kinds of damage to a good Word file, each with the rule that has to find it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

Parts = dict[str, bytes]

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS, CORE, TYPES = "word/settings.xml", "docProps/core.xml", "[Content_Types].xml"
TABLE = re.compile(r"<w:tbl>.*?</w:tbl>")


@dataclass(frozen=True)
class Damage:
    """What is done, the rule that it breaks, and what does it to a file's parts."""

    name: str
    rule: str
    do: Callable[[Parts], None]


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def swapped(old: str, new: str, part: str = DOCUMENT, *, everywhere: bool = False) -> Callable[[Parts], None]:
    """Puts a text in the place of another one, which has to be there."""

    def do(parts: Parts) -> None:
        text = parts[part].decode()
        assert old in text, f"{old} is not in {part}"
        parts[part] = text.replace(old, new, -1 if everywhere else 1).encode()

    return do


def edited(pattern: str, new: str, part: str = DOCUMENT, count: int = 1) -> Callable[[Parts], None]:
    """Puts a text in the place of what matches, which has to be there."""

    def do(parts: Parts) -> None:
        text, times = re.subn(pattern, new, parts[part].decode(), count=count, flags=re.DOTALL)
        assert times, f"{pattern} is not in {part}"
        parts[part] = text.encode()

    return do


def removed(part: str) -> Callable[[Parts], None]:
    def do(parts: Parts) -> None:
        del parts[next(name for name in parts if re.fullmatch(part, name))]

    return do


def everything(*steps: Callable[[Parts], None]) -> Callable[[Parts], None]:
    def do(parts: Parts) -> None:
        for step in steps:
            step(parts)

    return do


def _in_cell(cell: str) -> Callable[[Parts], None]:
    return edited(r"(<w:tc><w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>)<w:p>.*?</w:p></w:tc>", rf"\1{cell}</w:tc>")


def _font_bytes(parts: Parts) -> None:
    name = next(name for name in parts if name.endswith(".odttf"))
    parts[name] = bytes(40) + parts[name][40:]


BLANK = "<w:p></w:p>"
PLAIN = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
INK = '<w:r><w:t xml:space="preserve">The knee is the '
FIRST = '<w:p><w:pPr><w:pStyle w:val="Heading1"/>'
ANCHOR = (
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"'
    ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0'
    '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset>'
    '</wp:positionV><wp:extent{}<wp:wrapSquare wrapText="bothSides"/><wp:docPr'
)
BOTH = (
    '<w:p><w:ins w:id="900" w:author="A"><w:r><w:t>a</w:t></w:r></w:ins>'
    '<w:del w:id="900" w:author="A"><w:r><w:delText>b</w:delText></w:r></w:del></w:p>'
)
TEXT_BOX = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    + PLAIN.format("aside")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def run(properties: str) -> Callable[[Parts], None]:
    return swapped(INK, INK.replace("<w:r>", f"<w:r><w:rPr>{properties}</w:rPr>"))


def _before_first_heading(xml: str) -> Callable[[Parts], None]:
    return swapped(FIRST, xml + FIRST)


PACKAGE = (
    Damage("a part is not well-formed", "word-unreadable", swapped("</w:body>", "")),
    Damage("the styles are missing", "word-relation", removed(STYLES)),
    Damage("the core properties are missing", "word-untitled", removed(CORE)),
    Damage("the settings are missing", "word-compatibility", removed(SETTINGS)),
    Damage(
        "a part has no type", "word-content-type", edited(r'<Override PartName="/word/numbering.xml"[^>]*>', "", TYPES)
    ),
    Damage("pictures have no type", "word-content-type", edited(r'<Default Extension="png"[^>]*>', "", TYPES)),
    Damage("a picture is missing", "word-relation", removed(r"word/media/.*\.png")),
    Damage("a relation's id is unknown", "word-relation", edited(r'r:embed="rId\d+"', 'r:embed="rId999"')),
    Damage("a header is missing", "word-relation", removed("word/header1.xml")),
    Damage(
        "a paragraph's properties are out of order",
        "word-order",
        swapped("<w:keepNext/>", '<w:spacing w:after="0"/><w:keepNext/>'),
    ),
    Damage("a run's properties are out of order", "word-order", run('<w:sz w:val="60"/><w:b/>')),
    Damage(
        "a run's properties stand behind its text",
        "word-order",
        edited(r"(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)(<w:t .*?</w:t>)", r"\2\1"),
    ),
    Damage("an element is unknown", "word-order", _before_first_heading("<w:para/>")),
    Damage("text stands outside a run", "word-order", swapped(INK, "<w:t>lost</w:t>" + INK)),
    Damage(
        "a table has its rows before its grid",
        "word-order",
        edited(r"(<w:tblGrid>.*?</w:tblGrid>)(<w:tr>.*?</w:tr>)", r"\2\1"),
    ),
    Damage("a size is no number", "word-value", run('<w:sz w:val="big"/>')),
    Damage("a colour is none", "word-value", run('<w:color w:val="reddish"/>')),
    Damage("a fill is none", "word-value", edited(r'w:fill="\w{6}"', 'w:fill="pale"', STYLES)),
    Damage(
        "an alignment is none",
        "word-value",
        _before_first_heading('<w:p><w:pPr><w:jc w:val="west"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'),
    ),
    Damage(
        "a bookmark's name has a space",
        "word-bookmark-name",
        swapped('w:name="what_is_wrong"', 'w:name="what is wrong"'),
    ),
    Damage(
        "a bookmark's name is too long", "word-bookmark-name", swapped('w:name="what_is_wrong"', f'w:name="{"t" * 41}"')
    ),
    Damage(
        "two bookmarks have one name",
        "word-bookmark-twice",
        swapped('w:name="what_is_wrong"', 'w:name="signs_of_wear"'),
    ),
    Damage("a bookmark has no end", "word-bookmark-open", edited("<w:bookmarkEnd[^>]*>", "")),
    Damage(
        "two bookmarks have one number",
        "word-id-twice",
        edited(r'(w:id="\d+")( w:name="signs_of_wear".*?)w:id="\d+"( w:name="what_you_can_do")', r"\1\2\1\3"),
    ),
    Damage("two pictures have one number", "word-id-twice", edited(r'<wp:docPr id="\d+"', '<wp:docPr id="7"', count=0)),
    Damage("a link goes nowhere", "word-lost-link", swapped('w:anchor="figure__bend"', 'w:anchor="figure__arm"')),
    Damage("a contents entry goes nowhere", "word-lost-link", swapped('w:anchor="what_is_wrong"', 'w:anchor="cure"')),
    Damage("a page reference asks for nothing", "word-lost-field", swapped("PAGEREF what_is_wrong", "PAGEREF cure")),
    Damage(
        "a paragraph's style is unknown", "word-style", swapped('w:pStyle w:val="Caption"', 'w:pStyle w:val="Legend"')
    ),
    Damage("a run's style is unknown", "word-style", swapped('w:rStyle w:val="Strong"', 'w:rStyle w:val="Loud"')),
    Damage(
        "a table's style is unknown",
        "word-style",
        swapped('w:tblStyle w:val="LeafletTable"', 'w:tblStyle w:val="Grid"'),
    ),
    Damage(
        "a style is based on an unknown one",
        "word-style",
        swapped('w:basedOn w:val="Heading2"', 'w:basedOn w:val="Heading7"', STYLES),
    ),
    Damage("a list is unknown", "word-list", edited(r'w:numId w:val="3"', 'w:numId w:val="33"')),
    Damage(
        "a list has no kind",
        "word-list",
        swapped('<w:abstractNumId w:val="2"/>', '<w:abstractNumId w:val="9"/>', NUMBERING, everywhere=True),
    ),
    Damage("a field has no end", "word-field", swapped('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "")),
    Damage("a field has no begin", "word-field", swapped('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "")),
    Damage(
        "fields are to be updated",
        "word-asks",
        swapped("<w:defaultTabStop", "<w:updateFields/><w:defaultTabStop", SETTINGS),
    ),
    Damage(
        "a field is out of date", "word-asks", swapped('w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="1"')
    ),
    Damage("a cell has no paragraph", "word-cell", _in_cell("")),
    Damage("a row lacks a cell", "word-row", edited(r"<w:tc>((?!<w:tc>).)*</w:tc></w:tr>", "</w:tr>")),
    Damage("a language is none", "word-language-tag", swapped('w:lang w:val="cy"', 'w:lang w:val="Welsh"')),
    Damage(
        "a language's region is none",
        "word-language-tag",
        edited('<w:lang w:val="en-GB"', '<w:lang w:val="en_GB"', STYLES),
    ),
    Damage("a font is damaged", "word-font", _font_bytes),
    Damage(
        "a font's key is another one", "word-font", edited(r'w:fontKey="\{.', 'w:fontKey="{0', "word/fontTable.xml")
    ),
    Damage(
        "a change is tracked",
        "word-revision",
        edited(
            re.escape(INK) + "(.*?</w:r>)",
            rf'<w:ins w:id="900" w:author="A" w:date="2026-01-01T00:00:00Z">{INK}\1</w:ins>',
        ),
    ),
    Damage(
        "two tracked changes have one number",
        "word-id-twice",
        _before_first_heading(BOTH),
    ),
    Damage("Word would open it in an old mode", "word-compatibility", swapped('w:val="15"', 'w:val="14"', SETTINGS)),
    Damage(
        "a field starts a program",
        "word-active-field",
        swapped("</w:p>", '<w:fldSimple w:instr=" DDEAUTO cmd "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'),
    ),
    Damage(
        "a link leads to a script",
        "word-link-scheme",
        edited(r'(relationships/hyperlink" Target=")[^"]*"', r'\1javascript:alert(1)"', "word/_rels/document.xml.rels"),
    ),
    Damage(
        "a picture is loaded from outside",
        "word-active",
        edited(
            r'(relationships/image" Target=")[^"]*"',
            r'\1https://example.org/x.png" TargetMode="External"',
            "word/_rels/document.xml.rels",
        ),
    ),
)

ACCESS = (
    Damage("a picture says nothing", "word-alt", edited('descr="A leg bent[^"]*"', 'descr=""')),
    Damage(
        "a picture says its file's name", "word-alt-file-name", edited('descr="A leg bent[^"]*"', 'descr="arm.png"')
    ),
    Damage(
        "a picture keeps its file's name",
        "word-alt-file-name",
        edited(r'(<pic:cNvPr id="\d+" name=")[^"]*', r"\1IMG_2041.JPG"),
    ),
    Damage("a decorative picture speaks", "word-decorative", swapped('descr=""', 'descr="A ruler."')),
    Damage(
        "a picture is stretched",
        "word-picture-proportions",
        edited(r'<wp:extent cx="\d+" cy="\d+"/>(<wp:docPr[^>]*A leg bent)', r'<wp:extent cx="100" cy="47"/>\1'),
    ),
    Damage(
        "a picture is stretched in its frame",
        "word-picture-proportions",
        edited(r'(A leg bent.*?)<a:ext cx="\d+" cy="\d+"/>', r'\1<a:ext cx="100" cy="49"/>'),
    ),
    Damage("a picture has a title", "word-alt-title", swapped(' descr="', ' title="Arm" descr="')),
    Damage("a table has no header row", "word-table-head", swapped("<w:tblHeader/>", "")),
    Damage("a table's look has no header row", "word-table-head", swapped('w:firstRow="1"', 'w:firstRow="0"')),
    Damage("a table has no description", "word-table-words", edited("<w:tblDescription[^>]*>", "")),
    Damage("cells are merged across", "word-table-merged", edited(r"(<w:tcW [^>]*>)", r'\1<w:gridSpan w:val="2"/>')),
    Damage("cells are merged down", "word-table-merged", edited(r"(<w:tcW [^>]*>)", r'\1<w:vMerge w:val="restart"/>')),
    Damage(
        "a table stands in a table",
        "word-table-nested",
        _in_cell("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"),
    ),
    Damage(
        "a picture floats",
        "word-floating",
        everything(
            edited(r"<wp:inline [^>]*><wp:extent([^>]*/>)<wp:docPr", ANCHOR.format(r"\1")),
            swapped("</wp:inline>", "</wp:anchor>"),
        ),
    ),
    Damage(
        "a paragraph floats",
        "word-floating",
        swapped("<w:keepNext/>", '<w:keepNext/><w:framePr w:w="2000" w:hAnchor="page"/>'),
    ),
    Damage("words stand in a text box", "word-floating", _before_first_heading(TEXT_BOX)),
    Damage(
        "a link says 'here'",
        "word-link-words",
        everything(
            swapped(">the drawing</w:t>", ">here</w:t>"), swapped('w:tooltip="the drawing"', 'w:tooltip="here"')
        ),
    ),
    Damage("a link says nothing", "word-link-words", swapped(">the drawing</w:t>", "></w:t>")),
    Damage(
        "a link's tooltip says something else", "word-link-tip", swapped('w:tooltip="the drawing"', 'w:tooltip="Click"')
    ),
    Damage("there are no headings", "word-headings", edited("<w:outlineLvl[^>]*>", "", STYLES, count=0)),
    Damage(
        "a heading skips a level",
        "word-heading-order",
        swapped('w:pStyle w:val="Heading2"', 'w:pStyle w:val="Heading4"'),
    ),
    Damage("letters are pale", "word-contrast", run('<w:color w:val="AAAAAA"/>')),
    Damage(
        "a style's letters are pale",
        "word-contrast",
        edited(r'(w:styleId="Caption".*?)<w:b/><w:bCs/>', r'\1<w:b/><w:bCs/><w:color w:val="999999"/>', STYLES),
    ),
    Damage(
        "letters stand on a dark ground",
        "word-contrast",
        edited(r'(w:styleId="BoxNote".*?w:fill=")\w{6}', r"\g<1>333355", STYLES),
    ),
    Damage(
        "a header row is dark", "word-contrast", edited(r'(w:type="firstRow".*?w:fill=")\w{6}', r"\g<1>222222", STYLES)
    ),
    Damage("a blank paragraph stands for space", "word-blank", _before_first_heading(BLANK)),
    Damage("spaces stand for layout", "word-spaces", swapped(INK, INK + "    ")),
    Damage("a tab stands for layout", "word-spaces", swapped(INK, INK.replace("<w:r>", "<w:r><w:tab/>"))),
    Damage(
        "bullets are typed",
        "word-typed-list",
        _before_first_heading(PLAIN.format("• pain") + PLAIN.format("• itching")),
    ),
    Damage("the file has no title", "word-title", edited("<dc:title>.*?</dc:title>", "", CORE)),
    Damage(
        "the file has another title",
        "word-title",
        edited("<dc:title>.*?</dc:title>", "<dc:title>Document1</dc:title>", CORE),
    ),
    Damage("no language is said", "word-no-language", edited("<w:lang [^>]*>", "", STYLES, count=0)),
    Damage("the file has no language", "word-language", edited("<dc:language>.*?</dc:language>", "", CORE)),
    Damage(
        "the text has another language",
        "word-language",
        swapped('<w:lang w:val="en-GB"', '<w:lang w:val="en-US"', STYLES),
    ),
)

PRINTED = (
    Damage("letters are small", "word-type-size", run('<w:sz w:val="22"/>')),
    Damage(
        "a style's letters are small",
        "word-type-size",
        edited(
            r'(w:styleId="Footer".*?)</w:pPr>',
            r'\1</w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>',
            STYLES,
        ),
    ),
    Damage(
        "Arabic letters are small", "word-type-size", edited(r'<w:szCs w:val="\d+"/>', '<w:szCs w:val="20"/>', STYLES)
    ),
    Damage("a list's numbers are small", "word-type-size", swapped("<w:b/>", '<w:b/><w:sz w:val="16"/>', NUMBERING)),
    Damage("letters are raised", "word-raised", run('<w:vertAlign w:val="superscript"/>')),
    Damage("letters are in italics", "word-italics", run("<w:i/>")),
    Damage(
        "a style is in italics",
        "word-italics",
        edited(r'(w:styleId="Emphasis".*?)<w:bCs/>', r"\1<w:bCs/><w:i/>", STYLES),
    ),
    Damage("words are underlined", "word-underline", run('<w:u w:val="single"/>')),
    Damage("words are in capitals", "word-capitals", run("<w:caps/>")),
    Damage("words are in small capitals", "word-capitals", run("<w:smallCaps/>")),
    Damage(
        "a paragraph shouts", "word-shouting", _before_first_heading(PLAIN.format("PLEASE READ ALL OF THIS AT ONCE"))
    ),
    Damage("words are hidden", "word-hidden", run("<w:vanish/>")),
    Damage(
        "text is justified",
        "word-alignment",
        edited(r'(w:styleId="Normal".*?)</w:pPr>', r'\1<w:jc w:val="both"/></w:pPr>', STYLES),
    ),
    Damage(
        "a title is centred",
        "word-alignment",
        swapped('<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Title"/><w:jc w:val="center"/>'),
    ),
    Damage(
        "hyphenation is on",
        "word-hyphenation",
        swapped('autoHyphenation w:val="0"', 'autoHyphenation w:val="1"', SETTINGS),
    ),
    Damage("a soft hyphen is in a word", "word-hyphenation", swapped(INK, INK.replace("knee", "kn\N{SOFT HYPHEN}ee"))),
    Damage("lines are close", "word-line-spacing", edited(r'w:line="\d+"', 'w:line="200"', STYLES)),
    Damage(
        "lines have a fixed height",
        "word-line-spacing",
        edited(r'w:line="\d+" w:lineRule="auto"', 'w:line="200" w:lineRule="exact"', STYLES),
    ),
    Damage(
        "paragraphs are close",
        "word-paragraph-spacing",
        edited(r'(w:styleId="Normal".*?w:after=")\d+', r"\g<1>60", STYLES),
    ),
    Damage(
        "a heading may end a page", "word-stranded", edited(r'(w:styleId="Heading1".*?)<w:keepNext/>', r"\1", STYLES)
    ),
    Damage(
        "a picture may lose its caption",
        "word-stranded",
        everything(
            edited(r'(w:styleId="Picture".*?)<w:keepNext/>', r"\1", STYLES),
            swapped('<w:pStyle w:val="Picture"/><w:keepNext/>', '<w:pStyle w:val="Picture"/>'),
        ),
    ),
    Damage("a row may be split", "word-row-split", swapped("<w:cantSplit/>", "")),
    Damage("a footer has no page number", "word-page-number", swapped(" PAGE ", " DATE ", "word/footer2.xml")),
    Damage("a footer has another code", "word-code", edited(r"(?<=· )[^<]+", "7K4X", "word/footer1.xml")),
    Damage("the notice is not in the header", "word-notice", swapped("out of date", "fresh", "word/header1.xml")),
)

WORDS = (
    Damage("a word is missing", "word-words", swapped("The knee is the ", "The knee ")),
    Damage("a word is there twice", "word-words", swapped("The knee is the ", "The knee is is the ")),
    Damage(
        "a word hides among page references",
        "word-words",
        swapped("(page\N{NO-BREAK SPACE}", "(see page\N{NO-BREAK SPACE}"),
    ),
    Damage("a paragraph is missing", "word-words", edited("<w:p>(?:(?!<w:p>).)*Ask your physiotherapist.*?</w:p>", "")),
    Damage(
        "paragraphs changed places",
        "word-words",
        edited(r"(<w:p>(?:(?!</w:p>).)*I did not think.*?</w:p>)(<w:p>.*?</w:p>)", r"\2\1"),
    ),
    Damage("a picture says something else", "word-words", edited('descr="A leg bent[^"]*"', 'descr="An arm."')),
    Damage("a table's cell is empty", "word-words", swapped(">Stiff in the morning<", "><")),
    Damage("a number is parted from its unit", "word-words", swapped("2.5\N{NO-BREAK SPACE}mg", "2.5 mg")),
    Damage("a language is not marked", "word-foreign", edited('<w:rPr><w:lang w:val="cy"[^>]*></w:rPr>', "")),
    Damage("a language is another one", "word-foreign", swapped('w:val="cy"', 'w:val="br"')),
    Damage(
        "a link goes elsewhere",
        "word-address",
        swapped("https://example.org/hip", "https://example.org/other", "word/_rels/document.xml.rels"),
    ),
    Damage("a link is no link", "word-address", edited(r'<w:hyperlink r:id="\w+"[^>]*>(.*?)</w:hyperlink>', r"\1")),
    Damage(
        "the contents say something else",
        "word-contents",
        edited(r'(w:anchor="what_is_wrong".*?)>What is wrong with my knee.<', r"\1>How it heals<"),
    ),
    Damage(
        "the contents are out of order",
        "word-contents",
        edited(r'(<w:p>(?:(?!</w:p>).)*w:anchor="what_is_wrong".*?</w:p>)(<w:p>.*?</w:p>)', r"\2\1"),
    ),
)

DAMAGES = PACKAGE + ACCESS + PRINTED + WORDS
