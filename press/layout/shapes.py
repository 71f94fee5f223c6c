"""What stands in the files of ``layouts/``, key by key: layouts, colours, a brand, readers' wishes, paper and post, and
the words that no author writes. They are read by these, and the schemas are made from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from press.layout.reading import MOST_CELLS, MOST_LINES, VOICES
from press.layout.uses import USES
from press.shape import (
    COLOUR,
    FAMILY,
    FLAG,
    ID,
    LANGUAGE,
    PAPER,
    TEXT,
    Choice,
    Entries,
    Form,
    Items,
    Key,
    Number,
    Scalar,
    Shape,
    needed,
    same,
)

CONFORMANCES = ("ua-1", "ua-2")
ENGINES = ("weasyprint", "typst")
FOLDS = ("booklet", "thirds")
LISTS = ("months", "counters", "limits", "negations")
TABLES = ("braille_grade_1", "braille_grade_2", "braille_signs")
OPTIONAL = frozenset(
    {"book_pictures", "book_structure", "book_sound", "see_within", "voice", "alphabet", *LISTS, *TABLES}
)
"""Keys of strings that a language may lack: months are known of most."""

_COLOURS = {
    "paper": "What is printed on.",
    "text": "Of all text but headings and links.",
    "heading": "Of headings.",
    "link": "Of links.",
    "rule": "Of lines, such as those of tables.",
    "accent": "Of what stands out; a clinic may have its own.",
    "tint": "The ground of boxes and of the heads of tables.",
    "important": "Of boxes that say what matters.",
    "urgent": "Of boxes that say what to do at once.",
}
_RATIOS = {
    "title": "The title.",
    "subtitle": "The subtitle.",
    "section": "A section's heading, of level 2.",
    "subsection": "A heading of level 3.",
    "topic": "A heading of level 4.",
    "small": "Small print, such as footers.",
}
COLOURS, RATIOS = tuple(_COLOURS), tuple(_RATIOS)
SHADES = Shape(same(_COLOURS, COLOUR))
_MILLIMETRES = Number(0, 1200)
PAGE = Shape(
    {
        "width": needed(_MILLIMETRES, "The page's width in millimetres; of what is folded in thirds, of one panel."),
        "height": needed(_MILLIMETRES, "The page's height in millimetres."),
        "top": needed(_MILLIMETRES, "The margin at the top, in millimetres."),
        "right": needed(_MILLIMETRES, "The margin at the right, in millimetres."),
        "bottom": needed(_MILLIMETRES, "The margin at the bottom, in millimetres."),
        "left": needed(_MILLIMETRES, "The margin at the left, in millimetres."),
    }
)
_POINTS = Number(6, 72)
TYPE = Shape(
    {
        "body": needed(_POINTS, "The size of the text, in points."),
        "smallest": needed(_POINTS, "The smallest size that there is, in points."),
        "sizes": needed(Items(_POINTS), "The sizes of the text that readers may ask for, in points."),
        "line_height": needed(Number(1, 3), "From line to line, in sizes of the type."),
        "gap": needed(Number(0, 3), "Between paragraphs, in lines."),
        "ratios": needed(
            Shape({name: needed(Number(0.5, 5), about) for name, about in _RATIOS.items()}),
            "Sizes of headings and small print, in sizes of the text.",
        ),
    }
)
FONTS = Shape(
    {
        "body": needed(FAMILY, "The family of the text, of those in fonts/."),
        "headings": needed(FAMILY, "The family of headings, of those in fonts/."),
        "word": needed(TEXT, "The font that Word files name first, such as Arial."),
        "embed": Key(FLAG, "Whether Word files carry the font."),
    }
)
BRAILLE = Shape(
    {
        "grade": Key(Number(1, 2), "1: letter by letter; 2: contracted."),
        "cells": Key(Number(*MOST_CELLS), "Cells in a line."),
        "lines": Key(Number(*MOST_LINES), "Lines on a page."),
        "sides": Key(Number(1, 2), "The sides of a sheet that are embossed."),
        "pages": Key(Number(10, 500), "The most pages that a volume may have."),
    }
)
SPEAKER = Shape(
    {
        "file": needed(TEXT, "The voice, an .onnx with its .onnx.json beside it; below the layout's folder."),
        "licence": needed(TEXT, "The licence of the voice, as CC0-1.0."),
    }
)
VOICE = Shape(
    {
        "program": Key(Choice(VOICES), "Who speaks."),
        "rate": Key(Number(80, 300), "How many words are said in a minute."),
        "voices": Key(Entries(TEXT, SPEAKER, "en"), "By whom Piper speaks each language."),
    }
)
FOLD = Shape(
    {
        "into": needed(Choice(FOLDS), "booklet: two pages on each side of a sheet; thirds: three panels on each side."),
        "tuck": Key(Number(0, 10), "By how many millimetres the panel is narrower that folds in."),
    }
)
VOLUMES = Shape(
    {
        "size": needed(_POINTS, "From which size of the text on, in points."),
        "pages": needed(Number(2, 999), "The most pages that a volume may have."),
    }
)
LOOKS = ("page", "type", "fonts")
"""What a layout has all of, or nothing: then it is plain."""
LAYOUT = Shape(
    {
        "title": needed(TEXT, "The layout's name for people."),
        "makes": needed(Items(TEXT), "Its formats: pdf, docx, html, epub; txt, json; brf, pef, svg; mp3, opus."),
        "page": Key(PAGE, "The page and its margins, in millimetres."),
        "type": Key(TYPE, "Sizes of type, and the room between lines."),
        "fonts": Key(FONTS, "Families of fonts/."),
        "braille": Key(BRAILLE, "A page of braille."),
        "pages_of": Key(TEXT, "The layout of the print edition, whose pages e-books list and braille tells."),
        "voice": Key(VOICE, "Who speaks in recordings, and reads e-books aloud."),
        "colours": Key(SHADES, "The colours that differ from shared/colours.yaml."),
        "contents_over": Key(Number(0, 999), "Above how many pages there is a list of contents."),
        "columns": Key(Number(1, 2), "How many columns the text has."),
        "sections_apart": Key(FLAG, "`true`: each section of the text begins a page, as topics of Easy Read do."),
        "column_gap": Key(Number(0, 100), "Millimetres between the columns."),
        "conformance": Key(Choice(CONFORMANCES), "ua-1: PDF/UA-1 and PDF/A-2a; ua-2: PDF/UA-2 and PDF/A-4."),
        "dark": Key(SHADES, "The colours of a web page on a dark screen."),
        "engine": Key(Choice(ENGINES), "What lays out its PDFs. Without it, what library.yaml says."),
        "fold": Key(FOLD, "How its sheets are folded."),
        "easy_read": Key(
            Choice(
                ("never", "too", "alone"),
                {"too": "As all others are.", "alone": "It is made of editions in Easy Read, and of no others."},
            ),
            "Whether it is made of editions in Easy Read: never (where it is left out), too or alone.",
        ),
        "on_request": Key(FLAG, "`true`: it is made only where --layout names it."),
        "papers": Key(Entries(TEXT, COLOUR, "cream"), "Colours of paper that readers may ask for, which are printed."),
        "spacings": Key(Items(Number(1, 3)), "Spacings of lines that readers may ask for."),
        "stocks": Key(Entries(TEXT, COLOUR, "yellow-stock"), "Papers that are of their colour: no ground is printed."),
        "volumes": Key(VOLUMES, "When a leaflet is divided into volumes."),
        "waivers": Key(
            Entries(TEXT, TEXT, "rule"), "Rules that its documents may break, by their ids, each with the reason."
        ),
        "measure": Key(Number(10, 100), "The most that a line may be wide, in sizes of the type."),
    },
    together=(LOOKS,),
)
OF_BRAILLE = ("grade", "cells", "lines", "sides")
_WISH = Number(1, 99)
PROFILE = Shape(
    {
        "size": Key(_POINTS, "The size of the text, in points: one of the layout's `sizes`."),
        "paper": Key(PAPER, "One of the layout's `papers` or `stocks`."),
        "font": Key(FAMILY, "A family of fonts/ that has a bold."),
        "spacing": Key(Number(1, 3), "One of the layout's `spacings`."),
        "bold": Key(FLAG, "Whether all text is bold."),
        **{name: Key(_WISH, BRAILLE.keys[name].about) for name in OF_BRAILLE},
    }
)
PROFILES = Entries(TEXT, PROFILE, "bold-20")
BRAND_OF_ONE = Shape(
    {
        "colours": Key(SHADES, "Colours that all layouts have, whatever they say themselves."),
        "fonts": Key(
            Shape(
                {
                    "body": Key(FAMILY, "The family of the text in all layouts, of those in fonts/."),
                    "headings": Key(FAMILY, "The family of headings in all layouts, of those in fonts/."),
                    "word": Key(TEXT, "The font that Word files name first, such as Arial."),
                }
            ),
            "Fonts that all layouts have.",
        ),
        "logo": Key(TEXT, "The name of the publisher's logo, a file beside this one; `logo_alt` belongs to it."),
        "logo_alt": Key(Entries(LANGUAGE, TEXT, "en"), "What the logo says, for those who cannot see it, by language."),
        "cover": Key(
            Shape(
                {
                    "picture": Key(TEXT, "The name of a picture that says nothing, a file beside this one."),
                    "colour": Key(COLOUR, "What the publisher's name stands on where a leaflet has a cover."),
                }
            ),
            "What leaflets begin with: a picture, a colour, or both.",
        ),
    }
)
"""What one publisher has."""
BRAND = Shape(
    {
        **BRAND_OF_ONE.keys,
        "publishers": Key(
            Entries(ID, BRAND_OF_ONE, "riverside-trust"),
            "What the other publishers of library.yaml have of their own, by their ids.",
        ),
    }
)
_BAND = Shape(
    {
        "name": needed(TEXT, "What the post calls it."),
        "grams": needed(Number(0, 30000), "The most that it may weigh."),
        "thickness": needed(Number(0, 1000), "The most that it may be thick, in millimetres."),
        "price": Key(Number(0, 1000), "What it costs."),
    }
)
STATIONERY = Shape(
    {
        "grammage": needed(Number(30, 500), "What the paper weighs, in grams a square metre."),
        "thickness": needed(Number(0.01, 1), "How thick a sheet is, in millimetres."),
        "envelope": needed(Number(0, 500), "What an envelope weighs, in grams."),
        "postage": needed(Items(_BAND), "What the post takes, the least first."),
        "sheet_price": Key(Number(0, 100), "What a sheet costs, printed on both sides."),
    }
)


def _string(name: str) -> Scalar | Items:
    return Items(TEXT) if name in LISTS else TEXT


def strings(names: Iterable[str]) -> Shape:
    """The strings of a language, where English has those of these names."""
    where = {name: USES[name].where if name in USES else "" for name in (*names, *sorted(OPTIONAL))}
    return Shape({name: Key(_string(name), about, name not in OPTIONAL) for name, about in where.items()})


STRINGS = strings(USES)

KINDS: Mapping[str, tuple[Form, str]] = MappingProxyType(
    {
        "layout": (LAYOUT, "A layout: layouts/<layout>/layout.yaml"),
        "profiles": (PROFILES, "Readers' wishes by name: layouts/<layout>/profiles.yaml"),
        "colours": (SHADES, "The colours of all layouts: layouts/shared/colours.yaml"),
        "brand": (BRAND, "A publisher's colours, fonts, logo and cover in all layouts: layouts/brand.yaml"),
        "stationery": (STATIONERY, "Paper and post: layouts/stationery.yaml"),
        "strings": (STRINGS, "Words that a document prints and no author wrote: layouts/strings/<language>.yaml"),
    }
)
"""The files of ``layouts/``, each kind with its shape, and where they lie."""
