"""How tags are read from a file: what each holds, whose content it is, and where links lead."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from press.checks.pdf.content import Pages
from press.checks.pdf.tree import Destination, Element, TagTree, role_map

PAINTED = "/P <</MCID {}>> BDC BT /F 10 Tf ({}) Tj ET EMC "


class File:
    """A file with two pages; the first paints A, B and C as the contents 0, 1 and 2."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        self.pdf.Root.StructTreeRoot = self.root
        letters = self.pdf.make_stream(
            b"1 beginbfrange <41> <43> <0041> endbfrange 1 beginbfchar <20> <0020> endbfchar"
        )
        font = self.pdf.make_indirect(Dictionary(Subtype=Name.Type1, ToUnicode=letters))
        for _ in range(2):
            self.pdf.add_blank_page().Resources = Dictionary(Font=Dictionary(F=font))
        stream = "".join(PAINTED.format(number, letter) for number, letter in enumerate("ABC"))
        self.page, self.other = (page.obj for page in self.pdf.pages)
        self.page.Contents = self.pdf.make_stream(stream.encode())
        self.page.StructParents = 4
        self.parents: dict[int, Any] = {}

    def tag(self, role: str, *kids: Any, **more: Any) -> Any:
        """A tag on the first page, which owns the contents among its kids."""
        given = {"Type": Name.StructElem, "S": Name(f"/{role}"), "K": Array(list(kids)), "Pg": self.page} | more
        made = self.pdf.make_indirect(Dictionary(**given))
        self.parents |= {kid: made for kid in kids if isinstance(kid, int)}
        return made

    def read(self, *tags: Any) -> TagTree:
        self.root.K = Array(list(tags))
        if "/ParentTree" not in self.root:
            owners = Array([self.parents.get(number) for number in range(3)])
            self.root.ParentTree = Dictionary(Nums=Array([4, owners]))
        return TagTree(self.pdf, Pages(list(self.pdf.pages)))


def told(reading: TagTree) -> list[tuple[str, int, str, str]]:
    return [(fault.rule, fault.page, fault.words, fault.message) for fault in reading.faults]


def said(element: Element) -> Any:
    """Roles and words, level by level."""
    return [kid if isinstance(kid, str) else (kid.role, *said(kid)) for kid in element.kids]


@pytest.fixture
def file() -> File:
    return File()


def test_tags_hold_content_and_each_other_in_order(file: File) -> None:
    inner = file.tag("Strong", 1)
    reading = file.read(file.tag("P", 0, inner, 2))
    assert said(reading.root) == [("P", "A", ("Strong", "B"), "C")]
    assert not told(reading)
    (paragraph,) = reading.root.children
    assert (paragraph.text, paragraph.page, paragraph.first) == ("ABC", 1, paragraph.pieces[0])
    assert (paragraph.number, reading.owners[paragraph.pieces[0].key or (0, 0)]) == (paragraph.number,) * 2 != (0, 0)


def test_content_that_follows_is_one_text_and_labels_of_figures_are_none(file: File) -> None:
    assert said(file.read(file.tag("P", 0, 1), file.tag("Figure", 2)).root) == [("P", "AB"), ("Figure",)]


def test_content_may_be_named_with_its_page_or_by_what_stands_around(file: File) -> None:
    whole = Dictionary(Type=Name.MCR, Pg=file.page, MCID=0)
    bare = Dictionary(Type=Name.MCR, MCID=1)
    inner = file.tag("Span", 2)
    del inner.Pg
    paragraph = file.tag("P", whole, bare, inner)
    file.parents |= {0: paragraph, 1: paragraph}
    reading = file.read(paragraph)
    assert said(reading.root) == [("P", "AB", ("Span", "C"))]
    assert not told(reading)


@pytest.mark.parametrize("single", [True, False])
def test_attributes_may_be_one_or_many(file: File, single: bool) -> None:
    table = Dictionary(O=Name.Table, Scope=Name.Column)
    layout = Dictionary(O=Name.Layout, BBox=Array([1, 2, 3, 4]), Placement=Name.Block)
    texts = {key: String(key.lower()) for key in ("Lang", "E", "Alt", "ActualText", "T", "ID")}
    tag = file.tag(
        "TH", 0, 1, 2, A=table if single else Array([layout, table]), NS=Dictionary(NS=String("ns")), **texts
    )
    (element,) = file.read(tag).root.children
    assert element.attributes == {key: key.lower() for key in texts} | {"Scope": "Column"}
    assert (element.box, element.namespace) == (() if single else (1, 2, 3, 4), "ns")


def test_what_tags_refer_to_is_known_by_number(file: File) -> None:
    section = file.tag("Sect", 0, 1, 2)
    (_, entry) = file.read(section, file.tag("TOCI", Ref=Array([section]))).root.children
    assert entry.references == [section.objgen[0]]


def test_a_tag_that_stands_twice_and_tags_that_are_too_deep_are_read_once(file: File) -> None:
    paragraph = file.tag("P", 0, 1, 2)
    reading = file.read(paragraph, file.tag("Sect", paragraph))
    assert ("tag-twice", 0, "Sect", "A tag stands in the tree twice.") in told(reading)
    assert said(reading.root) == [("P", "ABC"), ("Sect",)]
    deep = File()
    innermost = deep.tag("P", 0, 1, 2)
    for _ in range(110):
        innermost = deep.tag("Sect", innermost)
    assert sum(1 for _ in deep.read(innermost).root.elements()) == 101


