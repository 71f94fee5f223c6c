"""What a file's metadata say, however they are written."""

from __future__ import annotations

import pytest
from lxml import etree

from press import xmp

PART, TITLE = ("http://www.aiim.org/pdfua/ns/id/", "part"), ("http://purl.org/dc/elements/1.1/", "title")
SITE = ("http://example.org/ns/", "site")
WHOLE = """<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="A tool">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="http://www.aiim.org/pdfua/ns/id/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:e="http://example.org/ns/">
{}
</rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('<rdf:Description u:part="2"/>', {PART: {"2"}}),
        ("<rdf:Description><u:part> 2 </u:part></rdf:Description>", {PART: {"2"}}),
        ('<rdf:Description rdf:about="x"/>', {}),
        ('<rdf:Description u:part=""/>', {}),
        ('<rdf:Description part="2"/>', {}),
        ('<rdf:Description u:part="1"/><rdf:Description u:part="2"/>', {PART: {"1", "2"}}),
        ('<rdf:Description><e:site rdf:resource="https://a.org"/></rdf:Description>', {SITE: {"https://a.org"}}),
        ('<rdf:Description><dc:title xml:lang="cy">Pen-glin</dc:title></rdf:Description>', {TITLE: {"Pen-glin"}}),
        ("<rdf:Description><!-- no --><dc:title>Knee</dc:title></rdf:Description>", {TITLE: {"Knee"}}),
    ],
)
def test_each_property_is_found_with_its_values_and_nothing_else_is(
    said: str, found: dict[tuple[str, str], set[str]]
) -> None:
    assert xmp.properties(xmp.tree(WHOLE.format(said).encode())) == found


def test_what_is_no_xml_and_what_reaches_out_is_not_read() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        xmp.tree(b"<x:xmpmeta")
    outside = b'<!DOCTYPE a [<!ENTITY out SYSTEM "file:///etc/hostname">]><a xmlns="http://a.org">&out;</a>'
    assert xmp.properties(xmp.tree(outside)) == {}
