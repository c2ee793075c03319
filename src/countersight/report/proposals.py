"""Proposed names as text, as JSON, and as the TOML that a vendor's file takes."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from countersight.catalogue.writing import toml_value
from countersight.messages import Words, _, counted
from countersight.model.facts import FactValue
from countersight.model.match import Relation
from countersight.model.proposal import (
    CONFLICTS,
    Because,
    Judged,
    LeftOut,
    Proposal,
    Proposals,
    Section,
)
from countersight.model.review import Verdict
from countersight.model.vendor import Basis
from countersight.render.escaping import visible
from countersight.report.lines import one_line
from countersight.report.objects import Plain

REASONS: Final = Words(
    {
        Because.KNOWN: "it is known already",
        Because.PERSON: "it looks like a natural person, or is withheld",
        Because.SHORT: "it is one character",
        Because.ANOTHERS: "conflict: another vendor has the name",
        Because.CONTRADICTED: "conflict: it was judged in two ways",
        Because.TIED: "it names a company that is tied to the vendor; add it to the tie",
        Because.UNSURE: "the reviewer was not sure",
        Because.NO_FORCE: "the review has expired, or saw other evidence",
        Because.NO_VENDOR: "the vendor is not in the catalogue",
        Because.NO_LETTERS: "it has no letters of a script that is kept",
    }
)
"""Why nothing is proposed."""
SECTIONS: Final = Words(
    {Section.NAME: "name", Section.TIE: "tied company", Section.NAMESAKE: "namesake"}
)
"""What a proposed name is to the vendor."""
UNSEEN: Final = frozenset({Because.PERSON})
"""Of these the name is not told."""
_NOTHING: Final = "not known"


def source_id(judged: Judged) -> str:
    """Return the id of the source of a proposed name, within its vendor's file."""
    return f"review-{judged.record[:8]}"


def source(judged: Judged) -> dict[str, FactValue]:
    """Return the source of a proposed name: who judged when, and of which record."""
    word = "confirmed" if judged.verdict is Verdict.CONFIRMED else "dismissed"
    said = f"Review by {judged.who}, {word}: {judged.reason}"
    place = f"{judged.at}, record {judged.record}, evidence {judged.evidence}"
    return {
        "id": source_id(judged),
        "publication": said,
        "date": judged.when,
        "address": place,
    }


def entry(proposal: Proposal) -> dict[str, FactValue]:
    """Return what stands in the section of a vendor's file."""
    judged = proposal.judged
    place: dict[str, FactValue] = {"country": judged.country} if judged.country else {}
    rest: dict[str, FactValue] = {"source": source_id(judged), "checked": "read"}
    match proposal.section:
        case Section.NAME:
            kind = proposal.kind.value
            return {"text": judged.text, "script": proposal.script, "kind": kind} | rest
        case Section.TIE:
            role = judged.relation.value if judged.relation in _TIES else "affiliate"
            basis = Basis.RESEARCH_NOTE.value
            return {"role": role, "basis": basis, "name": judged.text} | place | rest
        case Section.NAMESAKE:
            named: dict[str, FactValue] = {"name": judged.text, "script": proposal.script}
            apart = {"industry": _NOTHING, "apart": judged.reason, "status": "different"}
            return named | place | apart | rest


_TIES: Final = frozenset({Relation.SUBSIDIARY, Relation.AFFILIATE})


def toml(found: Proposals) -> Iterator[str]:
    """Yield TOML: for each vendor what its file may take in; what is left out as comments."""
    for vendor, group in groupby(found.made, key=lambda each: each.judged.entity):
        proposed = list(group)
        yield f"# For vendors/{vendor}.toml; read each, and check it in.\n\n"
        for each in proposed:
            yield _table(each.section.value, entry(each))
        sources = {source_id(each.judged): source(each.judged) for each in proposed}
        for values in sources.values():
            yield _table("source", values)
    for left in found.left_out:
        yield f"# {visible(_left(left))}\n"


def _table(section: str, values: dict[str, FactValue]) -> str:
    rows = (f"{key} = {toml_value(value)}" for key, value in values.items())
    return "\n".join([f"[[{section}]]", *rows, "", ""])


def text(found: Proposals) -> Iterator[str]:
    """Yield a line for each proposal and each judgement that is left out."""
    for each in found.made:
        said = _("{vendor}: {section} {name!r} ({script}), {at}: {who}, {when}: {reason}")
        judged = each.judged
        told = said.format(
            vendor=judged.entity,
            section=SECTIONS[each.section],
            name=judged.text,
            script=each.script,
            at=judged.at,
            who=judged.who,
            when=judged.when,
            reason=judged.reason,
        )
        yield f"{visible(told)}\n"
    for left in found.left_out:
        yield f"{visible(_left(left))}\n"
    number = len(found.made)
    said = counted("{number} name is proposed.", "{number} names are proposed.", number)
    yield f"{said.format(number=number)}\n"


def _left(left: LeftOut) -> str:
    judged, why = left.judged, REASONS[left.because]
    name = "" if left.because in UNSEEN else f" {judged.text!r}"
    other = f" ({left.other})" if left.other is not None else ""
    said = _("not proposed: {vendor}:{name}, {at}: {why}{other}")
    return said.format(vendor=judged.entity, name=name, at=judged.at, why=why, other=other)


def json(found: Proposals) -> Iterator[str]:
    """Yield one object."""
    told: dict[str, Plain] = {
        "proposed": [_object(each) for each in found.made],
        "left_out": [
            {
                "vendor": left.judged.entity,
                "name": None if left.because in UNSEEN else left.judged.text,
                "at": left.judged.at,
                "because": left.because.value,
                "conflict": left.because in CONFLICTS,
                "other": left.other,
            }
            for left in found.left_out
        ],
        "unjudged": found.unjudged,
        "unread": [{"line": line, "wrong": wrong} for line, wrong in found.unread],
    }
    yield f"{one_line(told)}\n"


def _object(proposal: Proposal) -> dict[str, Plain]:
    return {
        "vendor": proposal.judged.entity,
        "section": proposal.section.value,
        "entry": _plain(entry(proposal)),
        "source": _plain(source(proposal.judged)),
    }


def _plain(values: dict[str, FactValue]) -> dict[str, Plain]:
    return {
        key: value.isoformat() if isinstance(value, date) else str(value)
        for key, value in values.items()
    }
