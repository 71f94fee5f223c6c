"""Kinds of damage to a good PDF, each with the rule that has to find it.

Each is done to a file that `pikepdf` has opened; what it is done to is found by its words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from press.checks.pdf.content import Pages
from press.checks.pdf.tree import Element, TagTree
from press.layout import Layout
from press.manuscript import Manuscript

Do = Callable[[Pdf], None]


@dataclass(frozen=True, eq=False)
class Made:
    """A PDF, and what it was made from."""

    data: bytes = field(repr=False)
    manuscript: Manuscript = field(repr=False)
    layout: Layout = field(repr=False)


@dataclass(frozen=True)
class Damage:
    """What is done, and the rule that it breaks."""

    name: str
    rule: str
    do: Do


DAMAGES: list[Damage] = []
ONLY_IN_UA_2: list[Damage] = []


def breaks(rule: str, *, only_in_ua_2: bool = False) -> Callable[[Do], Do]:
    """Registers a kind of damage under its name; damage that only PDF/UA-2 knows by itself."""

    def register(do: Do) -> Do:
        damage = Damage(do.__name__.replace("_", " "), rule, do)
        (ONLY_IN_UA_2 if only_in_ua_2 else DAMAGES).append(damage)
        return do

    return register


def damaged(data: bytes, do: Do) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        do(document)
        document.save(file)
    return file.getvalue()


# Finding what to damage


def tree(document: Pdf) -> Element:
    return TagTree(document, Pages(list(document.pages))).root


def found(document: Pdf, role: str, words: str = "") -> Element:
    """The first element of a role that has these words in it, or in its alternative text."""
    for element in tree(document).elements():
        if element.role == role and words in element.words + element.attributes.get("Alt", ""):
            return element
    raise LookupError(f"{role} {words}")


def tag(document: Pdf, role: str, words: str = "") -> Any:
    """The same as an object of the file."""
    return document.get_object(found(document, role, words).number, 0)


def annotation(document: Pdf, says: str) -> Any:
    return next(one for page in document.pages for one in page.obj.get("/Annots", ()) if says in str(one.Contents))


def index(parent: Any, kid: Any) -> int:
    return next(at for at, one in enumerate(parent.K) if isinstance(one, Dictionary) and one.objgen == kid.objgen)


def swap(parent: Any, first: int, second: int) -> None:
    kids = list(parent.K)
    kids[first], kids[second] = kids[second], kids[first]
    parent.K = Array(kids)


def beside(document: Pdf, item: Any, kids: list[Any], **more: Any) -> Any:
    """A new element of the same role after another one, with some of its kids."""
    new = document.make_indirect(Dictionary(Type=Name.StructElem, S=item.S, P=item.P, K=Array(kids), **more))
    for key in ("/Pg", "/A", "/NS"):
        if key in item:
            new[key] = item[key]
    parents = list(item.P.K)
    parents.insert(index(item.P, item) + 1, new)
    item.P.K = Array(parents)
    return new


def edit(document: Pdf, page: int, old: bytes, new: bytes, count: int = 1) -> None:
    """Edit a page's content by a pattern, which has to be there."""
    contents = document.pages[page - 1].obj.Contents
    data, times = re.subn(old, new, contents.read_bytes(), count=count, flags=re.DOTALL)
    assert times, f"{old!r} is not on page {page}"
    contents.write(data)


def marked(document: Pdf, role: str, words: str) -> tuple[int, bytes]:
    """The page of an element's first content, and a pattern for it; its groups are before, inside, after."""
    piece = found(document, role, words).first
    assert piece
    assert piece.key
    return piece.page, rb"(/\w+ <</MCID %d>> BDC\n)(.*?)(\nEMC)" % piece.key[1]


# The tree


@breaks("tag-split")
def a_paragraph_is_split(document: Pdf) -> None:
    paragraph = tag(document, "P", "Doctors in Wales")
    kids = list(paragraph.K)
    paragraph.K = Array(kids[:2])
    beside(document, paragraph, kids[2:])


@breaks("tag-split")
def a_list_is_split(document: Pdf) -> None:
    whole = tag(document, "L", "stiffness")
    kids = list(whole.K)
    whole.K = Array(kids[:1])
    beside(document, whole, kids[1:])


@breaks("tag-split")
def a_table_is_split_at_the_page(document: Pdf) -> None:
    body = tag(document, "Table", "Week 1").K[2]
    rows = list(body.K)
    body.K = Array(rows[:12])
    beside(document, body, rows[12:])


