"""What is due for machines (JSON), for a spreadsheet (CSV) and for a calendar (RFC 5545)."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import asdict

from icalendar import Calendar, Event, vCalAddress

from press import spreadsheet
from press.prose import forms
from press.review.due import Due, Item


def _as_json(found: Due) -> str:
    items = [_as_mapping(item) for item in found.items]
    whole = {"on": str(found.on), "overdue": found.overdue, "items": items, "months": dict(found.months)}
    whole["unowned"] = found.unowned
    whole["behind"] = dict(found.behind)
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _as_mapping(item: Item) -> dict[str, object]:
    standings = [standing.value for standing in item.standings]
    return {"state": item.state, **asdict(item), "standings": standings, "due": item.due and str(item.due)}


def _as_csv(found: Due) -> str:
    rows: list[spreadsheet.Row] = [
        ("state", "kind", "name", "title", "edition", "language", "due", "days", "note", "owner", "address")
    ]
    for item in found.items:
        facts = item.state, item.kind, item.name, item.title, item.edition, item.language
        rows.append((*facts, str(item.due or ""), item.days if item.due else "", item.note, *_owner(item)))
    return spreadsheet.as_csv(rows)


def _owner(item: Item) -> tuple[str, str]:
    return (item.owner.role, item.owner.address) if item.owner else ("", "")


def _as_calendar(found: Due) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Leaflet Press//Reviews//EN")
    calendar.add("version", "2.0")
    for item in found.items:
        if item.due:
            event = Event()
            event.add("uid", f"{item.kind}-{item.name}-{item.edition}-{item.language}@leaflet-press")
            event.add("dtstamp", datetime.datetime.combine(found.on, datetime.time(), datetime.UTC))
            event.add("dtstart", item.due)
            event.add("summary", f"Review {item.title}" + (f" ({item.edition})" if item.edition else ""))
            owner = f"owner: {', '.join(_owner(item))}" if item.owner else ""
            event.add("description", "; ".join(filter(None, [item.state, item.note, owner])))
            if item.owner and forms.is_email(item.owner.address):
                event.add("attendee", vCalAddress(f"mailto:{item.owner.address}"))
            calendar.add_component(event)
    return str(calendar.to_ical().decode())


FORMS: dict[str, Callable[[Due], str]] = {"json": _as_json, "csv": _as_csv, "ics": _as_calendar}
