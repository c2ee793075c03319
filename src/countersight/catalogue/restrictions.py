"""Restriction files: which sections and fields they have, and what the model makes of them.

One file is one legal instrument. ``[[example]]`` sections are read by ``examples``; the
loader steps over them.
"""

from dataclasses import replace
from datetime import date, datetime

from countersight.catalogue.fields import Field, Place, Section, many, one
from countersight.catalogue.reach import REACH
from countersight.catalogue.readers import (
    address,
    anywhere,
    date_order,
    day,
    jurisdiction,
    matching,
    member,
    several,
    slug,
    some,
    text,
)
from countersight.ids import CiteId
from countersight.messages import joined, sentence
from countersight.model.restriction import (
    Cite,
    Comparison,
    Conflict,
    Cover,
    Duty,
    Entry,
    Event,
    Exemption,
    FactTest,
    Force,
    ListMembership,
    Modality,
    Restriction,
    Status,
    TestValue,
)
from countersight.model.vendor import Checked

LARGEST = 1_000_000_000
"""No fact is a larger number."""


def _cite(url: str = "", **values: object) -> Cite:
    return Cite(url=url, **values)  # type: ignore[arg-type]


def _value(value: object, place: Place) -> TestValue:
    if isinstance(value, datetime) or not isinstance(value, str | bool | int | date):
        raise place.error(
            sentence("is no value of a fact"),
            sentence("Write a word, a number, true, false or a day."),
        )
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        raise place.error(
            sentence("is too large a number"),
            sentence("Write one of at most {largest}.", largest=LARGEST),
        )
    return value


def _test_of_fact(fact: str, **comparisons: TestValue | tuple[TestValue, ...]) -> FactTest:
    if len(comparisons) != 1:
        words = ", ".join(each.value for each in Comparison)
        raise ValueError(sentence("a test of a fact has exactly one of {words}", words=words))
    [(name, value)] = comparisons.items()
    values = value if isinstance(value, tuple) else (value,)
    return FactTest(fact, Comparison(name), values)


def _cover(**values: object) -> Cover:
    told = [key for key in ("makers", "maker_test", "maker_list") if key in values]
    outside = "watchlist" in values
    if len(told) != 1 and not (outside and not told):
        raise ValueError(
            sentence("say whose it is by exactly one of makers, maker_test and maker_list")
        )
    if outside and told not in ([], ["makers"]):
        raise ValueError(sentence("a watchlist stands alone, or beside makers"))
    return Cover(**values)  # type: ignore[arg-type]


def _duty(from_note: str = "", deadline_note: str = "", **values: object) -> Duty:
    duty = Duty(**values)  # type: ignore[arg-type]
    window = duty.since_not_before
    if (duty.since is None) == (window is None):
        raise ValueError(sentence("a duty has either from or from_not_before"))
    if duty.since_not_after is not None and window is None:
        raise ValueError(sentence("from_not_after needs from_not_before"))
    start = "from" if window is None else "from_not_before"
    date_order(window, duty.since_not_after, (start, "from_not_after"))
    date_order(duty.since or window, duty.until, (start, "until"))
    date_order(duty.since or window, duty.deadline, (start, "deadline"))
    notes = (
        duty.note,
        from_note and sentence("Start: {from_note}", from_note=from_note),
        deadline_note and sentence("Deadline: {deadline_note}", deadline_note=deadline_note),
    )
    return replace(duty, note=joined(" ", (note for note in notes if note)))


def _exemption(**values: object) -> Exemption:
    exemption = Exemption(**values)  # type: ignore[arg-type]
    date_order(exemption.since, exemption.until)
    return exemption


def _entry(target: str, since: date, until: date | None = None) -> Entry:
    date_order(since, until)
    return Entry(target, since, until)  # type: ignore[arg-type]


def _penalty(text: str, cites: tuple[CiteId, ...] = ()) -> tuple[str, tuple[CiteId, ...]]:
    return text, cites


def _restriction(
    penalty: tuple[str, tuple[CiteId, ...]] = ("", ()),
    example: object = None,  # noqa: ARG001 - examples are read by their own module
    **values: object,
) -> Restriction:
    whole = Restriction(penalty=penalty[0], penalty_cites=penalty[1], **values)  # type: ignore[arg-type]
    if whole.verified_on < whole.verified_through:
        raise ValueError(
            sentence("verified_through lies after verified_on, the day of the reading")
        )
    return whole


