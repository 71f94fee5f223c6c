"""The forms of small texts: addresses, numbers, dates, language tags and the ids made from words."""

from __future__ import annotations

import datetime
import re
import unicodedata

from press.model import PartialDate

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 50
"""So that a document's path, which has some ids in it, stays below the 260 characters that Windows takes."""
LONGEST_ADDRESS = 500
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
"""What Windows takes for a device, whatever a file's ending ("Naming Files, Paths, and Namespaces")."""
LANGUAGE_HINT = "Write a BCP 47 tag, as in `cy` or `en-GB`."

_HOST = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
_WEB = re.compile(rf"https?://{_HOST}(?::\d{{1,5}})?(?:[/?#][^\s<>\"\\^`{{|}}]*)?")
_EMAIL = re.compile(rf"[\w+%'-]+(?:\.[\w+%'-]+)*@{_HOST}")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# RFC 5646 section 2.1 in the letter case of section 2.1.1, without extended subtags.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)
_ACCENTED_LATIN = re.compile(r"([a-z])[\u0300-\u036f]+")


def name_fault(whose: str, name: str, ending: str = "") -> tuple[str, str] | None:
    """Why files and folders on Windows, macOS and Linux cannot all be named after an id, and how to
    mend it; ``whose`` begins the sentence, ``ending`` that of the file's name."""
    if _RESERVED.fullmatch(name):
        return f"Windows keeps the name `{name}` for itself.", f"Rename it, for instance to `{name}-1{ending}`."
    if len(name) > LONGEST_ID:
        return f"{whose} has a name of {len(name)} characters, more than {LONGEST_ID}.", "Shorten it."
    if ID.fullmatch(name):
        return None
    plain = slug(name)
    hint = f"Rename it to `{plain}{ending}`." if ID.fullmatch(plain) else "Rename it in the letters a to z."
    return f"{whose} is named in lower-case letters, digits and single hyphens.", hint


def is_web_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and _WEB.fullmatch(text) is not None


def is_email(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and _EMAIL.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether it is a well-formed BCP 47 tag in the usual letter case: ``cy``, ``en-GB``."""
    return _LANGUAGE.fullmatch(text) is not None


EASY = "simple"
"""The subtag of Easy Read in a language tag, as in ``en-GB-simple`` (IANA's registry of subtags, RFC 5646, 2.2.5)."""


def is_easy(language: str) -> bool:
    """Whether a language tag is that of Easy Read."""
    return language.endswith(f"-{EASY}")


def told_of(language: str) -> str:
    """The language of which a language tag of Easy Read is; any other tag as it is."""
    return language.removesuffix(f"-{EASY}")


def is_date(text: str) -> bool:
    return partial_date(text) is not None


def partial_date(text: str) -> PartialDate | None:
    """``2022``, ``2022-06`` or ``2022-06-09``; None where there is no such day."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        datetime.date(year, month if match[2] else 1, day if match[3] else 1)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def term_id(term: str) -> str:
    """The id of a glossary term: in lower case, with hyphens for spaces."""
    return "-".join(unicodedata.normalize("NFC", term).lower().split())


def slug(words: str) -> str:
    """An id made from words: letters of any script, Latin ones without accents, and digits."""
    latin = _ACCENTED_LATIN.sub(r"\1", unicodedata.normalize("NFD", words.lower()))
    plain = unicodedata.normalize("NFC", latin).replace("'", "").replace("’", "")
    kept = (char if unicodedata.category(char)[0] in "LMN" else " " for char in plain)
    return "-".join("".join(kept).split())
