"""Small restrictions for tests, made of values."""

from datetime import date
from decimal import Decimal

from countersight.ids import CiteId, DutyId, ExemptionId, RestrictionId, VendorId
from countersight.model.facts import Fact, Facts, FactSource, FactValue, Owner
from countersight.model.restriction import (
    Comparison,
    Cover,
    Duty,
    Entry,
    Exemption,
    FactTest,
    Force,
    ListMembership,
    Modality,
    Reach,
    ReachKind,
    ReachRule,
    Restriction,
    Status,
)

HIKVISION = VendorId("hikvision")
DAHUA = VendorId("dahua")
NAMED = ReachRule(ReachKind.NAMED_ONLY)


def is_in(fact: str, *words: str) -> FactTest:
    return FactTest(fact, Comparison.IN, words)


def duty(**changed: object) -> Duty:
    values: dict[str, object] = {
        "id": DutyId("do"),
        "modality": Modality.PROHIBIT,
        "acts": ("use",),
        "binds": ("public.national", "private.company"),
        "covers": ("a",),
        "obligation": "Do not use it.",
        "cites": (CiteId("law"),),
        "since": date(2020, 1, 1),
        **changed,
    }
    return Duty(**values)  # type: ignore[arg-type]


def restriction(**changed: object) -> Restriction:
    values: dict[str, object] = {
        "id": RestrictionId("us-small"),
        "title": "Small",
        "summary": "Small",
        "jurisdiction": "US",
        "force": Force.STATUTE,
        "status": Status.IN_FORCE,
        "issuer": "Nobody",
        "verified_on": date(2026, 1, 1),
        "verified_through": date(2026, 1, 1),
        "covers": (Cover("a", makers=(HIKVISION,)),),
        "reach": Reach(NAMED),
        "duties": (duty(),),
        "cites": (),
        **changed,
    }
    return Restriction(**values)  # type: ignore[arg-type]


TWO_COVERS = restriction(
    covers=(
        Cover("a", makers=(HIKVISION,), forms=("equipment",), purposes=("public_safety",)),
        Cover("b", maker_test=is_in("brand_country", "CN"), forms=("software",)),
    ),
    duties=(
        duty(
            covers=("a", "b"),
            since=None,
            since_not_before=date(2022, 1, 1),
            since_not_after=date(2022, 2, 1),
            until=date(2024, 12, 31),
            requires=(is_in("site", "sensitive"),),
        ),
    ),
    exemptions=(
        Exemption(
            ExemptionId("waiver"), (DutyId("do"),), (is_in("waiver", "dni"),), "A waiver", ()
        ),
    ),
)
"""What ``judge_oracle`` knows."""

LIST = restriction(
    id=RestrictionId("us-list"),
    listings=(
        Entry(HIKVISION, date(2021, 1, 1), date(2022, 12, 31)),
        Entry(DAHUA, date(2022, 6, 1)),
    ),
)
ON_LIST = restriction(
    id=RestrictionId("us-on-list"),
    covers=(Cover("a", maker_list=ListMembership("us-list")),),
)


def facts(owners: tuple[Owner, ...] | None = None, **known: FactValue | None) -> Facts:
    """Return stated facts; what is None is left out."""
    stated = {
        name: Fact(name, value, FactSource.STATED)
        for name, value in known.items()
        if value is not None
    }
    return Facts(stated, owners, FactSource.STATED)


def use(owners: tuple[Owner, ...] | None = None, **changed: FactValue | None) -> Facts:
    """Return facts that bind a duty of ``restriction()``, with changes."""
    values: dict[str, FactValue | None] = {
        "date": date(2023, 1, 1),
        "place": "US",
        "roles": ("private.company",),
        "act": "use",
        "maker": "hikvision",
        **changed,
    }
    return facts(owners, **values)


def owner(name: str, percent: str | int | None = None, **more: object) -> Owner:
    share = None if percent is None else Decimal(percent)
    return Owner(VendorId(name), share, **more)  # type: ignore[arg-type]