@breaks("tag-order")
def two_list_items_are_swapped(document: Pdf) -> None:
    swap(tag(document, "L", "stiffness"), 0, 1)


@breaks("tag-order")
def two_paragraphs_are_swapped(document: Pdf) -> None:
    first, second = tag(document, "P", "The knee is the"), tag(document, "P", "Doctors in Wales")
    swap(first.P, index(first.P, first), index(second.P, second))


@breaks("tag-order")
def a_caption_is_moved_away_from_its_figure(document: Pdf) -> None:
    caption = tag(document, "Caption", "How the knee bends")
    figure = caption.P
    del figure.K[index(figure, caption)]
    figure.P.K.append(caption)


@breaks("tag-split")
def a_nested_list_is_flattened(document: Pdf) -> None:
    inner, outer = tag(document, "L", "climb stairs").K[1].K[1], tag(document, "L", "stiffness")
    nested = next(kid for kid in inner.K if kid.S == Name.L)
    del inner.K[index(inner, nested)]
    outer.K = Array([*list(outer.K)[:2], *nested.K, *list(outer.K)[2:]])


@breaks("tag-missing")
def a_table_loses_a_row(document: Pdf) -> None:
    row = tag(document, "TR", "Week 4")
    del row.P.K[index(row.P, row)]


@breaks("tag-missing")
def an_entry_of_the_contents_is_lost(document: Pdf) -> None:
    entry = tag(document, "TOCI", "Week by week")
    del entry.P.K[index(entry.P, entry)]


@breaks("tag-missing")
def there_are_no_tags(document: Pdf) -> None:
    del document.Root.StructTreeRoot


@breaks("tag-extra")
def a_footer_is_tagged_as_a_paragraph(document: Pdf) -> None:
    page = document.pages[1].obj
    mcid = 1 + max(map(int, re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())))
    edit(document, 2, rb"/Artifact <</Type /Pagination/Subtype /Footer>>", b"/P <</MCID %d>>" % mcid)
    last = tag(document, "P", "The knee is the")
    paragraph = beside(document, last, [mcid])
    paragraph.Pg = page
    parents(document)[int(page.StructParents)].append(paragraph)


@breaks("tag-extra")
def a_paragraph_is_added(document: Pdf) -> None:
    beside(document, tag(document, "P", "Doctors in Wales"), [])


@breaks("tag-role")
def a_heading_is_of_another_level(document: Pdf) -> None:
    tag(document, "H2", "What you can do").S = Name.H3


@breaks("tag-role")
def strong_words_become_plain_ones(document: Pdf) -> None:
    tag(document, "Strong", "largest joint").S = Name.Span


@breaks("tag-role")
def a_header_cell_becomes_a_plain_one(document: Pdf) -> None:
    cell = tag(document, "TH", "Week 4")
    cell.S = Name.TD
    del cell["/A"]


@breaks("tag-role-map")
def boxes_are_mapped_to_something_else(document: Pdf) -> None:
    document.Root.StructTreeRoot.RoleMap.Aside = Name.P


@breaks("tag-heading-level")
def a_heading_level_is_skipped(document: Pdf) -> None:
    tag(document, "H3", "Signs of wear").S = Name.H5


@breaks("tag-span")
def strong_covers_a_word_too_many(document: Pdf) -> None:
    strong = tag(document, "Strong", "largest joint")
    at = index(strong.P, strong)
    strong.K.append(strong.P.K[at + 1])
    del strong.P.K[at + 1]
    parents(document)[int(strong.Pg.StructParents)][int(strong.K[-1])] = strong


# Attributes


@breaks("tag-language")
def foreign_words_lose_their_language(document: Pdf) -> None:
    del tag(document, "Span", "Croeso")["/Lang"]


@breaks("tag-language")
def plain_words_get_a_language(document: Pdf) -> None:
    tag(document, "P", "Do a little more").Lang = String("fr")


@breaks("tag-expansion")
def an_abbreviation_loses_its_expansion(document: Pdf) -> None:
    del tag(document, "Span", "MRI")["/E"]


@breaks("tag-expansion")
def an_abbreviation_means_something_else(document: Pdf) -> None:
    tag(document, "Span", "MRI").E = String("magnetic resonance")


@breaks("tag-alt")
def a_picture_says_nothing(document: Pdf) -> None:
    del tag(document, "Figure", "A leg bent")["/Alt"]


@breaks("tag-alt")
def a_picture_says_something_else(document: Pdf) -> None:
    tag(document, "Figure", "A leg bent").Alt = String("bend.svg")


