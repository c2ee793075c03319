"""A second decision of the same questions, written apart from the judge.

Truth is a number here: 0 is false, 1 is true, and 0.5 is not known, so that *and* is the
smallest and *or* is the largest. It knows one small restriction and nothing of the judge.
"""

from collections.abc import Mapping

F, U, T = 0.0, 0.5, 1.0
Known = Mapping[str, str | None]


def word(value: str | None, *wanted: str) -> float:
    return U if value is None else float(value in wanted)


def of_place(known: Known) -> float:
    return word(known["place"], "US", "US-TX")


def of_body(known: Known) -> float:
    role, country = known["roles"], known["body_country"]
    if role is None:
        return U
    if role == "private.company":
        return T
    if role != "public.national":
        return F
    if country is None and known["place"] is not None:
        country = known["place"][:2]
    return word(country, "US")


def of_end(known: Known) -> float:
    return U if known["date"] is None else float(known["date"] <= "2024-12-31")


def of_start(known: Known) -> float:
    day = known["date"]
    if day is None:
        return U
    if day < "2022-01-01":
        return F
    if day >= "2022-02-01":
        return T
    return U if known["effective_day"] is None else float(day >= known["effective_day"])


def of_covers(known: Known) -> tuple[float, str]:
    """Two covers: cameras of the one maker for one purpose; any software of a country."""
    first = (
        word(known["product_form"], "equipment"),
        U if known["maker"] in (None, "unknown") else float(known["maker"] == "hikvision"),
        word(known["purpose"], "public_safety"),
    )
    second = (word(known["product_form"], "software"), word(known["brand_country"], "CN"), T)
    names = ("product", "target", "purpose")
    furthest = [each.index(F) for each in (first, second) if F in each]
    return max(min(first), min(second)), names[max(furthest)] if furthest else ""


def outcome(known: Known) -> tuple[str, str]:
    """Return the outcome, and the reason where it does not bind."""
    covered, why = of_covers(known)
    truths = (
        (of_place(known), "place"),
        (of_body(known), "body"),
        (word(known["act"], "use"), "act"),
        (of_end(known), "after_end"),
        (of_start(known), "before_effective"),
        (covered, why),
        (word(known["site"], "sensitive"), "condition"),
    )
    failed = [reason for truth, reason in truths if truth == F]
    if failed:
        return "not_bound", failed[0]
    if word(known["waiver"], "dni") == T:
        return "exempt", ""
    return ("binds" if min(truth for truth, _ in truths) == T else "depends"), ""


def reaches(kind: str, percent: int | None, answers: Mapping[str, bool | None]) -> float:
    """Return whether a stake reaches, by kind of rule; *answers* hold control and the like."""
    control = {None: U, True: T, False: F}[answers["control"]]
    share = U if percent is None else None
    by_stake = {
        "named_only": lambda: F,
        "brand": lambda: F,
        "control": lambda: control,
        "at_least_50": lambda: U if percent is None else float(percent >= 50),
        "more_than_10": lambda: U if percent is None else float(percent > 10),
        "more_than_10_or_control": lambda: max(
            control, U if percent is None else float(percent > 10)
        ),
        "subsidiary_or_affiliate": lambda: _affiliate(percent, control, answers, share),
    }[kind]()
    if (
        answers["successor"]
        and kind not in ("named_only", "brand")
        and _plainly(kind, by_stake, percent, control) != T
    ):
        settled = answers["is_successor_reached"]
        return U if settled is None else max(float(settled), by_stake)
    return by_stake


def _affiliate(
    percent: int | None,
    control: float,
    answers: Mapping[str, bool | None],
    share: float | None,
) -> float:
    if control == T or (percent or 0) > 50:
        return T
    if (percent, control) == (0, F):
        return F
    said = answers["is_affiliate"]
    assert share in (U, None)
    return U if said is None else float(said)


def _plainly(kind: str, found: float, percent: int | None, control: float) -> float:
    """Leave out what somebody's answer settled."""
    if kind == "subsidiary_or_affiliate":
        return T if control == T or (percent or 0) > 50 else U
    return found
