"""The bundled profiles: what each is bound by, over a few makers and kinds of record."""

import io
from datetime import date

import pytest

from countersight import wiring
from countersight.catalogue import bundled_profiles
from countersight.model.decision import Outcome
from countersight.model.finding import Screened
from countersight.model.record import RecordKind
from countersight.read import Source

AS_OF = date(2026, 11, 24)
ROWS = {
    RecordKind.SUPPLIER: 'supplier,date\n"{}",2026-05-04\n',
    RecordKind.DEVICE: 'maker,model,date\n"{}",X1,2024-05-04\n',
    RecordKind.HOLDING: 'issuer,isin\n"{}",\n',
}


def ask(profile: str, kind: RecordKind, maker: str, rows: str | None = None) -> Screened:
    settings = wiring.ScreenSettings(profile=profile, kind=kind, as_of=AS_OF)
    stream = io.BytesIO((rows or ROWS[kind]).format(maker).encode())
    [batch] = wiring.screening(settings).run([Source("rows.csv", stream=stream)])
    assert not batch.problems
    [answer] = batch.records
    return answer


def duties(answer: Screened, outcome: Outcome) -> set[str]:
    return {
        f"{each.decision.restriction.id}/{each.decision.duty.id}"
        for each in answer.findings
        if each.decision.outcome is outcome
    }


SUPPLIER, DEVICE, HOLDING = RecordKind.SUPPLIER, RecordKind.DEVICE, RecordKind.HOLDING
DAHUA = "Zhejiang Dahua Technology Co., Ltd."
HUAWEI = "Huawei Technologies Co., Ltd."


@pytest.mark.parametrize(
    ("profile", "kind", "maker", "binds"),
    [
        ("tw-agency", SUPPLIER, DAHUA, {"tw-ict-principles-2019/buy"}),
        (
            "tw-agency",
            DEVICE,
            DAHUA,
            {"tw-ict-principles-2019/replace", "tw-ict-principles-2019/connect"},
        ),
        ("tw-agency", SUPPLIER, "Axis Communications AB", set()),
        ("ca-qc-public-body", DEVICE, DAHUA, {"ca-qc-arrete-2023/new"}),
        ("ca-qc-public-body", DEVICE, HUAWEI, set()),
        ("us-investor", HOLDING, HUAWEI, {"us-ns-cmic/trade"}),
        ("us-investor", HOLDING, DAHUA, set()),
        ("eu-municipality", SUPPLIER, DAHUA, set()),
        ("eu-municipality", DEVICE, DAHUA, set()),
        ("uk-central-department", DEVICE, DAHUA, set()),
        ("us-grantee", SUPPLIER, DAHUA, set()),
    ],
)
def test_what_binds(profile: str, kind: RecordKind, maker: str, binds: set[str]) -> None:
    assert duties(ask(profile, kind, maker), Outcome.BINDS) == binds


@pytest.mark.parametrize(
    ("profile", "kind", "maker", "duty", "question"),
    [
        ("uk-central-department", DEVICE, DAHUA, "gb-visual-surveillance-2022/remove", "site"),
        (
            "uk-central-department",
            SUPPLIER,
            DAHUA,
            "gb-visual-surveillance-2022/deploy",
            "site",
        ),
        ("us-grantee", SUPPLIER, HUAWEI, "us-ndaa889-b-grants/spend", "funds"),
        ("ca-qc-public-body", SUPPLIER, DAHUA, "ca-qc-arrete-2023/new", "acquired_on"),
        ("tw-agency", DEVICE, DAHUA, "tw-csma-2025/use", "controlled_by_hostile_force"),
    ],
)
def test_what_is_not_assumed_is_asked(
    profile: str, kind: RecordKind, maker: str, duty: str, question: str
) -> None:
    answer = ask(profile, kind, maker)
    assert duty in duties(answer, Outcome.DEPENDS)
    asked = {
        name
        for each in answer.findings
        if f"{each.decision.restriction.id}/{each.decision.duty.id}" == duty
        for name in each.decision.ask
    }
    assert question in asked


def test_a_grantee_that_states_the_award_is_bound() -> None:
    rows = (
        'supplier,date,funds,product_form,product_class\n"{}",2026-05-04,{},equipment,router\n'
    )
    stated = {
        funds: ask("us-grantee", SUPPLIER, HUAWEI, rows.replace(",{},equip", f",{funds},equip"))
        for funds in ("federal_award", "own")
    }
    duty = {"us-ndaa889-b-grants/spend"}
    assert duties(stated["federal_award"], Outcome.BINDS) == duty
    assert not duties(stated["own"], Outcome.BINDS)


def test_old_equipment_in_quebec_asks_for_safeguards_and_not_for_its_end() -> None:
    answer = ask("ca-qc-public-body", DEVICE, DAHUA, 'maker,model,date\n"{}",X1,2020-05-04\n')
    assert duties(answer, Outcome.BINDS) == {"ca-qc-arrete-2023/old"}


@pytest.mark.parametrize("name", bundled_profiles())
@pytest.mark.parametrize("kind", ROWS)
def test_every_profile_answers_every_kind(name: str, kind: RecordKind) -> None:
    answer = ask(name, kind, DAHUA)
    assert answer.matches[0].entity == "dahua"
    assert [each.entity for each in answer.backgrounds] == ["dahua"]


def test_a_profile_of_facts_only_decides_nothing_and_tells_the_lists() -> None:
    answer = ask("journalist", SUPPLIER, DAHUA)
    assert not answer.findings
    assert not answer.not_bound
    [known] = answer.backgrounds
    lists = {each.list: each for each in known.listings if each.company == known.name}
    assert str(lists["us-bis-entity-list"].since) == "2019-10-09"
    assert all(each.source.startswith("dahua/") for each in known.listings)
    assert known.ties


def test_a_listing_that_came_later_was_not_known_then() -> None:
    rows = io.BytesIO(f'supplier\n"{DAHUA}"\n'.encode())
    settings = wiring.ScreenSettings(profile="journalist", as_of=date(2019, 1, 1))
    [batch] = wiring.screening(settings).run([Source("a.csv", stream=rows)])
    [known] = batch.records[0].backgrounds
    assert {each.list for each in known.listings} == {"us-ndaa889"}


def test_a_company_tied_to_the_entity_stands_on_a_list_by_itself_and_until_a_day() -> None:
    answer = ask("journalist", SUPPLIER, "China Electronics Technology Group Corporation")
    [known] = answer.backgrounds
    gone = [each for each in known.listings if each.until is not None]
    assert {str(each.until) for each in gone} == {"2026-02-17"}
    assert all(each.company != known.name and each.stands == "false" for each in gone)