@breaks("tag-text")
def other_text_is_read_than_is_shown(document: Pdf) -> None:
    tag(document, "P", "Do a little more").ActualText = String("Do nothing.")


@breaks("tag-scope")
def a_header_cell_heads_something_else(document: Pdf) -> None:
    tag(document, "TH", "Week 4").A.Scope = Name.Column


@breaks("tag-scope")
def a_header_cell_heads_nothing(document: Pdf) -> None:
    del tag(document, "TH", "When")["/A"]


@breaks("tag-list-numbering")
def a_list_loses_its_numbering(document: Pdf) -> None:
    del tag(document, "L", "Sit on a chair")["/A"]


@breaks("tag-list-numbering")
def a_list_of_bullets_claims_numbers(document: Pdf) -> None:
    tag(document, "L", "stiffness").A.ListNumbering = Name.Decimal


@breaks("tag-attribute")
def a_cell_claims_to_span_two_rows(document: Pdf) -> None:
    tag(document, "TH", "Week 4").A.RowSpan = 2


@breaks("tag-figure-box")
def the_box_of_a_figure_is_measured_from_the_top(document: Pdf) -> None:
    figure = tag(document, "Figure", "A leg bent")
    left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
    height = float(figure.Pg.MediaBox[3])
    figure.A.BBox = Array([left, height - top, right, height - bottom])


@breaks("tag-figure-box")
def the_box_of_a_figure_is_off_the_page(document: Pdf) -> None:
    tag(document, "Figure", "A leg bent").A.BBox = Array([0, 0, 5000, 5000])


@breaks("tag-namespace", only_in_ua_2=True)
def a_tag_is_of_the_old_namespace(document: Pdf) -> None:
    tag(document, "P", "Do a little more").NS = tag(document, "TOCI").NS


@breaks("tag-reference", only_in_ua_2=True)
def an_entry_of_the_contents_refers_to_another_section(document: Pdf) -> None:
    first, second = tag(document, "TOCI", "What is wrong"), tag(document, "TOCI", "Week by week")
    first.Ref = second.Ref


# Links


@breaks("tag-link")
def a_link_leads_to_another_section(document: Pdf) -> None:
    goes = annotation(document, "Go to: what you can do")
    other = annotation(document, "Go to: the drawing")
    for key in ("/Dest", "/A"):
        if key in goes:
            goes[key] = other[key]


@breaks("tag-link")
def a_link_leads_to_another_website(document: Pdf) -> None:
    annotation(document, "the NHS page").A.URI = String("https://www.example.org/knee")


@breaks("tag-link")
def a_phone_number_dials_another(document: Pdf) -> None:
    annotation(document, "Call us").A.URI = String("tel:999")


@breaks("tag-link")
def a_link_is_in_no_tag(document: Pdf) -> None:
    link = tag(document, "Link", "the NHS page")
    link.K = Array([kid for kid in link.K if not isinstance(kid, Dictionary)])


@breaks("tag-link", only_in_ua_2=True)
def a_link_leads_to_another_place_in_the_tags(document: Pdf) -> None:
    annotation(document, "Go to: the drawing").A.SD[0] = tag(document, "Sect", "Week by week")


@breaks("tag-link-words")
def a_link_does_not_say_what_it_opens(document: Pdf) -> None:
    del annotation(document, "the NHS page")["/Contents"]


@breaks("tag-link-words")
def a_link_says_its_bare_address(document: Pdf) -> None:
    annotation(document, "the NHS page").Contents = String("https://www.example.org/knee?a=1&b=2")


@breaks("tag-link-place")
def the_area_to_click_is_elsewhere(document: Pdf) -> None:
    link = annotation(document, "the NHS page")
    link.Rect = Array([edge + 200 for edge in map(float, link.Rect)])


@breaks("tag-parent")
def a_link_belongs_to_another_tag(document: Pdf) -> None:
    annotation(document, "the NHS page").StructParent = int(annotation(document, "Call us").StructParent)


# Content


def parents(document: Pdf) -> dict[int, Any]:
    """The parent tree's entries."""
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


@breaks("tag-space")
def a_space_at_the_end_of_a_line_is_dropped(document: Pdf) -> None:
    page, pattern = marked(document, "P", "This leaflet is for people")
    edit(document, page, pattern.replace(rb"(.*?)", rb"(.*?)<[0-9a-f]{4}>-?\d*(\] TJ.*?)", 1), rb"\1\2\3\4")


