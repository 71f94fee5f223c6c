"""Which characters a leaflet may hold: those that can be seen, and that its fonts have."""

from __future__ import annotations

import re
import unicodedata

from press.prose.passage import Passage

# Control, format, private use, surrogate, unassigned; line and paragraph separator.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_OF_NO_SCRIPT = frozenset({"Zinh", "Zyyy", "Zzzz"})
_FONTS = {
    "Cyrillic": "Noto Sans",
    "Greek": "Noto Sans",
    "Hangul": "Noto Sans KR",
    "Han": "Noto Sans SC",
    "Hiragana": "Noto Sans JP",
    "Katakana": "Noto Sans JP",
    "Latin": "Noto Sans",
    "Tibetan": "Noto Serif Tibetan",
}
"""Free fonts of scripts that are not named after them."""
_STAND_INS = frozenset("\ufffc\N{REPLACEMENT CHARACTER}")
# Arabic to Thaana, Arabic Extended, Devanagari to Sinhala, Myanmar, Khmer, presentation forms.
_JOINING = "\u0600-\u07bf\u0860-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\ufb50-\ufdff\ufe70-\ufefc"
_JOINERS = re.compile(f"(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])")


LONGEST_WORD = 100
"""In characters. No page is as wide, and a word is never split (UKAAF G003)."""
_LONG_WORD = re.compile(rf"(?<![^\s()\[\]])(?<!\]\()[^\s()\[\]]{{{LONGEST_WORD + 1},}}")
"""Not the address in ``[words](address)``."""


def check_words(passage: Passage) -> None:
    """Report the words that are too long for any page."""
    if max(map(len, passage.text.split()), default=0) <= LONGEST_WORD:
        return
    for match in _LONG_WORD.finditer(passage.text):
        message = f"This word has {len(match[0])} characters, and no page is so wide."
        row = passage.text.count("\n", 0, match.start())
        passage.fault(row, "long-word", message, "Write it in several words.", words=match[0])


def check(passage: Passage, printable: frozenset[int]) -> None:
    """Report what a text may not hold, with the lines it stands on: characters that cannot be
    seen and, where ``printable`` is not empty, those that are not among its code points."""
    text = passage.text
    found = set(text) - {"\n"}
    if _all_ordinary(found) and (not printable or printable.issuperset(map(ord, found))):
        return
    shown = _JOINERS.sub(" ", text)
    without: dict[str, str] = {}
    for char in sorted(set(shown) - {"\n"}):
        if char in _STAND_INS or unicodedata.category(char) in _UNSEEN:
            hint = "Use spaces in place of tabs." if char == "\t" else "Take it out."
            for row, line in enumerate(shown.split("\n")):
                if char in line:
                    message = "This character cannot be printed."
                    passage.fault(row, "character", message, hint, words=_name(char))
        elif printable and ord(char) not in printable:
            without.setdefault(_script(char) or char, char)
    for script, char in without.items():
        row = shown.count("\n", 0, shown.index(char))
        message, hint = _font_wanted("" if script == char else script)
        passage.fault(row, "no-glyph", message, hint, words=_name(char))


def spelled(text: str, printable: frozenset[int]) -> str:
    """A text of anybody's as it can be printed: what `check` would report is named, ``[U+2192 RIGHTWARDS ARROW]``."""
    if _all_ordinary(set(text)) and (not printable or printable.issuperset(map(ord, text))):
        return text
    kept = {match.start() for match in _JOINERS.finditer(text)}
    parts = [char if at in kept or _prints(char, printable) else f"[{_code(char)}]" for at, char in enumerate(text)]
    return "".join(parts)


def _prints(char: str, printable: frozenset[int]) -> bool:
    if char == "\n":
        return True
    unseen = char in _STAND_INS or unicodedata.category(char) in _UNSEEN
    return not unseen and (not printable or ord(char) in printable)


def _script(char: str) -> str:
    """The name of the script of a character (ISO 15924); empty for one that all scripts share."""
    from fontTools import unicodedata as scripts  # slow to load, and seldom needed

    script = scripts.script(char)
    return "" if script in _OF_NO_SCRIPT else scripts.script_name(script)


def _font_wanted(script: str) -> tuple[str, str]:
    """Why characters of a script cannot be printed, and which font would have them."""
    if not script:
        return "No font here has this character.", "Write it in words, or add a font that has it to `fonts/`."
    font = _FONTS.get(script, f"Noto Sans {script}")
    folder, file = font.lower().replace(" ", "-"), font.replace(" ", "")
    files = f"`fonts/{folder}/{file}-Regular.ttf` and `{file}-Bold.ttf`"
    message = f"No font here has these letters of the script {script}."
    return message, f"Add one as static TrueType files, such as the free {font} as {files}. Or write it in words."


def _all_ordinary(chars: set[str]) -> bool:
    return "".join(chars).isprintable() and _STAND_INS.isdisjoint(chars)


def _name(char: str) -> str:
    seen = f"{char} " if char.isprintable() and not unicodedata.combining(char) else ""
    return seen + _code(char)


def _code(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()
