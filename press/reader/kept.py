"""The words of shared passages that an edition was signed with: in its signatures, as they were on that day.

What is in use, or in progress, has the words of today. An edition that is past has those that a clinician signed, so
that what has changed since is seen; where nobody signed it, nobody knows them, and it has those of today.
"""

from __future__ import annotations

from collections.abc import Mapping

from press.model import Signature, SignatureKind, Standing
from press.prose.passage import Passage
from press.source import Value

PAST = (Standing.SUPERSEDED, Standing.WITHDRAWN)
Passages = Mapping[str, Passage | None]


def newest(signatures: tuple[Signature, ...]) -> Signature | None:
    """The newest clinical signature, if passages stood in what was signed."""
    clinical = [each for each in signatures if each.kind is SignatureKind.CLINICAL and each.fingerprint]
    return clinical[-1] if clinical and clinical[-1].passages else None


def passages(signature: Signature, file: str, today: Passages) -> dict[str, Passage | None]:
    """The passages of the library as they were when a signature was given; those that it does not have as ``today``.

    Their faults are told of nobody: ``file`` is only what they would be called.
    """
    then = {name: Passage(Value(file, 0, [], scalar=text)) for name, text in signature.passages}
    return {**today, **then}


def differ(signature: Signature, today: Passages) -> bool:
    """Whether a passage is not as it was then, or is gone."""
    texts = {name: passage.text for name, passage in today.items() if passage}
    return any(texts.get(name) != text for name, text in signature.passages)
