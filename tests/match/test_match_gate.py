"""Withheld names, persons and no names are not checked; companies are never hidden."""

import pytest
from match_makers import MATCHER, VENDORS, answer, name, record, vendor

from countersight.match import Matcher
from countersight.match.gate import Barred, bar
from countersight.model.match import State


@pytest.mark.parametrize(
    "text",
    [
        "Redacted",
        "REDACTED PERSONAL DATA",
        "[redacted]",
        "Redacted - Social Care",
        "Withheld",
        "Name withheld",
        "Personal data",
        "Individual",
        "Private individual",
        "Datos personales",
        "Privatperson",
        "已隐去",
        "个人",
        "физическое лицо",
        "****",
        "XXXXXX",
    ],
)
def test_a_withheld_payee_is_not_checked(text: str) -> None:
    told = answer(text, "payment", description="Hikvision cameras")
    assert (told.state, told.reason) == (State.NOT_CHECKED, "withheld")
    assert MATCHER.glance("name", text).value == "withheld"


@pytest.mark.parametrize(
    "text",
    [
        "Mr A Sample",
        "MRS B SAMPLE",
        "Miss C D Sample",
        "Dr E Sample",
        "Prof. F Sample",
        "Rev G Sample",
        "Herr Muster",
        "Frau Muster",
        "M. Exemple",
        "Mme Exemple",
        "Sr. Ejemplo",
        "Sample, Mr J",
        "Sample (Mrs)",
        "Sample (Ms)",
        "Sample J Ms",
        "SAMPLE MRS",
        "Mr A Sample MEI",
        "Mrs A Sample PFA",
        "Mr A Sample Tmi",
        "Mr & Mrs Sample",
        "Mr J Sample t/a Sample Plumbing",
        "Mrs J Bank",
        "Estate of the late J Sample",
        "J Sample (sole trader)",
        "张先生",
    ],
)
def test_a_person_is_not_checked(text: str) -> None:
    told = answer(text, "payment", description="Hikvision cameras")
    assert (told.state, told.reason) == (State.NOT_CHECKED, "person")
    assert told.matches == ()
    assert MATCHER.glance("name", text).value == "person"


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Ing. h.c. F. Porsche AG",
        "Mr Clutch Autocentres",
        "HIKVISION MS",
        "Sample MR",
        "Miss Sample Cleaning Services",
        "M Sample",
        "Dr Oetker GmbH",
        "Redacted Records Ltd",
        "Individual Solutions Ltd",
        "先生",
        "Xxl Sports",
        "Estate Agents of York",
        "The Sole of the Shoe",
        "Drake",
    ],
)
def test_a_business_is_checked(text: str) -> None:
    assert bar(text) is None


@pytest.mark.parametrize(
    "text", ["", " ", "-", "?", "n/a", "N/A", "unknown", "TBC", "null", "未知", "..."]
)
def test_no_name_is_not_checked(text: str) -> None:
    assert bar(text) is Barred.NO_NAME
    for kind in ("supplier", "device"):
        told = answer(text, kind)
        assert (told.state, told.reason) == (State.NOT_CHECKED, "no-name")
    assert MATCHER.glance("maker", text).value == "nothing"


def test_no_name_of_the_catalogue_is_hidden() -> None:
    for maker in VENDORS:
        texts = [known.text for known in maker.names]
        texts += [tied.name for tied in maker.ties if tied.name]
        for text in texts:
            assert bar(text) is None, text


def test_a_catalogued_company_with_a_title_in_its_name_stands_over_the_gate() -> None:
    doctor = Matcher([vendor("alpha", names=(name("Dr Sample"),))])
    assert doctor.answer(record("DR SAMPLE")).state is State.MATCH
    assert doctor.glance("name", "DR SAMPLE").value == "perhaps"
    assert doctor.answer(record("Dr Sample Jones")).reason == "person"
    assert answer("Mr Hikvision").reason == "person"


def test_a_title_glued_behind_a_makers_word_does_not_hide_it() -> None:
    assert answer("HIKVISION MS").reason != "person"


def test_a_device_with_one_withheld_column_is_checked_by_the_other() -> None:
    told = answer("Redacted", "device", maker="Redacted", brand="Hikvision")
    assert told.state is State.MATCH


def test_withheld_is_told_before_person_and_person_before_no_name() -> None:
    told = answer("Mr A Sample", maker="Redacted", brand="-")
    assert told.reason == "withheld"
    assert answer("Mr A Sample", brand="-").reason == "person"


@pytest.mark.parametrize("text", ["MS-13", "MS 365 licences", "the MR 2000"])
def test_a_title_before_a_number_is_none(text: str) -> None:
    assert bar(text) is None
