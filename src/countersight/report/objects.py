"""What was found as plain objects, for JSON: one a record, one a Problem.

The shape is published as ``screen.schema.json`` beside this module.
"""

from dataclasses import asdict
from datetime import date
from typing import Final

from countersight.ids import CiteId
from countersight.model.decision import Decision, Outcome, Way
from countersight.model.facts import Fact, FactValue
from countersight.model.finding import Finding, Grounds, ListVersion, Screened
from countersight.model.keys import evidence_digest, record_key
from countersight.model.match import Evidence, Match
from countersight.model.record import Origin, Problem, Record
from countersight.model.restriction import Restriction
from countersight.report.background import entity_object, listing_objects
from countersight.report.faces import NOTICE
from countersight.report.judgements import review_object
from countersight.report.plain import Plain as Plain  # noqa: PLC0414 - its readers look here

_ORIGIN: Final = ("file", "member", "sheet", "row", "pointer")


def screened_object(screened: Screened, grounds: Grounds) -> dict[str, Plain]:
    """Return one record's whole answer."""
    found: dict[str, Plain] = {
        "record": record_object(screened.record),
        "state": screened.state.value,
        "matches": [match_object(match) for match in screened.matches],
        "findings": [finding_object(finding) for finding in screened.findings],
        "not_bound": [
            {"restriction": restriction, "reason": reason}
            for restriction, reason in screened.not_bound
        ],
        "listings": listing_objects(screened.backgrounds),
        "lists": [list_object(each) for each in (*grounds.lists, *screened.lists)],
        "as_of": grounds.as_of.isoformat(),
        "profile": grounds.profile.name if grounds.profile is not None else None,
        "notice": NOTICE,
    }
    if screened.reason:
        found["reason"] = screened.reason
    if screened.matches:
        found["key"] = record_key(screened.record)
    if grounds.profile is not None and not grounds.profile.decides:
        found["entities"] = [entity_object(each) for each in screened.backgrounds]
    return found


def problem_object(problem: Problem) -> dict[str, Plain]:
    """Return one Problem."""
    return {
        "problem": {
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
            "origin": origin_object(problem.origin),
            "at": str(problem.origin),
            "stops": problem.stops,
            "rows": problem.rows,
        }
    }


def origin_object(origin: Origin) -> dict[str, Plain]:
    """Return the parts of an origin that are known."""
    parts = {name: getattr(origin, name) for name in _ORIGIN}
    return {name: value for name, value in parts.items() if value is not None}


def record_object(record: Record) -> dict[str, Plain]:
    """Return a record: its kind, name and origin, and the other fields that it has."""
    found: dict[str, Plain] = {
        "kind": record.kind.value,
        "name": record.name,
        "origin": origin_object(record.origin),
        "at": str(record.origin),
    }
    found.update(record.fields)
    return found


def match_object(match: Match) -> dict[str, Plain]:
    """Return one match with its evidence."""
    return {
        "entity": match.entity,
        "name": match.name,
        "alias": match.alias,
        "state": match.state.value,
        "score": match.score,
        "relation": match.relation.value,
        "path": list(match.path),
        "company": match.company or None,
        "evidence": [evidence_object(each) for each in match.evidence],
        "evidence_digest": evidence_digest(match),
        "review": review_object(match.review),
    }


def evidence_object(evidence: Evidence) -> dict[str, Plain]:
    """Return one piece of evidence."""
    return {
        "for": evidence.speaks_for,
        "kind": evidence.kind,
        "text": evidence.text,
        "source": evidence.source or None,
    }


def finding_object(finding: Finding) -> dict[str, Plain]:
    """Return one finding: the decision, for which entity and act."""
    return {
        "entity": finding.match.entity,
        "match": finding.match.state.value,
        "act": finding.act,
        **decision_object(finding.decision),
    }


def decision_object(decision: Decision) -> dict[str, Plain]:
    """Return one decision, without its trace."""
    duty = decision.duty
    return {
        "restriction": decision.restriction.id,
        "duty": duty.id,
        "title": decision.restriction.title,
        "modality": duty.modality.value,
        "decision": decision.outcome.value,
        "since": day_text(duty.since),
        "until": day_text(duty.until),
        "deadline": day_text(decision.deadline),
        "overdue_days": decision.overdue_days,
        "obligation": duty.obligation,
        "ask": list(decision.ask),
        "exemption": decision.exemption,
        "perhaps_exempt": [way_object(way) for way in decision.perhaps],
        "citations": citations_of(decision.restriction, decision.cites),
        "assumed": [fact_object(fact) for fact in decision.assumed],
        "flags": list(decision.flags),
        "verified_through": decision.restriction.verified_through.isoformat(),
        "advisory": decision.outcome is Outcome.ADVISES,
    }


def way_object(way: Way) -> dict[str, Plain]:
    """Return an exemption that might free, and what to ask."""
    return {"exemption": way.id, "ask": list(way.ask)}


def fact_object(fact: Fact) -> dict[str, Plain]:
    """Return one fact, and why it is held."""
    return {
        "fact": fact.name,
        "value": plain_value(fact.value),
        "source": fact.source.value,
        "because": fact.because,
    }


def day_text(day: date | None) -> str | None:
    """Return a day in ISO 8601, or None."""
    return None if day is None else day.isoformat()


def plain_value(value: FactValue) -> Plain:
    """Return a fact's value as JSON can say it.

    >>> from datetime import date
    >>> plain_value(date(2026, 1, 2)), plain_value(("a", "b"))
    ('2026-01-02', ['a', 'b'])
    """
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, str | bool | int):
        return value
    return value.isoformat()


def citations_of(restriction: Restriction, wanted: tuple[CiteId, ...]) -> list[Plain]:
    """Return the sources of a duty: where to read it, and how each was checked."""
    cites = {cite.id: cite for cite in restriction.cites}
    return [
        {
            "id": cite.id,
            "name": cite.name,
            "pinpoint": cite.pinpoint or None,
            "date": day_text(cite.date),
            "url": cite.url,
            "checked": cite.checked.value,
        }
        for name in wanted
        if (cite := cites.get(name)) is not None
    ]


def list_object(version: ListVersion) -> dict[str, Plain]:
    """Return a list that the answer rests on; of a file of reviews, what stands in it."""
    found: dict[str, Plain] = {
        "name": version.name,
        "version": version.version,
        "vintage": version.vintage,
        "licence": version.licence,
    }
    if version.age is not None:
        found["old"] = version.age or None
    if version.stale is not None:
        found["stale"] = version.stale or None
    if version.reviews is not None:
        found["reviews"] = {**asdict(version.reviews)}
    return found
