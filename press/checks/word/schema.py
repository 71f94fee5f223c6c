"""The parts of WordprocessingML's schema that Word insists on: the order of elements, the values of attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from press.checks.word.file import WordFile, below, local, w

# ISO/IEC 29500-1, 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70, 17.6.17, 17.15.1.78. What stands between
# two bars may stand in any order.
_ORDER = {
    "pPr": "pStyle|keepNext|keepLines|pageBreakBefore|framePr|widowControl|numPr|suppressLineNumbers|pBdr|shd|tabs"
    "|suppressAutoHyphens|kinsoku|wordWrap|overflowPunct|topLinePunct|autoSpaceDE|autoSpaceDN|bidi|adjustRightInd"
    "|snapToGrid|spacing|ind|contextualSpacing|mirrorIndents|suppressOverlap|jc|textDirection|textAlignment"
    "|textboxTightWrap|outlineLvl|divId|cnfStyle|rPr|sectPr|pPrChange",
    "rPr": "ins del moveFrom moveTo|rStyle|rFonts|b|bCs|i|iCs|caps|smallCaps|strike|dstrike|outline|shadow|emboss"
    "|imprint|noProof|snapToGrid|vanish|webHidden|color|spacing|w|kern|position|sz|szCs|highlight|u|effect|bdr|shd"
    "|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath|rPrChange",
    "tblPr": "tblStyle|tblpPr|tblOverlap|bidiVisual|tblStyleRowBandSize|tblStyleColBandSize|tblW|jc|tblCellSpacing"
    "|tblInd|tblBorders|shd|tblLayout|tblCellMar|tblLook|tblCaption|tblDescription|tblPrChange",
    "tcPr": "cnfStyle|tcW|gridSpan|hMerge|vMerge|tcBorders|shd|noWrap|tcMar|textDirection|tcFitText|vAlign|hideMark",
    "sectPr": "headerReference footerReference|footnotePr|endnotePr|type|pgSz|pgMar|paperSrc|pgBorders|lnNumType"
    "|pgNumType|cols|formProt|vAlign|noEndnote|titlePg|textDirection|bidi|rtlGutter|docGrid",
    "body": "p tbl sdt bookmarkStart bookmarkEnd proofErr ins del|sectPr",
    "p": "pPr|r hyperlink bookmarkStart bookmarkEnd proofErr ins del moveFrom moveTo commentRangeStart"
    " commentRangeEnd fldSimple sdt",
    "hyperlink": "r bookmarkStart bookmarkEnd proofErr ins del fldSimple",
    "r": "rPr|t tab br cr fldChar instrText delText drawing noBreakHyphen softHyphen lastRenderedPageBreak sym pict"
    " object footnoteReference endnoteReference commentReference ptab"
    " footnoteRef endnoteRef annotationRef separator continuationSeparator",
    "sdt": "sdtPr|sdtEndPr|sdtContent",
    "tbl": "bookmarkStart bookmarkEnd|tblPr|tblGrid|tr",
    "tr": "tblPrEx|trPr|tc bookmarkStart bookmarkEnd",
    "tc": "tcPr|p tbl sdt bookmarkStart bookmarkEnd",
}
_PLACES = {
    parent: {name: place for place, names in enumerate(groups.split("|")) for name in names.split()}
    for parent, groups in _ORDER.items()
}
_COLOUR = re.compile(r"auto|[0-9A-Fa-f]{6}")
_MEASURE = r"\d{1,6}(\.\d{1,6})?(mm|cm|in|pt|pc|pi)"  # ISO/IEC 29500-1, 22.9.2.15
_COUNT, _WHOLE = re.compile(r"\d{1,6}"), re.compile(rf"-?\d{{1,6}}|-?{_MEASURE}")
_LENGTH = re.compile(rf"\d{{1,6}}|{_MEASURE}")
_VALUES = {
    "color": {"val": _COLOUR},
    "shd": {"fill": _COLOUR, "color": _COLOUR},
    "sz": {"val": _LENGTH},
    "szCs": {"val": _LENGTH},
    "spacing": {"before": _LENGTH, "after": _LENGTH, "line": _WHOLE},
    "ind": {"left": _WHOLE, "right": _WHOLE, "hanging": _LENGTH},
    "outlineLvl": {"val": re.compile(r"[0-9]")},
    "ilvl": {"val": re.compile(r"[0-8]")},
    "numId": {"val": _COUNT},
    "gridCol": {"w": _LENGTH},
    "gridSpan": {"val": _COUNT},
    "jc": {"val": re.compile(r"left|right|start|end|center|both|distribute")},
    "fldChar": {"fldCharType": re.compile(r"begin|separate|end")},
}


def disordered(file: WordFile) -> Iterator[str]:
    """Elements that are not where their parent's schema has them, and those that it does not have."""
    for tree in file.trees.values():
        for holder in below(tree, *_PLACES):
            places = _PLACES[local(holder)]
            children = [local(child) for child in holder.iterchildren(w("*"))]
            yield from (f"{child} in {local(holder)}" for child in children if child not in places)
            known = [places[child] for child in children if child in places]
            if any(before > after for before, after in pairwise(known)):
                yield f"{local(holder)}: {' '.join(children)}"


def out_of_range(file: WordFile) -> Iterator[str]:
    """Values of attributes that are not of their type."""
    for tree in file.trees.values():
        for element in below(tree, *_VALUES):
            for name, pattern in _VALUES[local(element)].items():
                said = element.get(w(name))
                if said is not None and not pattern.fullmatch(said):
                    yield f"{local(element)} {said}"
