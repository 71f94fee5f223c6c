"""What warns: words that make a sentence a warning, and headings under which all is one."""

from __future__ import annotations

import re

WARNING_HEADINGS = (
    *("side effect", "risk", "warning", "complication", "urgent", "emergency", "danger", "allerg", "caution"),
)
"""What is under a heading with one of these beginnings of words warns."""
WARNINGS = (
    *(r"side effects?\b", r"\brisk", r"\bdo not\b", r"\bdon['’]t\b", r"\bmust not\b", r"\bshould not\b"),
    *(r"\bcannot\b", r"\bcan['’]t\b", r"\bnever\b", r"\bavoid", r"\bstop taking\b", r"straight away"),
    *(r"immediately", r"\burgent", r"\bemergency", r"\ballerg", r"\bdanger", r"\bharm", r"\bcaution"),
    *(r"\boverdose", r"\bwarn", r"\bpainful\b", r"\bunsafe\b", r"\bnot safe\b", r"\bbe careful\b", r"\bfatal"),
    *(r"let your .* know", r"\bmay not be (?:right|suitable|safe)\b"),
)
"""Patterns of words that make any sentence a warning."""
WARNING_HEADING = re.compile(rf"\b(?:{'|'.join(WARNING_HEADINGS)})", re.IGNORECASE)
WARNING = re.compile("|".join(WARNINGS), re.IGNORECASE)
