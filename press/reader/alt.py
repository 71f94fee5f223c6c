"""Alternative texts: whether what stands for a picture says anything of it (WCAG 2.2, 1.1.1).

That a text describes well, only a person can tell. What is refused is what surely describes nothing: a file's
name, a number, the word "picture". One word may be all there is to say (a logo), so it is asked about.
"""

from __future__ import annotations

import re
import unicodedata

from press.problems import Grade
from press.source import Value

LONGEST = 250
LONG = 125
_CLICHE = re.compile(r"(?:an? |the )?(?:image|picture|photo|photograph|graphic) of\b", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(?:svg|png|jpe?g|gif|bmp|tiff?|webp|heic|pdf|eps|ai)", re.IGNORECASE)
_CAMERA = re.compile(r"(?:IMG|DSCN?|DSC|DCIM|PXL|Screenshot|Scan|Untitled)[-_ ]?\d[\d_. -]*", re.IGNORECASE)
"""What cameras and programs call a file: IMG_2041, DSC00012, Screenshot 2026-11-21."""
_NUMBERED = re.compile(r"(?:[ .:#_-]{0,3}\d{1,9}[a-z]?|[ .:#_-]{1,3}[ivx]{1,5})?[ .:)]{0,3}$", re.IGNORECASE)
"""A number at the end: 1, 2a, iv."""
_MARKS = " .:-–—_…[](){}<>\"'“”*#/"
_ARTICLE = re.compile(r"^(?:an?|the|our|this|y|yr) (?=\w)", re.IGNORECASE)
_KINDS = (
    "image picture photo photograph graphic figure fig illustration drawing diagram chart graph logo icon screenshot"
    " scan untitled alt text description placeholder none n/a na tbc tbd todo xxx decorative"
    " llun ffotograff darlun delwedd siart ffigur صورة رسم شكل شعار مخطط"
)
_NOTHING = frozenset(_KINDS.split()) | {
    *("alt text", "alternative text", "no description", "image of", "picture of", "photo of", "photograph of"),
    *("company logo", "hospital logo", "see figure", "see text", "see caption", "see below"),
    *("رسم توضيحي", "صورة فوتوغرافية"),
}
"""What says nothing of what is shown, in English, Welsh and Arabic; a number may follow."""
_EXAMPLE = "For example: “A leg bent at the knee, with the joint marked by a red dot.”"
_WIDE = frozenset("WF")
_UNSPACED = frozenset(map(chr, (*range(0x0E00, 0x0F00), *range(0x1000, 0x10A0), *range(0x1780, 0x1800))))
"""Thai, Lao, Burmese and Khmer letters: no space stands between words."""


def check(alt: str, value: Value) -> None:
    """Report what is wrong with the description of a figure."""
    length = len(alt)
    if length > LONGEST:
        message = f"The description has {length} characters, more than {LONGEST}."
        value.fault("alt", message, "Keep it short, and say the rest in `long_description:`.")
    elif length > LONG:
        message = f"The description has {length} characters, more than the {LONG} that are heard with ease."
        value.fault("alt", message, "Say the rest in `long_description:`.", grade=Grade.WARNING)
    if not check_words(alt, value):
        return
    if _one_word(alt):
        message = "The description is a single word. Does it tell all that the picture says?"
        value.fault("alt", message, f"If not, say what it shows. {_EXAMPLE}", words=alt, grade=Grade.QUESTION)
    elif _CLICHE.match(alt):
        message = "That it is a picture has been said before this is read out."
        value.fault("alt", message, "Start with what it shows.", words=alt[:20], grade=Grade.WARNING)


def check_words(alt: str, value: Value) -> bool:
    """Whether a description says anything; a problem where it is clear that it does not."""
    message = _says_nothing(alt)
    if message:
        value.fault("alt", message, f"Say what the picture shows. {_EXAMPLE}", words=alt)
    return not message


def _says_nothing(alt: str) -> str:
    """Why a description describes nothing; empty where it may."""
    if not alt:
        return ""  # that it is missing has been said
    if _FILE_NAME.fullmatch(alt) or _CAMERA.fullmatch(alt):
        return "The name of a file describes nothing."
    if not any(map(str.isalpha, alt)):
        return "The description has no words."
    bare = _ARTICLE.sub("", _NUMBERED.sub("", alt[-LONG:]).strip(_MARKS), count=1).casefold()
    if bare in _NOTHING or not bare:
        return "This says that there is a picture, and not what it shows."
    return ""


def _one_word(alt: str) -> bool:
    """Whether a description is one word of a script that puts spaces between words."""
    spaced = not any(unicodedata.east_asian_width(letter) in _WIDE or letter in _UNSPACED for letter in alt)
    return spaced and len(alt.split()) == 1
