"""The letters of fonts that have pictures in place of letters, in Unicode: Symbol, and what is common of Wingdings.

Word files name such a letter by the font and its code (``w:sym``); a PDF may have them in a font without a map.
"""

from __future__ import annotations

# Adobe's Symbol encoding (ISO 32000-1, D.5), from 0x20 and from 0xA1; "\0" where there is nothing.
_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_HIGH = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\u23d0\u23af↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
SYMBOL = {at: letter for start, row in ((0x20, _LOW), (0xA1, _HIGH)) for at, letter in enumerate(row, start)}
"""Codes of the font Symbol and what they stand for."""
del SYMBOL[0xF0]

_CODES = bytes.fromhex(
    "21 22 28 29 2A 36 46 4A 4C 4E 52 54 6C 6D 6E 6F 71 72 74 75 76 77 9F A1 A2 A4 A7 A8 AB B7 D8 DF E0 E1 E2 E8 F0"
    "FB FC FD FE"
)
_WINGDINGS = {
    **dict(zip(_CODES, "✏✂☎✆✉⌛☞☺☹☠☼❄●❍■□❑❒⧫◆❖⬥•○○◉▪◻★🕐➢←→↑↓➔⇨✗✓☒☑", strict=True)),
    **{0x80 + digit: "⓪①②③④⑤⑥⑦⑧⑨⑩"[digit] for digit in range(11)},
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "□"}
_FONTS = {"symbol": SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = 0xF000
"""Where Word puts the codes of such fonts."""


def letter(font: str, code: int) -> str:
    """What a code of a font stands for in Unicode; empty where it is not known."""
    low = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    known = _FONTS.get(font.lower())
    if known is not None:
        return known.get(low, "")
    private = 0xE000 <= code <= 0xF8FF
    return chr(code) if 0x20 <= code < 0xD800 or (0xF8FF < code <= 0x10FFFF and not private) else ""