def test_what_is_wrong_with_whose_content_it_is_is_told(file: File) -> None:
    reading = file.read(file.tag("P", 0, 9), file.tag("P", 0, 1))
    assert told(reading) == [
        ("tag-content", 0, "P", "A tag names content that no page paints."),
        ("tag-twice", 1, "A", "Two tags claim this content."),
        ("tag-orphan", 1, "C", "No tag claims this content."),
    ]


def test_the_parent_tree_has_to_agree(file: File) -> None:
    one, two = file.tag("P", 0, 1), file.tag("P", 2)
    file.root.ParentTree = Dictionary(Nums=Array([4, Array([one, two, two, one])]))
    message = "The parent tree and the tags disagree on whose content this is."
    assert told(file.read(one, two)) == [("tag-parent", 1, "B", message), ("tag-parent", 0, "", message)]


def test_the_parent_tree_may_have_branches_and_a_loop_ends(file: File) -> None:
    paragraph = file.tag("P", 0, 1, 2)
    leaf = file.pdf.make_indirect(Dictionary(Nums=Array([4, Array([paragraph] * 3)])))
    branch = file.pdf.make_indirect(Dictionary(Kids=Array([leaf])))
    branch.Kids.append(branch)
    file.root.ParentTree = Dictionary(Kids=Array([branch]))
    assert not told(file.read(paragraph))


def test_a_content_number_that_is_painted_twice_is_told(file: File) -> None:
    twice = file.page.Contents.read_bytes() + PAINTED.format(0, "B").encode()
    file.page.Contents.write(twice + b"/Span BMC BT /F 10 Tf (C) Tj ET EMC BT ( ) Tj ET")
    found = told(file.read(file.tag("P", 0, 1, 2)))
    assert ("tag-twice", 1, "B", "One content number marks two contents.") in found
    assert [each for each in found if each[0] == "tag-unmarked"] == [
        ("tag-unmarked", 1, "C", "This is painted, and is neither tagged nor an artifact.")
    ]


def link(file: File, **more: Any) -> Any:
    given: dict[str, Any] = {
        "Subtype": Name.Link,
        "Rect": Array([1, 2, 30, 40]),
        "Contents": String("Opens"),
        "StructParent": 5,
    } | more
    return file.pdf.make_indirect(Dictionary(**given))


def linked(file: File, *annotations: Any) -> Any:
    """A link that holds some content and some annotations."""
    kids = [Dictionary(Type=Name.OBJR, Obj=annotation) for annotation in annotations]
    tag = file.tag("Link", 0, 1, 2, *kids)
    file.page.Annots = Array(list(annotations))
    file.root.ParentTree = Dictionary(Nums=Array([4, Array([tag] * 3), 5, tag]))
    return tag


@pytest.mark.parametrize(
    ("leads", "uri", "where"),
    [
        ({"A": Dictionary(S=Name.URI, URI=String("https://a.example"))}, "https://a.example", None),
        ({"Dest": "XYZ"}, "", (2, (7, 8), 0)),
        ({"A": "XYZ"}, "", (2, (7, 8), 0)),
        ({"A": "XYZ", "SD": True}, "", (2, (7, 8), 1)),
        ({"Dest": "Fit"}, "", None),
        ({"Dest": String("name")}, "", None),
    ],
)
def test_a_link_leads_where_its_annotation_says(
    file: File, leads: dict[str, Any], uri: str, where: tuple[int, Any, int] | None
) -> None:
    target = file.tag("Sect")
    places = {"XYZ": Array([file.other, Name.XYZ, 7, 8, 0]), "Fit": Array([file.other, Name.Fit, 7])}
    more = {key: places.get(value, value) if isinstance(value, str) else value for key, value in leads.items()}
    if leads.get("A") == "XYZ":
        structure: dict[str, Any] = {"SD": Array([target, Name.XYZ])} if more.pop("SD", None) else {}
        more["A"] = Dictionary(S=Name.GoTo, D=places["XYZ"], **structure)
    reading = file.read(linked(file, link(file, **more)), target)
    (element, _) = reading.root.children
    assert not told(reading)
    assert element.areas == [(1, 2, 30, 40)]
    assert element.attributes == {"Contents": "Opens"} | ({"URI": uri} if uri else {})
    found = [(each.page, each.point, each.element) for each in element.destinations]
    assert found == ([(*where[:2], target.objgen[0] * where[2])] if where else [])


def test_annotations_of_one_link_have_to_say_the_same(file: File) -> None:
    said_by = (link(file), link(file, Contents=String("Leads")), link(file, Contents=String("Opens")))
    (element,) = file.read(linked(file, *said_by)).root.children
    assert element.attributes["Contents"] == "Opens | Leads | Opens"


def test_a_link_in_no_tag_or_in_another_is_told(file: File) -> None:
    tag = linked(file, link(file))
    file.page.Annots.append(link(file, Contents=String("Lost")))
    file.page.Annots.append(link(file))
    tag.K.append(Dictionary(Type=Name.OBJR, Obj=file.page.Annots[2]))
    file.page.Annots[2].StructParent = 6
    assert told(file.read(tag)) == [
        ("tag-link", 1, "Lost", "This link on a page is in no tag."),
        ("tag-parent", 1, "Opens", "The parent tree and the tags disagree on whose link this is."),
    ]


def test_a_file_without_tags_is_told_so_and_maps_nothing(file: File) -> None:
    del file.pdf.Root.StructTreeRoot
    reading = TagTree(file.pdf, Pages([]))
    assert told(reading) == [("tag-missing", 0, "", "The file has no tags.")]
    assert (reading.root.kids, reading.roles) == ([], {})
    assert role_map(Dictionary(RoleMap=Dictionary(Aside=Name.Sect))) == {"Aside": "Sect"}
    assert reading.destination(Dictionary()) is None
    assert Destination(1, (2, 3)).element == 0
