"""The evidence of a case: documents held and not held, parties, contracts, statements."""

from collections.abc import Iterator

from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.casefile import Statement
from countersight.model.contract import Contract, Party
from countersight.model.document import Document, DocumentKind
from countersight.model.values import Money
from countersight.publish.case.gathering import Told
from countersight.publish.case.pieces import (
    entry_link,
    place_of,
    quoted,
    reviews,
    withdrawal,
)
from countersight.publish.case.stated import statement_words
from countersight.publish.case.words import (
    KINDS,
    PARTIES,
    PARTS,
    STAGES,
    figures,
    graded_words,
    held_words,
    scope_words,
    term_words,
)
from countersight.render.html import Child, Html, element, joined, link, named
from countersight.render.tables import table


def evidence(found: Told) -> Iterator[Html]:
    """Yield documents, parties, contracts and statements."""
    case = found.case
    yield element("h3", sentence("Documents"))
    yield table(
        sentence("Documents of the case"),
        (
            sentence("Document"),
            sentence("Kind"),
            sentence("From"),
            sentence("To"),
            sentence("Date"),
            sentence("Held"),
        ),
        [_document(each, found) for each in case.documents],
    )
    yield element("h3", sentence("Parties"))
    yield table(
        sentence("Parties of the case"),
        (sentence("Party"), sentence("Kind"), sentence("Role")),
        [
            (
                element("span", named(each.name), id=place_of(each.id)),
                PARTIES[each.kind],
                joined((named(each.role), *_of(each, found))),
            )
            for each in case.parties
        ],
    )
    if case.contracts:
        yield element("h3", sentence("Contracts"))
        yield from (_contract(each, found) for each in case.contracts)
    if case.statements:
        yield element("h3", sentence("Statements"))
        yield from (_statement(each, found) for each in case.statements)


def _of(party: Party, found: Told) -> Iterator[Child]:
    """Yield to whom a role belongs, and why a party no longer counts."""
    if party.of:
        yield joined((" (", joined((named(found.name(i)) for i in party.of), ", "), ")"))
    yield withdrawal(party)


def _document(document: Document, found: Told) -> tuple[Child, ...]:
    address = link(document.address, sentence(" (published)")) if document.address else None
    return (
        joined(
            (
                element("span", named(document.title), id=place_of(document.id)),
                address,
                sentence(" Withdrawn: {withdrawn}", withdrawn=document.withdrawn)
                if document.withdrawn
                else None,
            )
        ),
        KINDS[document.kind],
        _parties(document.by, document, found),
        _parties(document.to, document, found),
        str(document.date) if document.date is not None else "",
        held_words(document, found.index.hands(document.id)),
    )


def _parties(ids: tuple[EntryId, ...], document: Document, found: Told) -> Child:
    if not ids and document.kind is DocumentKind.LETTER:
        return sentence("not told")
    return joined((named(found.name(each)) for each in ids), ", ")


def _contract(contract: Contract, found: Told) -> Html:
    rows = _terms(contract, found)
    rows += [
        (
            joined((PARTS[each] for each in role.roles), ", "),
            joined((named(found.name(role.party)), quoted(role.passages, found))),
        )
        for role in contract.roles
    ]
    return element(
        "article",
        element("h4", named(contract.title)),
        _pairs(rows),
        quoted(_passages(contract), found),
        element("p", graded_words(found.graded(contract))),
        withdrawal(contract),
        reviews(contract.id, found),
        id=place_of(contract.id),
        class_="card",
    )


def _terms(contract: Contract, found: Told) -> list[tuple[Child, Child]]:
    """Return how far a contract got, where, for how much, and how long it runs."""
    rows: list[tuple[Child, Child]] = [(sentence("Stage"), STAGES[contract.stage])]
    rows += [
        (name, named(words))
        for name, words in (
            (sentence("Number"), contract.reference),
            (sentence("Place"), contract.place),
        )
        if words
    ]
    if contract.source is not None:
        rows.append((sentence("Shown by"), named(found.name(contract.source))))
    if contract.value is not None:
        rows.append((sentence("Worth"), _worth(contract.value.sum)))
    return [*rows, *_times(contract)]


def _worth(money: Money) -> Child:
    read = figures(money)
    return joined((named(money.text), sentence(", which is {read}", read=read) if read else ""))


def _times(contract: Contract) -> Iterator[tuple[Child, Child]]:
    for name, term in (
        (sentence("Term"), contract.term),
        (sentence("Construction"), contract.construction),
    ):
        if term is not None:
            yield name, term_words(term)
    for name, day in (
        (sentence("Awarded"), contract.awarded),
        (sentence("Signed"), contract.signed),
        (sentence("From"), contract.starts),
        (sentence("Until"), contract.ends),
    ):
        if day is not None:
            yield name, str(day)


def _passages(contract: Contract) -> tuple[EntryId, ...]:
    """Return the passages of a contract and of its sum and terms, each once."""
    parts = (contract.value, contract.term, contract.construction)
    own = (each for part in parts if part is not None for each in part.passages)
    return tuple(dict.fromkeys((*contract.passages, *own)))


def _shown_by(source: EntryId | None, found: Told) -> Html | None:
    return (
        None
        if source is None
        else element("p", sentence("Shown by "), entry_link(source, found), ".")
    )


def _statement(statement: Statement, found: Told) -> Html:
    return element(
        "article",
        element("h4", named(statement_words(statement, found))),
        quoted(statement.passages, found),
        element("p", named(scope)) if (scope := scope_words(statement.scope)) else None,
        _shown_by(statement.source, found),
        element("p", graded_words(found.graded(statement))),
        withdrawal(statement),
        reviews(statement.id, found),
        id=place_of(statement.id),
        class_="card",
    )


def _pairs(rows: list[tuple[Child, Child]]) -> Html:
    return element(
        "dl",
        (element("div", element("dt", name), element("dd", value)) for name, value in rows),
    )
