"""Whether a leaflet has room in a layout, said before anybody has it made."""

from __future__ import annotations

import re

from press.desk.office import Office
from press.layout import Layout
from press.model import Card, Leaflet
from press.pipeline import Outcome, foretold
from press.problems import Problem, errors

RULE = "too-long"


def too_long(office: Office, card: Card, layout: Layout) -> str:
    """By how many words an edition is too long for a layout ("at least 40"); empty where it may have room.

    What it comes to by its words alone is told at once; what only its pages showed is remembered for as long as the
    desk is open, and as the edition has the same words.
    """
    if not layout.panels:
        return ""
    key = (office.catalogue().code(card), layout.name)
    if key not in office.too_long:
        leaflet = Leaflet(office.catalogue().edition(card))
        office.too_long[key] = "".join(map(_by, foretold(leaflet, [layout])))
    return office.too_long[key]


def remember(office: Office, outcome: Outcome) -> None:
    """Learn from a document that was refused for its length."""
    for problem in errors(outcome.problems):
        catalogue, card = office.catalogue(), outcome.order.card
        if problem.rule == RULE and card in catalogue.cards:  # nobody has changed it meanwhile
            office.too_long[catalogue.code(card), outcome.order.layout.name] = _by(problem)


def _by(problem: Problem) -> str:
    found = re.search(r"is (.+) words? too long", problem.message)
    return found[1] if found else ""
