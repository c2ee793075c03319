"""Facts in sentences: their own, those of the vocabulary, or their typed parts in a row."""

from countersight.messages import joined, sentence
from countersight.model.casefile import Statement
from countersight.publish.case.gathering import Told


def statement_words(statement: Statement, found: Told) -> str:
    """Return a statement in words: its own, or those of its predicate."""
    if statement.says:
        return statement.says
    parts = {
        key: found.name(value)
        for key, value in (
            ("subject", statement.subject),
            ("object", statement.object),
            ("about", statement.about),
        )
        if value
    }
    known = found.predicates.get(statement.predicate)
    if known is not None and known.says:
        said = known.says
        for key in ("subject", "object", "about"):
            said = said.replace(f"{{{key}}}", f"\0{key}\0")
        pieces = said.split("\0")
        told = "".join(
            parts.get(piece, "") if number % 2 else piece for number, piece in enumerate(pieces)
        )
        return told if statement.holds else sentence("it is not so that {fact}", fact=told)
    row = joined(": ", (statement.predicate.replace("_", " "), ", ".join(parts.values())))
    return row if statement.holds else sentence("not {predicate}", predicate=row)
