"""Files of ownership for tests: statements of BODS, rows of GLEIF, entities of FtM."""

import io
import json
from collections.abc import Sequence

from countersight.model.ownership import Owners
from countersight.read import Source
from countersight.read.ownership import read_owners

LEIS = (
    "5299000J2N45DDNE4Y28",
    "5493001KJTIIGC8Y1R12",
    "549300L040ELXHSPHX64",
    "213800EQTGWFP8UPDW41",
)
"""Sound LEIs; the third is Hytera's in the catalogue."""
RR_COLUMNS = (
    "Relationship.StartNode.NodeID",
    "Relationship.EndNode.NodeID",
    "Relationship.RelationshipType",
    "Relationship.RelationshipStatus",
    "Relationship.Period.1.startDate",
    "Relationship.Period.1.endDate",
    "Relationship.Period.1.periodType",
    "Relationship.Period.2.startDate",
    "Relationship.Period.2.endDate",
    "Relationship.Period.2.periodType",
    "Registration.RegistrationStatus",
)


def lines(*values: object) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in values)


def read(*files: bytes) -> Owners:
    sources = [Source(f"f{n}", stream=io.BytesIO(file)) for n, file in enumerate(files)]
    return read_owners(sources, lambda text: text.startswith("Mrs "))


def entity(key: str, name: str, country: str = "CN", **numbers: str) -> dict[str, object]:
    details: dict[str, object] = {
        "isComponent": False,
        "entityType": {"type": "registeredEntity"},
        "name": name,
        "jurisdiction": {"name": country, "code": country},
        "identifiers": [
            {"scheme": scheme.replace("_", "-"), "id": value}
            for scheme, value in numbers.items()
        ],
    }
    return said("entity", key, details)


def said(
    kind: str,
    key: str,
    details: dict[str, object],
    day: str = "2024-01-01",
    status: str = "new",
) -> dict[str, object]:
    return {
        "statementId": f"statement-of-{kind}-{key}-{day}".ljust(32, "-"),
        "declarationSubject": key,
        "statementDate": day,
        "recordId": key,
        "recordStatus": status,
        "recordType": kind,
        "recordDetails": details,
    }


def person(key: str) -> dict[str, object]:
    details: dict[str, object] = {
        "isComponent": False,
        "personType": "knownPerson",
        "names": [{"type": "legal", "fullName": "A Person Of No Concern"}],
    }
    return said("person", key, details)


def holds(
    owner: object,
    owned: str,
    share: object = None,
    *,
    since: str = "",
    until: str = "",
    kind: str = "shareholding",
    direct: str = "direct",
    day: str = "2024-01-01",
    status: str = "new",
    key: str = "",
) -> dict[str, object]:
    interest: dict[str, object] = {"type": kind, "directOrIndirect": direct}
    if share is not None:
        interest["share"] = share if isinstance(share, dict) else {"exact": share}
    interest |= {"startDate": since} if since else {}
    interest |= {"endDate": until} if until else {}
    details = {
        "isComponent": False,
        "subject": owned,
        "interestedParty": owner,
        "interests": [interest],
    }
    return said("relationship", key or f"{owner}-{owned}-{kind}-{direct}", details, day, status)


def rr(*rows: Sequence[str]) -> bytes:
    told = [",".join(RR_COLUMNS), *(",".join(row) for row in rows)]
    return ("\n".join(told) + "\n").encode()


def rr_row(
    owned: str,
    owner: str,
    kind: str = "IS_DIRECTLY_CONSOLIDATED_BY",
    *,
    since: str = "",
    until: str = "",
    status: str = "ACTIVE",
    registered: str = "PUBLISHED",
) -> tuple[str, ...]:
    year = ("2020-01-01T00:00:00Z", "2020-12-31T00:00:00Z", "ACCOUNTING_PERIOD")
    period = (since, until, "RELATIONSHIP_PERIOD" if since or until else "")
    return (owned, owner, kind, status, *year, *period, registered)


def ftm(key: str, schema: str, **properties: object) -> dict[str, object]:
    told = {
        name: each if isinstance(each, list) else [each] for name, each in properties.items()
    }
    return {"id": key, "schema": schema, "properties": told}
