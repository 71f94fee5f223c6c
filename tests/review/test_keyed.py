"""Keys of a YAML file are set, added and taken out; comments, order, quotes and lines around them stay."""

from __future__ import annotations

import pytest
import yaml

from press.problems import Misuse
from press.review.keyed import keyed, lines

BRAND = """\
# Ours since 2024.
colours: {accent: "#00594C", heading: "#003B32"}   # contrast looked at
fonts:
  body: Inter   # of fonts/

logo: breast-care.svg                            # beside brand.yaml
logo_alt: {en: Breast Care, cy: Gofal y Fron}
# The cover is new.
cover:
  picture: rings.svg
publishers:
  trust:
    colours: {accent: "#7A2A8C"}
    logo: trust.svg
"""
LIBRARY = """\
publisher: Ours  # as printed
language: en
address:
- One Road
- Two Town   # no postcode yet

# Whom to ask
contacts:
  helpline: {name: Help}
"""


@pytest.mark.parametrize(
    ("before", "keys", "said", "old", "new"),
    [
        (BRAND, ("colours", "accent"), "#112233", '"#00594C"', '"#112233"'),
        (BRAND, ("logo",), "new.svg", "logo: breast-care.svg", 'logo: "new.svg"'),
        (BRAND, ("logo_alt", "ar"), "عناية", "Gofal y Fron}", 'Gofal y Fron, "ar": "عناية"}'),
        (BRAND, ("fonts", "word"), "Arial", "  # of fonts/\n", '  # of fonts/\n  word: "Arial"\n'),
        (BRAND, ("cover", "colour"), "#000000", "rings.svg\n", 'rings.svg\n  colour: "#000000"\n'),
        (BRAND, ("publishers", "other", "logo"), "o.svg", "trust.svg\n", 'trust.svg\n  other:\n    logo: "o.svg"\n'),
        (BRAND, ("colours", "accent"), None, 'accent: "#00594C", ', ""),
        (BRAND, ("colours", "heading"), None, ', heading: "#003B32"', ""),
        (BRAND, ("cover", "picture"), None, "cover:\n  picture: rings.svg\n", ""),
        (BRAND, ("publishers", "trust", "colours", "accent"), None, '    colours: {accent: "#7A2A8C"}\n', ""),
        (BRAND, ("logo",), None, "logo: breast-care.svg                            # beside brand.yaml\n", ""),
        (LIBRARY, ("publisher",), "Ours: “all”", "publisher: Ours", 'publisher: "Ours: “all”"'),
        (LIBRARY, ("address",), ("One Road", "B"), "Two Town", '"B"'),
        (LIBRARY, ("address",), ("One Road",), "\n- Two Town   # no postcode yet", ""),
        (LIBRARY, ("address",), ("One Road", "Two Town", "C"), "postcode yet\n", 'postcode yet\n- "C"\n'),
        (LIBRARY, ("address",), None, "address:\n- One Road\n- Two Town   # no postcode yet\n", ""),
        (LIBRARY, ("publishers", "t", "name"), "T", "yet\n", 'yet\npublishers:\n  t:\n    name: "T"\n'),
        ("", ("logo",), "a.svg", "", 'logo: "a.svg"\n'),
        ("# Ours.\n", ("cover", "colour"), "#000000", "# Ours.\n", '# Ours.\ncover:\n  colour: "#000000"\n'),
        ("logo_alt:\nlogo: a.svg\n", ("logo_alt", "en"), "A", "logo_alt:\n", 'logo_alt: {"en": "A"}\n'),
        ("\ufefflogo: a.svg", ("cover", "colour"), "#000000", "a.svg", 'a.svg\ncover:\n  colour: "#000000"\n'),
    ],
)
def test_a_key_is_set_added_or_taken_out_and_all_else_stays_letter_by_letter(
    before: str, keys: tuple[str, ...], said: str | None, old: str, new: str
) -> None:
    found = keyed(before, {keys: said}, ("publisher", "address", "publishers"))
    assert found == before.replace(old, new, 1) if old else found == new


def test_what_says_the_same_already_is_not_touched() -> None:
    same = {("colours", "accent"): "#00594C", ("logo",): "breast-care.svg", ("fonts", "word"): None, ("none",): None}
    assert keyed(BRAND, same) == BRAND


def test_several_keys_are_set_at_once() -> None:
    found = keyed(BRAND, {("colours",): None, ("logo",): "a.svg", ("publishers", "trust", "logo"): None})
    whole = yaml.safe_load(found)
    assert "colours" not in whole
    assert (whole["logo"], whole["publishers"]) == ("a.svg", {"trust": {"colours": {"accent": "#7A2A8C"}}})
    assert "# The cover is new." in found


@pytest.mark.parametrize("text", ["a: [", "- a\n", "logo: &one a\ncover: *one\n", "logo: a\nlogo: b\n"])
def test_what_cannot_be_edited_without_changing_something_else_is_refused(text: str) -> None:
    with pytest.raises(Misuse, match="by hand"):
        keyed(text, {("logo",): "b.svg"})


def test_each_value_is_known_by_its_lines() -> None:
    found = lines(BRAND)
    assert found["logo",] == (6, 6)
    assert found["cover",] == (9, 10)
    assert found["publishers", "trust", "colours", "accent"] == (13, 13)
    assert lines("a: [") == {}
