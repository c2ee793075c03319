"""The judge agrees with a second decision of the same questions, over all combinations."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import judge_oracle as oracle
import pytest
from judge_small import HIKVISION, TWO_COVERS, facts, owner, restriction, use

from countersight.judge import Rulebook
from countersight.model.facts import Facts, FactValue, Truth
from countersight.model.restriction import Cover, Reach, ReachKind, ReachRule

SMALL: Mapping[str, tuple[str | None, ...]] = {
    "place": (None, "US", "FR"),
    "roles": (None, "private.company", "public.national", "supplier"),
    "body_country": (None, "US", "FR"),
    "act": (None, "use", "bid"),
    "date": (None, "2021-12-31", "2022-01-15", "2022-02-01", "2024-12-31", "2025-01-01"),
    "effective_day": (None, "2022-01-10", "2022-01-20"),
    "product_form": (None, "equipment", "software", "service"),
    "maker": (None, "unknown", "hikvision", "axis"),
    "brand_country": (None, "CN", "SE"),
    "purpose": (None, "public_safety", "other"),
    "site": (None, "sensitive", "not_sensitive"),
    "waiver": (None, "dni", "none"),
}
HEAD = ("place", "roles", "body_country", "act")
DAYS = ("date", "effective_day")
THING = ("product_form", "maker", "brand_country", "purpose")
REST = ("site", "waiver")
DEFAULT: oracle.Known = {
    "place": "US",
    "roles": "private.company",
    "body_country": None,
    "act": "use",
    "date": "2023-01-01",
    "effective_day": None,
    "product_form": "equipment",
    "maker": "hikvision",
    "brand_country": None,
    "purpose": "public_safety",
    "site": "sensitive",
    "waiver": None,
}


def combinations(*groups: tuple[str, ...]) -> Iterator[oracle.Known]:
    names = [name for group in groups for name in group]
    for values in product(*(SMALL[name] for name in names)):
        yield {**DEFAULT, **dict(zip(names, values, strict=True))}


@pytest.mark.parametrize(
    "groups", [(HEAD, ("date",), REST), (DAYS, THING), (THING, REST, ("date",))], ids=str
)
def test_every_combination_comes_out_as_the_oracle_says(
    groups: tuple[tuple[str, ...], ...],
) -> None:
    rules = Rulebook([TWO_COVERS])
    met = set()
    for known in combinations(*groups):
        (decision,) = rules.decide(_facts(known))
        reason = decision.reason.value if decision.reason else ""
        assert (decision.outcome.value, reason) == oracle.outcome(known), known
        met.add(decision.outcome.value)
    assert met == {"binds", "exempt", "depends", "not_bound"} - (
        {"exempt"} if "waiver" not in {*sum(groups, ())} else set()
    )


RULES = {
    "named_only": ReachRule(ReachKind.NAMED_ONLY),
    "brand": ReachRule(ReachKind.BRAND),
    "control": ReachRule(ReachKind.CONTROL),
    "at_least_50": ReachRule(ReachKind.EQUITY, min_percent=Decimal(50)),
    "more_than_10": ReachRule(ReachKind.EQUITY, more_than_percent=Decimal(10)),
    "more_than_10_or_control": ReachRule(
        ReachKind.EQUITY, more_than_percent=Decimal(10), or_control=True
    ),
    "subsidiary_or_affiliate": ReachRule(ReachKind.SUBSIDIARY_OR_AFFILIATE),
}
TRUTHS = (None, True, False)


@pytest.mark.parametrize("kind", RULES)
@pytest.mark.parametrize("aggregate", [False, True])
def test_every_stake_reaches_as_the_oracle_says(kind: str, *, aggregate: bool) -> None:
    rule = replace(RULES[kind], aggregate=aggregate)
    whole = restriction(reach=Reach(rule), covers=(Cover("a", makers=(HIKVISION,)),))
    rules = Rulebook([whole])
    values: dict[float, Truth] = {0.0: Truth.FALSE, 0.5: Truth.UNKNOWN, 1.0: Truth.TRUE}
    for percent, control, successor, affiliate, reached in product(
        (None, 0, 1, 10, 11, 49, 50, 51, 100), TRUTHS, (True, False), TRUTHS, TRUTHS
    ):
        answers = {
            "control": control,
            "successor": successor,
            "is_affiliate": affiliate,
            "is_successor_reached": reached,
        }
        held = (owner("hikvision", percent, control=control, successor=successor),)
        (decision,) = rules.decide(
            use(held, maker="jv", is_affiliate=affiliate, is_successor_reached=reached)
        )
        wanted = values[oracle.reaches(kind, percent, answers)]
        assert decision.trace[-1].truth is wanted, (percent, answers)


def _facts(known: oracle.Known) -> Facts:
    values: dict[str, FactValue | None] = dict(known)
    for name in DAYS:
        text = known[name]
        values[name] = date.fromisoformat(text) if text else None
    role = known["roles"]
    values["roles"] = (role,) if role else None
    return facts(None, **values)
