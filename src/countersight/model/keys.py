"""What a record and a match are known by, from one run and one file to the next.

Neither the name of a file nor the place of a row is part of it, so a review holds when a list
is sorted, cut, or saved under another name.
"""

import unicodedata
from typing import Final

from countersight.ids import EvidenceDigest, RecordKey, canonical_json, digest
from countersight.model.match import Match
from countersight.model.record import Record

KEYED: Final = ("name", "maker", "brand", "model", "identifier", "description")
"""The fields that matching looks at; a record's key is made of them."""
DIGITS: Final = 16
"""Hexadecimal digits of a key and of a digest of evidence: the first 64 bits of SHA-256."""


def record_key(record: Record) -> RecordKey:
    """Return the key of a record: the same wherever it stands, and whoever reads it.

    The first 16 hexadecimal digits of the SHA-256 of a canonical JSON object, which has the
    fields of ``KEYED`` that have a value, in NFKC, case folded, and with single spaces.

    >>> from countersight.model.record import Origin, RecordKind
    >>> one = Record(RecordKind.SUPPLIER, "Axis  Ltd", Origin("a.csv", row=2))
    >>> other = Record(RecordKind.PAYMENT, "AXIS LTD", Origin("b.csv", row=9))
    >>> record_key(one) == record_key(other), len(record_key(one))
    (True, 16)
    """
    values = {name: record.name if name == "name" else record.get(name) for name in KEYED}
    folded = {name: _folded(value) for name, value in values.items() if value}
    return RecordKey(digest(canonical_json(folded).encode())[:DIGITS])


def evidence_digest(match: Match) -> EvidenceDigest:
    """Return what a review of a match is bound to.

    The name that was hit, what it is to the entity, and of each piece of evidence whether it
    speaks for the match, its kind, and its source. Wording and score are no part of it.
    """
    pieces = sorted([each.speaks_for, each.kind, each.source] for each in match.evidence)
    seen = [match.alias, match.relation.value, pieces]
    return EvidenceDigest(digest(canonical_json(seen).encode())[:DIGITS])


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
