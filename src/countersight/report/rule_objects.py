"""Restrictions as plain objects, for JSON; published as ``restriction.schema.json``.

The names are those of the files: ``from``, ``until``, ``checked``. What a restriction does not
say is null or an empty list, so that every object has every key.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from countersight.model.catalogue import Catalogue
from countersight.model.restriction import (
    Cite,
    Comparison,
    Cover,
    Duty,
    Exemption,
    FactTest,
    ReachRule,
    Restriction,
    TestValue,
)
from countersight.model.wording import condition_words, rule_words
from countersight.report.faces import NOTICE
from countersight.report.objects import Plain, day_text

LICENCE: Final = "CC-BY-4.0"


def catalogue_object(catalogue: Catalogue) -> dict[str, Plain]:
    """Return all restrictions of a catalogue, by id, with its version."""
    restrictions = sorted(catalogue.restrictions.values(), key=lambda each: each.id)
    return {
        "catalogue_version": catalogue.version,
        "verified_on": catalogue.verified_on.isoformat(),
        "licence": LICENCE,
        "notice": NOTICE,
        "restrictions": [restriction_object(each) for each in restrictions],
    }


def restriction_object(restriction: Restriction) -> dict[str, Plain]:
    """Return one restriction in full."""
    return {
        "id": restriction.id,
        "title": restriction.title,
        "title_original": restriction.title_original or None,
        "summary": restriction.summary,
        "jurisdiction": restriction.jurisdiction,
        "applies_where": _texts(restriction.applies_where or (restriction.jurisdiction,)),
        "force": restriction.force.value,
        "directs": _texts(restriction.directs),
        "status": restriction.status.value,
        "status_note": restriction.status_note or None,
        "issuer": restriction.issuer,
        "verified_on": restriction.verified_on.isoformat(),
        "verified_through": restriction.verified_through.isoformat(),
        "verified_note": restriction.verified_note or None,
        "covers": [cover_object(each) for each in restriction.covers],
        "reach": _reach(restriction),
        "duties": [duty_object(each) for each in restriction.duties],
        "exemptions": [exemption_object(each) for each in restriction.exemptions],
        "events": [
            {"date": each.date.isoformat(), "what": each.what, "cites": _texts(each.cites)}
            for each in restriction.events
        ],
        "conflicts": [
            {"what": each.what, "cites": _texts(each.cites)} for each in restriction.conflicts
        ],
        "listings": [
            {"target": each.target, "from": day_text(each.since), "until": day_text(each.until)}
            for each in restriction.listings
        ],
        "penalty": _penalty(restriction),
        "cites": [cite_object(each) for each in restriction.cites],
    }


def cover_object(cover: Cover) -> dict[str, Plain]:
    """Return a cover: what, whose, for what."""
    return {
        "id": cover.id,
        "makers": _texts(cover.makers),
        "maker_test": None if cover.maker_test is None else condition_object(cover.maker_test),
        "maker_list": None if cover.maker_list is None else cover.maker_list.list,
        "watchlist": cover.watchlist,
        "forms": _texts(cover.forms),
        "classes": _texts(cover.classes),
        "purposes": _texts(cover.purposes),
        "note": cover.note or None,
    }


def duty_object(duty: Duty) -> dict[str, Plain]:
    """Return a duty: who must do or not do what, from when, by when."""
    return {
        "id": duty.id,
        "modality": duty.modality.value,
        "acts": _texts(duty.acts),
        "binds": _texts(duty.binds),
        "covers": _texts(duty.covers),
        "from": day_text(duty.since),
        "from_not_before": day_text(duty.since_not_before),
        "from_not_after": day_text(duty.since_not_after),
        "until": day_text(duty.until),
        "deadline": day_text(duty.deadline),
        "requires": _conditions(duty.requires),
        "obligation": duty.obligation,
        "note": duty.note or None,
        "cites": _texts(duty.cites),
    }


def exemption_object(exemption: Exemption) -> dict[str, Plain]:
    """Return an exemption: what frees from which duties."""
    return {
        "id": exemption.id,
        "duties": _texts(exemption.duties),
        "requires": _conditions(exemption.requires),
        "needs_decision_by": exemption.needs_decision_by or None,
        "from": day_text(exemption.since),
        "until": day_text(exemption.until),
        "text": exemption.text,
        "cites": _texts(exemption.cites),
    }


def condition_object(test: FactTest) -> dict[str, Plain]:
    """Return a test of a fact, as data and in words."""
    values = [_value(value) for value in test.values]
    plain: Plain = values if test.comparison is Comparison.IN else values[0]
    return {"fact": test.fact, test.comparison.value: plain, "words": condition_words(test)}


def cite_object(cite: Cite) -> dict[str, Plain]:
    """Return a source, and how it was checked."""
    return {
        "id": cite.id,
        "name": cite.name,
        "pinpoint": cite.pinpoint or None,
        "date": day_text(cite.date),
        "url": cite.url or None,
        "official_url": cite.official_url or None,
        "other_url": cite.other_url or None,
        "checked": cite.checked.value,
    }


def _reach(restriction: Restriction) -> dict[str, Plain]:
    reach = restriction.reach
    return {
        **_rule(reach.rule),
        "defined_in_text": reach.defined_in_text,
        "note": reach.note or None,
        "periods": [
            {
                **_rule(period),
                "from": day_text(period.since),
                "until": day_text(period.until),
                "scheduled": period.scheduled,
                "note": period.note or None,
            }
            for period in reach.periods
        ],
    }


def _rule(rule: ReachRule) -> dict[str, Plain]:
    return {
        "kind": rule.kind.value,
        "min_percent": _number(rule.min_percent),
        "more_than_percent": _number(rule.more_than_percent),
        "aggregate": rule.aggregate,
        "or_control": rule.or_control,
        "cascade": rule.cascade,
        "words": rule_words(rule),
    }


def _penalty(restriction: Restriction) -> Plain:
    if not restriction.penalty:
        return None
    return {"text": restriction.penalty, "cites": _texts(restriction.penalty_cites)}


def _conditions(tests: Iterable[FactTest]) -> list[Plain]:
    return [condition_object(test) for test in tests]


def _texts(words: Iterable[str]) -> list[Plain]:
    return list(words)


def _number(number: Decimal | None) -> Plain:
    return None if number is None else float(number)


def _value(value: TestValue) -> Plain:
    return value if isinstance(value, str | bool | int) else value.isoformat()
