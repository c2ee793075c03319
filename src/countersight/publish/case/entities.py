"""A case as FollowTheMoney entities (followthemoney 4): plain JSON of our own making."""

from collections.abc import Iterator, Mapping
from typing import Final

from countersight.ids import digest
from countersight.model.casefile import Casefile
from countersight.model.contract import Contract, Party, PartyKind
from countersight.model.document import Document

_SCHEMATA: Final[Mapping[PartyKind, str]] = {
    PartyKind.COMPANY: "Company",
    PartyKind.PUBLIC_BODY: "PublicBody",
    PartyKind.COMMITTEE: "Organization",
    PartyKind.MEDIA: "Organization",
    PartyKind.PERSON: "Person",
    PartyKind.OTHER: "LegalEntity",
}
Entity = dict[str, str | dict[str, list[str]]]


def entities(case: Casefile) -> Iterator[Entity]:
    """Yield the parties, documents and contracts of a case; what is withdrawn is left out."""
    names = {str(each.id): each.name for each in case.parties}
    for party in case.parties:
        if not party.withdrawn:
            yield _entity(case, party.id, _SCHEMATA[party.kind], _party(party))
    for document in case.documents:
        if not document.withdrawn:
            yield _entity(case, document.id, "Document", _document(document, names))
    for contract in case.contracts:
        if not contract.withdrawn:
            yield _entity(case, contract.id, "Contract", _contract(contract))


def _entity(case: Casefile, id_: str, schema: str, properties: dict[str, list[str]]) -> Entity:
    made = {key: values for key, values in properties.items() if any(values)}
    return {
        "id": f"countersight-{digest(f'{case.id}/{id_}'.encode())[:32]}",
        "schema": schema,
        "properties": made,
    }


def _party(party: Party) -> dict[str, list[str]]:
    made = {"name": [party.name], "country": [party.country.lower()] if party.country else []}
    if party.role:
        made["position" if party.kind is PartyKind.PERSON else "summary"] = [party.role]
    return made


def _document(document: Document, names: Mapping[str, str]) -> dict[str, list[str]]:
    date = "" if document.date is None else document.date.text
    return {
        "title": [document.title],
        "author": [names.get(each, each) for each in document.by],
        "date": [date] if date and "X" not in date else [],
        "sourceUrl": [document.address] if document.address else [],
    }


def _contract(contract: Contract) -> dict[str, list[str]]:
    money = None if contract.value is None else contract.value.sum
    known = money is not None and money.amount is not None
    return {
        "title": [contract.title],
        "procedureNumber": [contract.reference] if contract.reference else [],
        "amount": [str(money.amount)] if known and money is not None else [],
        "currency": [money.currency] if money is not None and money.currency else [],
    }
