"""A case as FollowTheMoney entities (followthemoney 4): plain JSON of our own making.

Parties, documents and contracts, who has which part in a contract, and to whom a role belongs.
What a contract rests on stands beside it (``proof``), with its grade in words (``summary``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from countersight.claim import Basis, Graded, Index
from countersight.ids import EntryId, digest
from countersight.model.casefile import Casefile
from countersight.model.contract import Contract, ContractRole, Party, PartyKind, RoleHeld
from countersight.model.document import Document
from countersight.publish.case.words import STAGES, graded_words, held_words

_SCHEMATA: Final[Mapping[PartyKind, str]] = {
    PartyKind.COMPANY: "Company",
    PartyKind.PUBLIC_BODY: "PublicBody",
    PartyKind.COMMITTEE: "Organization",
    PartyKind.MEDIA: "Organization",
    PartyKind.PERSON: "Person",
    PartyKind.OTHER: "LegalEntity",
}
_FOR_THE_BUYER: Final = frozenset({ContractRole.BUY, ContractRole.TENDER})
Properties = dict[str, list[str]]
Entity = dict[str, str | Properties]


def entities(case: Casefile) -> Iterator[Entity]:
    """Yield the parties, documents and contracts of a case, and the ties between them.

    What is withdrawn is left out, and so is each tie to it.

    >>> case = Casefile(EntryId("c"), "C", parties=(Party(EntryId("x"), "X", PartyKind.MEDIA),))
    >>> [each["schema"] for each in entities(case)]
    ['Organization']
    """
    told = _Teller(case, Index.of(case))
    for party in case.parties:
        if not party.withdrawn:
            yield told.entity(_SCHEMATA[party.kind], _party(party), party.id)
            yield from told.ties(party)
    for document in case.documents:
        if not document.withdrawn:
            yield told.entity("Document", told.document(document), document.id)
    for contract in case.contracts:
        if not contract.withdrawn:
            yield from told.contract(contract)


@dataclass(frozen=True, slots=True)
class _Teller:
    case: Casefile
    index: Index
    known: frozenset[EntryId] = field(init=False)
    """Entries that are told, so that others can point to them."""

    def __post_init__(self) -> None:
        every = (each.id for each in self.case.entries() if not each.withdrawn)
        object.__setattr__(self, "known", frozenset(every))

    def entity(self, schema: str, properties: Properties, *names: str) -> Entity:
        """Return an entity; its id is made of the case and of *names*."""
        made = {key: values for key, values in properties.items() if any(values)}
        return {"id": self._name(*names), "schema": schema, "properties": made}

    def _name(self, *names: str) -> str:
        whole = "/".join((self.case.id, *names))
        return f"countersight-{digest(whole.encode())[:32]}"

    def _pointing(self, *ids: EntryId | None) -> list[str]:
        return [self._name(each) for each in ids if each is not None and each in self.known]

    def ties(self, party: Party) -> Iterator[Entity]:
        """Yield to which organisations the role of a party belongs."""
        for each in self._pointing(*party.of):
            link = {"subject": [self._name(party.id)], "object": [each], "role": [party.role]}
            yield self.entity("UnknownLink", link, party.id, "of", each)

    def document(self, document: Document) -> Properties:
        """Return the properties of a document."""
        names = {each.id: each.name for each in self.case.parties}
        date = "" if document.date is None else document.date.text
        return {
            "title": [document.title],
            "fileName": [document.file or document.id],
            "author": [names.get(each, each) for each in document.by],
            "date": [date] if date and "X" not in date else [],
            "sourceUrl": [document.address] if document.address else [],
            "keywords": [document.kind.value.replace("_", " ")],
            "summary": [held_words(document, self.index.hands(document.id))],
        }

    def contract(self, contract: Contract) -> Iterator[Entity]:
        """Yield a contract, and who has which part in it."""
        graded = self.index.graded(Basis.of_entry(contract))
        buyers = (each.party for each in contract.roles if ContractRole.BUY in each.roles)
        properties = {**_contract(contract, graded), "authority": self._pointing(*buyers)}
        properties["proof"] = self._pointing(contract.source)
        yield self.entity("Contract", properties, contract.id)
        for role in contract.roles:
            if role.party in self.known and not _FOR_THE_BUYER.issuperset(role.roles):
                yield self._award(contract, role, graded)

    def _award(self, contract: Contract, role: RoleHeld, graded: Graded) -> Entity:
        properties = {
            "supplier": self._pointing(role.party),
            "contract": self._pointing(contract.id),
            "role": [", ".join(each.value for each in role.roles)],
            "status": [STAGES[contract.stage]],
            "summary": [graded_words(graded)],
            "proof": self._pointing(contract.source),
        }
        return self.entity("ContractAward", properties, contract.id, "role", role.party)


def _party(party: Party) -> Properties:
    made = {"name": [party.name], "country": [party.country.lower()] if party.country else []}
    if party.role:
        made["position" if party.kind is PartyKind.PERSON else "summary"] = [party.role]
    return made


def _contract(contract: Contract, graded: Graded) -> Properties:
    money = None if contract.value is None else contract.value.sum
    known = money is not None and money.amount is not None
    day = "" if contract.signed is None else contract.signed.text
    return {
        "title": [contract.title],
        "procedureNumber": [contract.reference] if contract.reference else [],
        "amount": [str(money.amount)] if known and money is not None else [],
        "currency": [money.currency] if money is not None and money.currency else [],
        "status": [STAGES[contract.stage]],
        "contractDate": [day] if day and "X" not in day else [],
        "summary": [graded_words(graded)],
    }
