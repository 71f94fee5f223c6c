"""What is sent to translators, against the structure that OASIS publishes for XLIFF 2.1: its core, and for sizes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from press.layout.uses import USES
from tests.translations.conftest import Library

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
SIZES = "{urn:oasis:names:tc:xliff:sizerestriction:2.0}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STRUCTURE: dict[str, tuple[set[str], set[str], str]] = {
    "xliff": ({"version", "srcLang"}, {"trgLang", SPACE}, "(file )+"),
    "file": (
        {"id"},
        {"original", "canResegment", "translate", "srcDir", "trgDir", SPACE},
        "(profiles )?(notes )?(unit )+",
    ),
    "profiles": (set(), {"generalProfile", "storageProfile"}, ""),
    "unit": (
        {"id"},
        {"name", "canResegment", "translate", "srcDir", "trgDir", "type", SPACE, f"{SIZES}sizeRestriction"},
        "(notes )?(originalData )?((segment|ignorable) )+",
    ),
    "notes": (set(), set(), "(note )+"),
    "note": (set(), {"id", "appliesTo", "category", "priority"}, ""),
    "originalData": (set(), set(), "(data )+"),
    "data": ({"id"}, {"dir", SPACE}, "(cp )*"),
    "segment": (set(), {"id", "canResegment", "state", "subState"}, "source (target )?"),
    "source": (set(), {"{http://www.w3.org/XML/1998/namespace}lang", SPACE}, "(pc )*"),
    "target": (set(), {"{http://www.w3.org/XML/1998/namespace}lang", SPACE, "order"}, "(pc )*"),
    "pc": (
        {"id"},
        {"type", "subType", "canCopy", "canDelete", "canReorder", "canOverlap", "dataRefStart", "dataRefEnd"},
        "(pc )*",
    ),
}
"""Of each element (XLIFF 2.1, 4.2.2 and 4.2.3): the attributes that it has to have, those that it may have, and its
children in their order."""
VALUES = {
    "state": {"initial", "translated", "reviewed", "final"},
    "canCopy": {"yes", "no"},
    "canDelete": {"yes", "no"},
    "type": {"fmt", "ui", "quote", "link", "image", "other"},
    "generalProfile": {"xliff:codepoints"},
}


@pytest.fixture
def exported(library: Library) -> list[etree._Element]:
    """Every element of what goes out: a topic, strings of a language that has none, and what all topics share."""
    into = library.folder.parent / "sent"
    into.mkdir()
    library.run("translate", "export", "pain", "--to", "pl", "--into", into)
    library.run("translate", "export", "--shared", "--to", "pl", "--into", into)
    files = sorted(Path(into).glob("*.xlf"))
    assert [file.name for file in files] == ["library-pl.xlf", "pain-2026-01-pl.xlf"]
    return [element for file in files for element in etree.parse(file).iter("*")]


def test_elements_have_their_attributes_and_no_others_and_children_in_order(exported: list[etree._Element]) -> None:
    for element in exported:
        name = etree.QName(element).localname
        required, allowed, children = STRUCTURE[name]
        assert required <= set(map(str, element.attrib)) <= required | allowed, name
        said = "".join(f"{etree.QName(child).localname} " for child in element)
        assert re.fullmatch(children, said), (name, said)
        for key, value in element.attrib.items():
            assert value in VALUES.get(str(key), {value}), (name, key, value)


def test_ids_are_unique_within_what_holds_them_and_refer_to_what_is_there(exported: list[etree._Element]) -> None:
    for unit in (element for element in exported if element.tag == f"{CORE}unit"):
        data = [str(each.get("id")) for each in unit.iter(f"{CORE}data")]
        assert len(data) == len(set(data))
        for side in ("source", "target"):
            marks = [mark for text in unit.iter(f"{CORE}{side}") for mark in text.iter(f"{CORE}pc")]
            ids = [str(mark.get("id")) for mark in marks]
            assert len(ids) == len(set(ids))
            assert {str(mark.get(end)) for mark in marks for end in ("dataRefStart", "dataRefEnd")} <= set(data)
    units = [str(element.get("name")) for element in exported if element.tag == f"{CORE}unit"]
    assert len(units) == len(set(units))


def test_a_size_is_said_where_the_module_may_say_one(exported: list[etree._Element]) -> None:
    sized = [element for element in exported if element.get(f"{SIZES}sizeRestriction")]
    assert sized
    assert all(str(each.get(f"{SIZES}sizeRestriction")).isdecimal() for each in sized)
    rooms = {str(each.get("name")): each.get(f"{SIZES}sizeRestriction") for each in exported}
    assert rooms["string.contents"] == str(USES["contents"].room)
    assert rooms["string.page_of"] is None  # as long as the numbers that are put in
    assert {each.get("generalProfile") for each in exported if each.tag == f"{SIZES}profiles"} == {"xliff:codepoints"}