@breaks("tag-text")
def a_line_is_not_painted(document: Pdf) -> None:
    page, pattern = marked(document, "P", "This leaflet is for people")
    edit(document, page, pattern.replace(rb"(.*?)", rb"(.*?)\[[^]]*(\] TJ.*?)", 1), rb"\1\2[\3\4")


@breaks("tag-text")
def text_is_painted_twice(document: Pdf) -> None:
    page, pattern = marked(document, "P", "Do a little more")
    edit(document, page, pattern, rb"\1\2\n\2\3")


@breaks("tag-text")
def two_page_numbers_of_the_contents_are_exchanged(document: Pdf) -> None:
    first, second = tag(document, "Link", "What is wrong"), tag(document, "Link", "About this leaflet")
    first.K[1], second.K[1] = int(second.K[1]), int(first.K[1])


@breaks("tag-twice")
def one_number_marks_two_contents(document: Pdf) -> None:
    page, pattern = marked(document, "P", "Do a little more")
    edit(document, page, pattern, rb"\1\2\3\n\1\2\3")


@breaks("tag-twice")
def two_tags_claim_the_same_content(document: Pdf) -> None:
    paragraph = tag(document, "P", "Do a little more")
    beside(document, paragraph, list(paragraph.K))


@breaks("tag-orphan")
def no_tag_claims_a_content(document: Pdf) -> None:
    paragraph = tag(document, "P", "Do a little more")
    del paragraph["/K"]


@breaks("tag-content")
def a_tag_claims_content_that_is_not_there(document: Pdf) -> None:
    tag(document, "P", "Do a little more").K.append(9999)


@breaks("tag-content")
def marked_content_stands_inside_other_marked_content(document: Pdf) -> None:
    page, pattern = marked(document, "P", "Do a little more")
    edit(document, page, pattern, rb"/Artifact <</Type /Layout>> BDC\n\1\2\3\nEMC")


@breaks("tag-content")
def marked_content_is_never_closed(document: Pdf) -> None:
    page, pattern = marked(document, "P", "Do a little more")
    edit(document, page, pattern, rb"/Artifact <</Type /Layout>> BDC\nEMC\n/Artifact <</Type /Layout>> BDC\n\1\2\3")


@breaks("tag-parent")
def the_parent_tree_names_another_tag(document: Pdf) -> None:
    paragraph = tag(document, "P", "Do a little more")
    parents(document)[int(paragraph.Pg.StructParents)][int(paragraph.K[0])] = paragraph.P


@breaks("tag-parent")
def a_page_has_no_parents(document: Pdf) -> None:
    del document.pages[2].obj["/StructParents"]


@breaks("tag-artifact")
def content_is_marked_as_decoration(document: Pdf) -> None:
    page, pattern = marked(document, "P", "Do a little more")
    edit(document, page, pattern, rb"/Artifact <</Type /Layout>> BDC\n\2\3")


@breaks("tag-artifact")
def content_is_marked_as_a_footer(document: Pdf) -> None:
    page, pattern = marked(document, "P", "Do a little more")
    edit(document, page, pattern, rb"/Artifact <</Type /Pagination/Subtype /Footer>> BDC\n\2\3")


@breaks("tag-artifact")
def an_artifact_has_no_type(document: Pdf) -> None:
    edit(document, 2, rb"/Artifact <</Type /Layout>> BDC", rb"/Artifact BMC")


@breaks("tag-artifact")
def a_footer_is_marked_as_a_repeated_head(document: Pdf) -> None:
    edit(document, 2, rb"/Subtype /Footer", b"")


@breaks("tag-unmarked")
def content_is_not_marked_at_all(document: Pdf) -> None:
    page, pattern = marked(document, "P", "Do a little more")
    edit(document, page, pattern, rb"\2")


@breaks("tag-unmarked")
def decoration_is_not_marked_at_all(document: Pdf) -> None:
    edit(document, 2, rb"/Artifact <</Type /Layout>> BDC(.*?)\nEMC", rb"\1")


@breaks("tag-page-number")
def the_pages_are_in_another_order(document: Pdf) -> None:
    document.pages.append(document.pages[0])
    del document.pages[0]


@breaks("tag-notice")
def a_page_lacks_the_notice(document: Pdf) -> None:
    edit(document, 3, rb"(/Subtype /Header>> BDC.*?)\[[^]]*\] TJ", rb"\1")


@breaks("tag-code")
def a_page_lacks_the_code(document: Pdf) -> None:
    edit(
        document, 2, rb"(/Subtype /Footer>> BDC(?:(?!EMC).)*TJ(?:(?!EMC).)*)\[[^]]*\] TJ((?:(?!EMC|TJ).)*EMC)", rb"\1\2"
    )


