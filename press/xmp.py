"""What a file's metadata say (XMP, ISO 16684-1): properties with one value each, however they are written.

    <rdf:Description pdfuaid:part="2"/>          <rdf:Description><pdfuaid:part>2</pdfuaid:part></rdf:Description>

say the same, under whatever prefix (ISO 16684-1, 7.9.2.2).
"""

from __future__ import annotations

from lxml import etree

PRESS = "Leaflet Press"
"""The tool (xmp:CreatorTool) that a document of this press says it was made with."""
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMES = (RDF, "http://www.w3.org/XML/1998/namespace", "adobe:ns:meta/")
"""Namespaces of what holds properties, and is none."""

Properties = dict[tuple[str, str], set[str]]
"""Values by the property's namespace and name."""


def tree(metadata: bytes) -> etree._Element:
    """The metadata as a tree. Raises ``etree.XMLSyntaxError``."""
    return etree.fromstring(metadata, etree.XMLParser(resolve_entities=False, no_network=True))


def properties(root: etree._Element) -> Properties:
    """Every property that has a text or an address for a value."""
    found: Properties = {}
    for element in root.iter(etree.Element):
        text = (element.text or "").strip()
        values = [(element.tag, text), (element.tag, str(element.get(f"{{{RDF}}}resource", "")))]
        for name, value in (*values, *element.attrib.items()):
            key = etree.QName(str(name))
            if value and key.namespace and key.namespace not in _NAMES:
                found.setdefault((key.namespace, key.localname), set()).add(str(value).strip())
    return found
