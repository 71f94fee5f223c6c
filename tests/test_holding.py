"""What an output folder holds of earlier builds, told from the manifest alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from press import pipeline
from press.layout import Layout, Reading
from press.model import Behind, Card
from press.pipeline import Unknown, Wishes, holding
from press.problems import OfDocument, OfTopic
from press.reader import Catalogue
from press.store import keys
from press.store.manifest import Record
from tests.test_leaflets import LAYOUTS

KNEE = Wishes(topics=("knee",), layouts=("web",), languages=("en-GB",))


def recorded(catalogue: Catalogue, wishes: Wishes = KNEE, /, **of: Any) -> Record:
    """What a build of one wish would have left in the manifest."""
    (order,) = pipeline.plan(catalogue, LAYOUTS, wishes)
    card, layout = order.card, order.layout
    told: dict[str, Any] = {
        "topic": card.topic,
        "edition": card.name,
        "language": card.language,
        "code": catalogue.code(card),
    }
    told |= {"layout": layout.name, "size": layout.type.body, "clinic": order.clinic.id if order.clinic else ""}
    told |= {"format": order.format, "path": order.path, "job": order.path, "part": "", "parts": 1, "sha256": ""}
    told |= {"bytes": 1, "pages": 0, "sheets": 0, "grams": 0, "postage": "", "cost": 0, "filled": 0, "title": ""}
    told |= {"last_review": "", "next_review": "", "made_of": holding._made_of(order), "reading": layout.reading}
    told |= {"second": order.second.language if order.second else "", "abreast": layout.abreast}
    return Record(**(told | of))


def _output(*records: Record, **more: tuple[Record, ...]) -> Any:
    return SimpleNamespace(records={record.job: (record,) for record in records} | more)


def _held(catalogue: Catalogue, record: Record, layouts: Mapping[str, Layout] = LAYOUTS) -> tuple[str, str]:
    """Where a record is found: among the orders, the unsure, or the gone with what is missing."""
    found = pipeline.held(_output(record), catalogue.cards, catalogue.clinics, layouts)
    places = {"orders": found.orders, "unsure": found.unsure, "gone": found.gone}
    (place,) = [name for name, those in places.items() if those]
    return place, found.gone.get(record.job, "")


TOGETHER = replace(KNEE, beside="cy")


@pytest.mark.parametrize(
    "wishes",
    [
        KNEE,
        replace(KNEE, clinics=("riverside",)),
        replace(KNEE, languages=("cy",)),
        replace(KNEE, layouts=("a4",), readings=(Reading(size=16),)),
        TOGETHER,
        replace(TOGETHER, abreast=True),
    ],
)
def test_what_was_made_could_be_ordered_again(sample_catalogue: Catalogue, wishes: Wishes) -> None:
    record = recorded(sample_catalogue, wishes)
    found = pipeline.held(_output(record), sample_catalogue.cards, sample_catalogue.clinics, LAYOUTS)
    assert (list(found.orders), found.unsure, found.gone) == ([record.path], {}, {})
    assert found.orders[record.path].path == record.path
    assert pipeline.behind(_output(record), sample_catalogue, LAYOUTS) == {}


@pytest.mark.parametrize(
    ("of", "missing"),
    [
        ({"topic": "wrist"}, "edition"),
        ({"edition": "1999"}, "edition"),
        ({"language": "fr"}, "edition"),
        ({"clinic": "hill"}, "clinic"),
        ({"layout": "poster"}, "layout"),
        ({"format": "pdf"}, "layout"),
        ({"size": 99}, "layout"),
        ({"reading": Reading(paper="yellow")}, "layout"),
        ({"second": "fr"}, "edition"),
        ({"topic": "wrist", "second": "cy"}, "edition"),
    ],
)
def test_what_is_gone_is_told_by_what_is_missing(sample_catalogue: Catalogue, of: dict[str, Any], missing: str) -> None:
    record = recorded(sample_catalogue, **of)
    assert _held(sample_catalogue, record) == ("gone", missing)
    assert pipeline.stale(_output(record), sample_catalogue, LAYOUTS) == [record.job]
    assert pipeline.behind(_output(record), sample_catalogue, LAYOUTS) == {record.job: (missing,)}


def test_what_would_lead_elsewhere_is_unsure_and_what_made_nothing_is_nothing(sample_catalogue: Catalogue) -> None:
    record = recorded(sample_catalogue, job="knee/2025-06/knee-old.html", path="knee/2025-06/knee-old.html")
    assert _held(sample_catalogue, record) == ("unsure", "")
    none = _output(**{"knee/none.html": ()})
    found = pipeline.held(none, sample_catalogue.cards, sample_catalogue.clinics, LAYOUTS)
    assert not (found.orders or found.unsure or found.gone)


def test_other_words_are_behind_and_another_look_is_not(sample_catalogue: Catalogue) -> None:
    record = recorded(sample_catalogue)
    for pieces, reasons in [({"text": "old"}, ("text",)), ({"layout": "old"}, None)]:
        made_of = {**record.made_of, **pieces}
        found = pipeline.behind(_output(replace(record, made_of=made_of, code="OLD")), sample_catalogue, LAYOUTS)
        assert found == ({record.job: reasons} if reasons else {})
    same = replace(record, made_of={**record.made_of, "text": "old"})  # of a card whose code is as it was
    assert pipeline.behind(_output(same), sample_catalogue, LAYOUTS) == {}
    old = recorded(sample_catalogue, job="knee/old.html", made_of={**record.made_of, "text": "old"}, code="OLD")
    assert list(pipeline.behind(_output(old), sample_catalogue, LAYOUTS)) == ["knee/old.html"]


def test_a_translation_is_behind_only_where_its_paper_has_to_say_so(
    sample_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = recorded(sample_catalogue, replace(KNEE, languages=("cy",)), code="OLD")
    made_of = {**record.made_of, "translation": "old"}

    def found(cards: tuple[Card, ...]) -> dict[str, tuple[str, ...]]:
        catalogue = SimpleNamespace(cards=cards, clinics=sample_catalogue.clinics, code=sample_catalogue.code)
        return pipeline.behind(_output(replace(record, made_of=made_of)), cast(Catalogue, catalogue), LAYOUTS)

    monkeypatch.setattr(keys, "words", lambda changed, *, same: tuple(changed))
    assert found(sample_catalogue.cards) == {}
    behind = tuple(
        replace(card, doubts=replace(card.doubts, behind=Behind((), False))) for card in sample_catalogue.cards
    )
    assert "translation" in found(behind)[record.job]


def test_documents_that_are_behind_are_told_once_for_each_reason(sample_catalogue: Catalogue) -> None:
    jobs = {name: recorded(sample_catalogue, job=name, path=name) for name in ("a.html", "b.html", "c.html", "d.html")}
    behind = {
        "a.html": ("text",),
        "b.html": ("text",),
        "c.html": ("clinic",),
        "d.html": ("term a", "text"),
        "e": ("x",),
    }
    found = list(pipeline.told(_output(*jobs.values()), behind))
    again, prune = holding._AGAIN, holding._PRUNE
    assert [(str(each.place), each.message, each.hint) for each in found] == [
        (
            "a.html",
            "It is behind: text changed since it was made. And so are 1 more of this edition, such as b.html.",
            again,
        ),
        ("c.html", "It is behind: its clinic is refused, or has gone.", prune),
        ("d.html", "It is behind: term a, text changed since it was made.", again),
    ]
    assert found[0].subject == OfDocument("a.html", OfTopic("knee", "2025-06", "en-GB"))
    assert pipeline.said(("edition",)) == "its edition is refused, or has gone"
    assert pipeline.said(("layout",)) == "no layout makes it any more"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("helpline", [("a", ("contact helpline",)), ("b", ("contact helpline",))]),
        ("Lymph Node", [("b", ("term lymph-node",))]),
        ("wave", [("a", ("picture wave.svg",))]),
        ("wave.svg", [("a", ("picture wave.svg",))]),
    ],
)
def test_who_uses_what_has_a_name(
    sample_catalogue: Catalogue, name: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    one = recorded(sample_catalogue, path="a", made_of={"text": "", "contact helpline": "", "picture wave.svg": ""})
    other = recorded(sample_catalogue, path="b", made_of={"text": "", "contact helpline": "", "term lymph-node": ""})
    assert [(record.path, pieces) for record, pieces in pipeline.using(name, [other, one])] == found
    with pytest.raises(Unknown, match=r"^No document uses `helplin`\. Did you mean `helpline`\?$"):
        pipeline.using("helplin", [one, other])
    with pytest.raises(Unknown, match="No document uses `text`"):
        pipeline.using("text", [one, other])
