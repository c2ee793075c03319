"""A decision as text, and the decisions of a restriction as one answer."""

from itertools import chain

from judge_cases import buys, decide, duty

from camera_facts import CAMERA
from countersight.judge import explain, not_bound, strongest_first, summarise
from countersight.model.decision import Decision, Outcome

CLERK = {
    "date": "2021-06-01",
    "place": "TW",
    "roles": ["public.school"],
    "act": "use",
    "product_form": "equipment",
    "product_class": "video_surveillance",
    "maker": "hikvision",
    "brand_country": "CN",
    "official_use": True,
}


def text(decision: Decision) -> str:
    return "\n".join(explain(decision))


def test_the_first_line_says_what_it_rests_on() -> None:
    found = explain(buys(maker="axis"))
    assert found[0] == "us-ndaa889-a1a / buy: does not bind (target), if owners = none"
    assert explain(buys())[0] == "us-ndaa889-a1a / buy: binds, if body_country = US"
    assert explain(buys(body_country="US"))[0] == "us-ndaa889-a1a / buy: binds"
    assert explain(buys(component_role=None))[0].startswith(
        "us-ndaa889-a1a / buy: depends on component_role"
    )
    assert explain(buys(waiver="dni"))[0].startswith(
        "us-ndaa889-a1a / buy: exempt by dni-waiver"
    )


def test_the_tree_tells_each_test_and_where_its_facts_come_from() -> None:
    tree = text(buys(date="2026-10-01"))
    for words in (
        "├─ duty: Do not procure or obtain",
        "act: act is one of procure, renew? yes",
        "act = procure (stated)",
        "body_country = US (assumed: the country of the place)",
        "cover hik-dahua-hytera",
        "waiver is dni? not known",
        "├─ may be exempt",
        "dni-waiver: ask waiver",
        "FAR 4.2102(a)(1), (b) (read) https://www.acquisition.gov/far/4.2102",
        "the sources speak through 2026-06-29",
        "└─ flag: unverified_after:us-ndaa889-a1a",
    ):
        assert words in tree


def test_a_deadline_is_told_with_the_days_since() -> None:
    def replaced(day: str) -> str:
        found = decide({**CLERK, "date": day})
        return text(duty(found, "tw-ict-principles-2019", "replace"))

    assert "deadline: 2021-12-31\n" in replaced("2021-06-01")
    assert "deadline: 2021-12-31, 1 day overdue" in replaced("2022-01-01")
    assert "deadline: 2021-12-31, 31 days overdue" in replaced("2022-01-31")


def test_a_truth_and_a_note_are_told_in_words() -> None:
    told = text(duty(decide(CLERK), "tw-ict-principles-2019", "replace"))
    assert "official_use = true (stated)" in told
    asked = text(buys(maker="jv", owners=[{"id": "dahua", "percent": 30, "control": False}]))
    assert "note: dahua: 30 percent without control: an affiliate or not?" in asked
    assert "ask: is_affiliate" in asked


def test_what_frees_is_told_in_its_own_words_with_its_sources() -> None:
    freed = {**CLERK, "approval": "moda", "no_alternative": True}
    found = duty(decide(freed), "tw-ict-principles-2019", "replace")
    assert found.cites == (*found.duty.cites, "ettoday", "ndhu")
    freeing = found.freeing
    assert freeing is not None
    tree = text(found)
    assert f"├─ exemption: {freeing.text} (needs a decision by: chief" in tree
    assert "ETtoday, 19 April 2019" in tree
    bound = duty(decide(CLERK), "tw-ict-principles-2019", "replace")
    assert "approved-special-case: ask approval, no_alternative" in text(bound)
    assert f"└─ {freeing.text}" in text(bound)
    assert bound.freeing is None


def test_what_has_to_be_asked_for_is_told_with_its_meaning() -> None:
    unsaid = buys(component_role=None)
    told = "\n".join(explain(unsaid, {"component_role": "what part the item plays"}))
    assert "ask: component_role (what part the item plays)\n" in told
    assert "ask: component_role\n" in text(unsaid)


def test_nothing_that_was_stated_moves_a_terminal() -> None:
    told = explain(buys(maker="ax\x1b[31mis\nbinds"))
    assert all(line.isprintable() for line in told)
    assert "ax\ufffd[31mis binds" in "".join(told)


def test_advice_says_that_it_binds_nobody() -> None:
    found = duty(decide(CAMERA), "us-ndaa889-a1a", "buy")
    advised = Decision(found.restriction, found.duty, Outcome.ADVISES)
    assert explain(advised)[0] == "us-ndaa889-a1a / buy: advises, and binds nobody here"


def test_a_restriction_answers_with_its_strongest_duty() -> None:
    summaries = {str(each.restriction.id): each for each in summarise(decide(CLERK))}
    taiwan = summaries["tw-ict-principles-2019"]
    assert (taiwan.outcome, taiwan.reason) == (Outcome.BINDS, None)
    assert [each.duty.id for each in taiwan.decisions] == ["replace"]
    other = summaries["us-ndaa889-a1a"]
    assert (other.outcome, other.reason) == (Outcome.NOT_BOUND, "body")


def test_the_reason_is_the_test_that_was_reached_last() -> None:
    early = {**CAMERA, "date": "2019-08-12"}
    summaries = {str(each.restriction.id): each for each in summarise(decide(early))}
    assert summaries["us-ndaa889-a1a"].reason == "before_effective"
    assert summaries["us-ndaa889-a1b"].reason == "act"


def test_the_acts_of_one_record_are_summed_up_together() -> None:
    acts = [decide({**CAMERA, "act": act}) for act in ("bid", "procure")]
    both = {*not_bound(chain.from_iterable(acts))}
    assert ("us-ndaa889-a1a", "act") in {*not_bound(acts[0])} - both
    assert ("us-ndaa889-a1b", "act") in both


def test_the_strongest_comes_first() -> None:
    found = [each.outcome for each in strongest_first(decide(CAMERA))]
    assert found == sorted(found, key=list(Outcome).index)
    assert found[0] is Outcome.BINDS
