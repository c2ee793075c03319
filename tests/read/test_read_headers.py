import io

import pytest

from countersight.model.record import TEXT_COLUMNS, RecordKind
from countersight.read import FIELDS, Options, Source, read
from countersight.read.headers import currency, fact, meaning, table


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("SUPPLIER_NAME", "name"),
        ("BeneficiaryName", "name"),
        ("Auftragnehmer", "name"),
        ("Raison sociale", "name"),
        ("Razón Social", "name"),
        ("Ragione sociale", "name"),
        ("Fornecedor", "name"),
        ("Leverancier", "name"),
        ("Wykonawca", "name"),
        ("供应商名称", "name"),
        ("廠商名稱", "name"),
        ("Поставщик", "name"),
        ("Hersteller", "maker"),
        ("Fabricant", "maker"),
        ("制造商", "maker"),
        ("Производитель", "maker"),
        ("Numéro de série", "serial"),
        ("序列號", "serial"),
        ("MAC-Adresse", "mac"),
        ("規格型號", "model"),
        ("Zamawiający", "buyer"),
        ("Währung", "currency"),
        ("Дата платежа", "date"),
        ("Amount (£)", "amount"),
        ("中标（成交）金额", "amount"),
        ("Partita IVA", "identifier"),
        ("Код CPV", None),
        ("CPV-Code", "classification"),
        ("Colour", None),
        ("", None),
    ],
)
def test_headers_in_many_languages_are_known(header: str, field: str | None) -> None:
    found = meaning(header)
    assert (found.field if found else None) == field


def test_every_entry_of_the_table_means_a_field() -> None:
    assert {one.field for one in table().meanings.values()} <= set(FIELDS)
    assert set(FIELDS) <= set(TEXT_COLUMNS)
    assert set(table().signs.values()) == {RecordKind.HOLDING, RecordKind.PAYMENT}


@pytest.mark.parametrize("header", ["fact:", "fact:a b", "site", "licence", "Purpose of it"])
def test_what_is_no_plain_name_of_a_fact_states_none(header: str) -> None:
    assert fact(header) is None


def test_the_header_of_an_amount_may_tell_the_currency() -> None:
    assert currency("金额 (RMB)") == "CNY"
    assert currency("Importe €") == "EUR"
    assert currency("Amount in eurocents") is None


def test_a_reading_shows_its_first_rows_where_that_is_asked_for() -> None:
    data = b"Title\n\nSupplier;Old\nAxis;Mrs A\n\nMobotix;x;y\nDahua;z\n"
    options = Options(first=2, hides=lambda text: text.startswith("Mrs"))
    [batch] = read(Source("a.csv", stream=io.BytesIO(data)), options)
    assert batch.reading.headers == ("Supplier", "Old")
    assert batch.reading.first == (("Axis", "(name withheld)"), ("Mobotix", "x", "y"))
    [plain] = read(Source("a.csv", stream=io.BytesIO(data)))
    assert (plain.reading.headers, plain.reading.first) == ((), ())


def test_a_table_that_is_not_understood_shows_its_first_rows_too() -> None:
    data = b"\nBetrieb;Ort\nAxis;Lund\n"
    [batch] = read(Source("a.csv", stream=io.BytesIO(data)), Options(first=2))
    assert [each.code for each in batch.problems] == ["no-columns"]
    assert (batch.reading.headers, batch.reading.first) == (
        ("Betrieb", "Ort"),
        (("Axis", "Lund"),),
    )


def test_a_column_that_is_mapped_to_nothing_is_not_read() -> None:
    data = b"Supplier,Country\nAxis,SE\n"
    options = Options(mapping=(("nothing", "Country"),))
    [batch] = read(Source("a.csv", stream=io.BytesIO(data)), options)
    assert batch.reading.mapped == (("name", "Supplier"),)
    assert batch.reading.ignored == ("Country",)
