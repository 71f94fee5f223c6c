"""What search engines read: a schema.org MedicalWebPage."""

from __future__ import annotations

from typing import Any

from press.manuscript import Manuscript
from press.model import plain


def linked_data(manuscript: Manuscript) -> dict[str, Any]:
    """What JSON-LD says of a leaflet; only what is known."""
    about = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": plain(manuscript.title),
        "description": plain(manuscript.summary),
        "inLanguage": manuscript.language,
        "lastReviewed": str(manuscript.last_reviewed),
        "url": manuscript.online,
        "keywords": ", ".join(manuscript.keywords),
        "creativeWorkStatus": manuscript.notice,
        "isAccessibleForFree": True,
        "audience": {"@type": "PeopleAudience", "audienceType": "Patient"},
        "publisher": {"@type": "Organization", "name": manuscript.publisher},
    }
    return {key: value for key, value in about.items() if value}
