"""Two programs as witnesses: is a Word file what the schemas of Office Open XML ask for?

``openxml-audit`` is a package of PyPI; Microsoft's SDK validator is a command that prints JSON.
"""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

from press.problems import Place, Problem, Refused

_FILE = "the Word file"
_HINT = "Make the file again; if that does not help, the program that wrote it is at fault."


def available() -> bool:
    """Whether the package ``openxml-audit`` is installed."""
    return importlib.util.find_spec("openxml_audit") is not None


def check(file: Path) -> tuple[Problem, ...]:
    """What ``openxml-audit`` finds in a ``.docx`` file. Raises ImportError where it is not installed."""
    from openxml_audit import OpenXmlValidator

    return tuple(
        _problem(
            "openxml-audit", "openxml-audit", error.error_type.value, error.description, error.part_uri + error.path
        )
        for error in OpenXmlValidator().validate(file).errors
    )


def reported(report: bytes) -> tuple[Problem, ...]:
    """The errors in a report of Microsoft's validator. Raises Refused if it is no such report.

    {"file": …, "ok": false, "errors": [{"id": "Sch_…", "description": …, "path": part, "xPath": …}]}
    """
    try:
        found = [
            (error["id"] or error["errorType"], error["description"], (error["path"] or "") + (error["xPath"] or ""))
            for error in json.loads(report)["errors"]
        ]
    except (ValueError, KeyError, TypeError):
        hint = "Try the command by hand."
        message = "The command of Microsoft's validator gave no report."
        raise Refused([Problem("ooxml-validator-report", Place(_FILE), message, hint)]) from None
    return tuple(_problem("Microsoft's validator", "ooxml-validator", *error) for error in found)


def _problem(witness: str, rule: str, error: str, description: str, where: str) -> Problem:
    """A witness's error; "Sch_AttributeValue" becomes the rule "ooxml-validator-sch-attributevalue"."""
    kind = re.sub("[^a-z0-9]+", "-", error.lower())
    return Problem(f"{rule}-{kind}", Place(_FILE, words=where), f"{witness} says: {description.rstrip('.')}.", _HINT)