def _unread(value: object, place: Place) -> None:
    """Step over the examples; they have a reader of their own."""


_LIST_ID = matching(
    "[a-z0-9][a-z0-9-]{0,63}",
    sentence("Write small letters, digits and hyphens, such as us-1260h."),
)
FACT_TEST = Section(
    _test_of_fact,
    (
        Field("fact", text, required=True),
        Field("in", some(_value)),
        *(Field(each.value, _value) for each in Comparison if each is not Comparison.IN),
    ),
)
MAKER_LIST = Section(ListMembership, (Field("list", text, required=True),))
COVER = Section(
    _cover,
    (
        Field("id", text, required=True),
        Field("makers", some(text)),
        Field("maker_test", one(FACT_TEST)),
        Field("maker_list", one(MAKER_LIST)),
        Field("watchlist", _LIST_ID),
        Field("forms", some(text), required=True),
        Field("classes", some(text), required=True),
        Field("purposes", some(text)),
        Field("note", text),
    ),
)
DUTY = Section(
    _duty,
    (
        Field("id", text, required=True),
        Field("modality", member(Modality), required=True),
        Field("acts", several(text), required=True),
        Field("binds", several(text), required=True),
        Field("covers", some(text), required=True),
        Field("from", day, into="since"),
        Field("from_not_before", day, into="since_not_before"),
        Field("from_not_after", day, into="since_not_after"),
        Field("from_note", text),
        Field("until", day),
        Field("deadline", day),
        Field("deadline_note", text),
        Field("requires", many(FACT_TEST, "fact")),
        Field("obligation", text, required=True),
        Field("cites", some(text), required=True),
        Field("note", text),
    ),
)
EXEMPTION = Section(
    _exemption,
    (
        Field("id", text, required=True),
        Field("duties", some(text), required=True),
        Field("requires", many(FACT_TEST, "fact"), required=True),
        Field("needs_decision_by", text),
        Field("from", day, into="since"),
        Field("until", day),
        Field("text", text, required=True),
        Field("cites", some(text), required=True),
    ),
)
EVENT = Section(
    Event,
    (
        Field("date", day, required=True),
        Field("what", text, required=True),
        Field("cites", several(text)),
    ),
)
CITE = Section(
    _cite,
    (
        Field("id", text, required=True),
        Field("name", text, required=True),
        Field("pinpoint", text),
        Field("date", day),
        Field("url", address),
        Field("official_url", address),
        Field("other_url", address),
        Field("checked", member(Checked), required=True),
    ),
)
CONFLICT = Section(
    Conflict,
    (Field("what", text, required=True), Field("cites", several(text))),
)
ENTRY = Section(
    _entry,
    (
        Field("target", text, required=True),
        Field("from", day, required=True, into="since"),
        Field("until", day),
    ),
)
PENALTY = Section(_penalty, (Field("text", text, required=True), Field("cites", several(text))))
RESTRICTION = Section(
    _restriction,
    (
        Field("id", slug, required=True),
        Field("title", text, required=True),
        Field("title_original", text),
        Field("summary", text, required=True),
        Field("jurisdiction", jurisdiction, required=True),
        Field("applies_where", some(anywhere)),
        Field("force", member(Force), required=True),
        Field("directs", some(text)),
        Field("status", member(Status), required=True),
        Field("status_note", text),
        Field("issuer", text, required=True),
        Field("verified_on", day, required=True),
        Field("verified_through", day, required=True),
        Field("verified_note", text),
        Field("covers", many(COVER), required=True),
        Field("reach", one(REACH), required=True),
        Field("duty", many(DUTY), required=True, into="duties"),
        Field("exemption", many(EXEMPTION), into="exemptions"),
        Field("event", many(EVENT, "date"), into="events"),
        Field("cite", many(CITE), required=True, into="cites"),
        Field("conflict", many(CONFLICT), into="conflicts"),
        Field("listing", many(ENTRY, "target"), into="listings"),
        Field("penalty", one(PENALTY)),
        Field("example", _unread),
    ),
)
"""A restriction file. The table of the fields is the reference of the format."""