# The file


@breaks("pdf-contents")
def the_contents_are_lost(document: Pdf) -> None:
    contents = tag(document, "Sect", "Contents")
    del contents.P.K[index(contents.P, contents)]


@breaks("pdf-language")
def the_file_is_in_another_language(document: Pdf) -> None:
    document.Root.Lang = String("fr")


@breaks("pdf-language")
def the_metadata_are_in_another_language(document: Pdf) -> None:
    metadata(document, b"<rdf:li>en-GB<", b"<rdf:li>fr<")


@breaks("pdf-title")
def the_metadata_have_another_title(document: Pdf) -> None:
    metadata(document, b"Looking after your knee", b"Untitled")


@breaks("pdf-claims")
def the_file_claims_another_part(document: Pdf) -> None:
    metadata(document, b"<pdfuaid:part>", b"<pdfuaid:part>3")


@breaks("pdf-claims")
def the_file_has_no_metadata(document: Pdf) -> None:
    del document.Root.Metadata


def metadata(document: Pdf, old: bytes, new: bytes) -> None:
    data = document.Root.Metadata.read_bytes()
    assert old in data
    document.Root.Metadata.write(data.replace(old, new))


@breaks("pdf-marked")
def the_file_does_not_say_that_it_is_tagged(document: Pdf) -> None:
    document.Root.MarkInfo.Marked = False


@breaks("pdf-display-title")
def the_title_is_not_shown(document: Pdf) -> None:
    del document.Root.ViewerPreferences


@breaks("pdf-outline")
def a_bookmark_leads_to_another_section(document: Pdf) -> None:
    first, last = document.Root.Outlines.First, document.Root.Outlines.Last
    for key in ("/Dest", "/A"):
        if key in first:
            first[key] = last[key]


@breaks("pdf-outline")
def a_bookmark_is_renamed(document: Pdf) -> None:
    document.Root.Outlines.First.Title = String("Chapter 1")


@breaks("pdf-outline")
def the_bookmarks_are_cut_short(document: Pdf) -> None:
    last = document.Root.Outlines.Last
    document.Root.Outlines.Last = last.Prev
    del last.Prev["/Next"]


@breaks("pdf-page-labels")
def the_pages_have_no_labels(document: Pdf) -> None:
    del document.Root.PageLabels


@breaks("pdf-page-labels")
def the_page_labels_start_at_another_number(document: Pdf) -> None:
    document.Root.PageLabels.Nums[1].St = 5


@breaks("pdf-tab-order")
def a_page_has_no_tab_order(document: Pdf) -> None:
    del document.pages[1].obj["/Tabs"]


@breaks("pdf-font")
def a_font_does_not_say_what_its_glyphs_mean(document: Pdf) -> None:
    font(document)["/ToUnicode"] = Name.Identity


@breaks("pdf-font")
def a_font_is_not_embedded(document: Pdf) -> None:
    del font(document).DescendantFonts[0].FontDescriptor["/FontFile2"]


def font(document: Pdf) -> Any:
    fonts = dict(document.pages[0].obj.Resources.Font).values()
    return min(fonts, key=lambda font: str(font.BaseFont).partition("+")[2])


@breaks("pdf-outside-page")
def the_page_is_cut_narrower(document: Pdf) -> None:
    document.pages[1].obj.CropBox = Array([0, 0, 300, 842])


@breaks("pdf-outside-page")
def a_line_is_painted_below_the_page(document: Pdf) -> None:
    page, pattern = marked(document, "P", "Do a little more")
    edit(document, page, pattern.replace(rb"(.*?)", rb"(.*?Tm)(.*?)", 1), rb"\1\2 1 0 0 -1 90 2000 Tm\3\4")


@breaks("pdf-active")
def a_script_runs_on_opening(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@breaks("pdf-embedded")
def a_file_is_embedded(document: Pdf) -> None:
    document.attachments["dose.txt"] = b"5 mg"


@breaks("pdf-link-scheme")
def a_base_leads_links_into_files(document: Pdf) -> None:
    document.Root.URI = Dictionary(Base=String("file:///"))


@breaks("picture-proportions")
def a_drawing_is_squashed(document: Pdf) -> None:
    page, pattern = marked(document, "Figure", "A leg bent")
    edit(document, page, pattern, rb"\1q 1 0 0 0.9 0 50 cm \2 Q\3")
