"""The signatures of an edition, in a file beside it that `sign` writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from press import imprint
from press.model import PartialDate, Signature, SignatureKind
from press.reader.record import Record
from press.source import Value

SUFFIX = ".signed.yaml"
_KINDS = {kind.value: kind for kind in SignatureKind}


def read(value: Value, file: str) -> Iterator[Signature]:
    """The signatures for the edition in ``file`` (``knee/2025-06.cy``).

    One that was changed by hand is a problem, and reads as a signature of other words: its sign-off
    is void, and does not vanish.
    """
    record = Record.of(value, ("signatures",), (), frozenset())
    for item in record.items("signatures"):
        before = len(item.problems)
        of = Record.of(item, ("kind", "role", "name", "date", "fingerprint", "seal"), (), frozenset())
        kind = _KINDS.get(of["kind"].choice(_KINDS), SignatureKind.CLINICAL) if "kind" in of else SignatureKind.CLINICAL
        date = of.date("date") or PartialDate(1)
        signature = Signature(kind, of.said("role"), of.said("name"), date, of.said("fingerprint"))
        whole = len(item.problems) == before
        if whole and of.said("seal") != imprint.seal(file, signature):
            message = "This signature was changed after it was made, so nobody can rely on it."
            item.fault(
                "signature-altered", message, "Take it out, and let `sign` make a new one.", words=signature.name
            )
            whole = False
        yield signature if whole else replace(signature, fingerprint="")
