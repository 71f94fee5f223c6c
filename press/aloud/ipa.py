"""Sounds in the International Phonetic Alphabet, for a voice that is told them in eSpeak NG's own signs.

Those of English as it is spoken in Britain, as dictionaries write them: ``/ˌbliːəˈmaɪsɪn/``.
"""

from __future__ import annotations

import re

_SOUNDS = {
    "iː": "i:",
    "ɪ": "I",
    "i": "i",
    "e": "E",
    "ɛ": "E",
    "æ": "a",
    "a": "a",
    "ɑː": "A:",
    "ɒ": "0",
    "ɔː": "O:",
    "ʊ": "U",
    "u": "u:",
    "uː": "u:",
    "ʌ": "V",
    "ɜː": "3:",
    "ə": "@",
    "eɪ": "eI",
    "aɪ": "aI",
    "ɔɪ": "OI",
    "əʊ": "oU",
    "aʊ": "aU",
    "ɪə": "i@",
    "eə": "e@",
    "ɛə": "e@",
    "ʊə": "U@",
    **{each: each for each in "pbtdkgfvszhmnlrjw"},
    "ɡ": "g",
    "θ": "T",
    "ð": "D",
    "ʃ": "S",
    "ʒ": "Z",
    "ŋ": "N",
    "ɹ": "r",
    "tʃ": "tS",
    "dʒ": "dZ",
    "ˈ": "'",
    "ˌ": ",",
    ".": "",
    " ": "||",
}
_SOUND = re.compile("|".join(sorted(map(re.escape, _SOUNDS), key=len, reverse=True)))
_STROKES = re.compile(r"/[^/]+/")


def written_in(said: str) -> bool:
    """Whether how a word is said stands between strokes: in the International Phonetic Alphabet."""
    return bool(_STROKES.fullmatch(said))


def unknown(said: str) -> str:
    """The signs between the strokes that no sound is known of."""
    return _SOUND.sub("", said.strip("/"))


def for_espeak(said: str) -> str:
    """The sounds between the strokes as eSpeak NG reads them: ``[[,bli:@'maIsIn]]``."""
    return f"[[{''.join(_SOUNDS[sound] for sound in _SOUND.findall(said.strip('/')))}]]"


def for_piper(said: str) -> str:
    """The sounds between the strokes as Piper reads them: ``[[ ˌbliːəˈmaɪsɪn ]]``."""
    return f"[[ {said.strip('/')} ]]"
