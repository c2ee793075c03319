"""Tables with the headers that USAspending and British bodies publish; rows are made up."""

import pytest
from read_makers import read_text

from countersight.model.record import RecordKind

TRANSACTIONS = (
    "contract_transaction_unique_key,award_id_piid,modification_number,federal_action_obligation,"
    "total_dollars_obligated,action_date,awarding_agency_name,awarding_sub_agency_name,"
    "recipient_uei,recipient_duns,cage_code,recipient_name,recipient_parent_uei,"
    "recipient_parent_name,recipient_country_name,product_or_service_code,naics_code,"
    "transaction_description\n"
    "K1,ELM00125F0001,P1,1500.00,2000.00,2025-02-03,Department of Elm,Elm Service,"
    "ABCDEFGHJKL1,,1ABC2,ACME CAMERAS LLC,ABCDEFGHJKL2,ACME HOLDINGS INC,UNITED STATES,"
    "6350,334310,STREET CAMERAS\n"
)


def test_a_transaction_of_usaspending_is_an_award() -> None:
    got = read_text(TRANSACTIONS)
    assert got.reading.kind is RecordKind.AWARD
    row = got.table.row(0, named=True)
    assert (row["name"], row["buyer"]) == ("ACME CAMERAS LLC", "Department of Elm")
    assert (row["id"], row["amount"], row["date"]) == ("ELM00125F0001", "1500.00", "2025-02-03")
    assert row["identifier"] == "UEI:ABCDEFGHJKL1"
    assert row["country"] == "UNITED STATES"
    assert row["description"] == "STREET CAMERAS"
    assert set(row["classification"].split()) == {"PSC:6350", "NAICS:334310"}


def test_a_subaward_names_who_got_it_and_not_the_prime() -> None:
    got = read_text(
        "prime_award_piid,prime_awardee_name,subaward_number,subaward_amount,"
        "subaward_action_date,subawardee_uei,subawardee_name,subaward_description\n"
        "P1,PRIME INC,S-7,90.00,2025-01-02,ABCDEFGHJKL3,SMALL POLES LLC,POLES\n"
    )
    assert got.names == ["SMALL POLES LLC"]
    assert got.table["id"].to_list() == ["S-7"]
    assert got.reading.kind is RecordKind.AWARD


@pytest.mark.parametrize(
    ("header", "mapped"),
    [
        (
            (
                "Department family,Entity,Date,Expense type,Expense area,Supplier,"
                "Transaction number,Amount,Description,Supplier Postcode"
            ),
            {"name": "Supplier", "buyer": "Entity", "amount": "Amount"},
        ),
        (
            (
                "Body Name,Transaction date,Supplier (beneficiary),Transaction number,"
                "Net amount,Irrecoverable VAT,Procurement category,"
                "Purpose of expenditure (narrative)"
            ),
            {
                "name": "Supplier (beneficiary)",
                "buyer": "Body Name",
                "description": "Purpose of expenditure (narrative)",
            },
        ),
        (
            (
                "Organisation_Name,Directorate,Creditor_Name,Payment_Date,Transaction_No,"
                "Card_Transaction,Net_Amount,Irrecoverable_VAT"
            ),
            {"name": "Creditor_Name", "date": "Payment_Date", "amount": "Net_Amount"},
        ),
        (
            (
                "Service_Division_Categorisation,Narrative,Date,Transaction_Number,"
                "Amount_Exc_VAT,Supplier_Name,Supplier_ID"
            ),
            {"name": "Supplier_Name", "amount": "Amount_Exc_VAT", "description": "Narrative"},
        ),
    ],
)
def test_tables_of_british_spending_are_payments(header: str, mapped: dict[str, str]) -> None:
    got = read_text(f"{header}\n{','.join('x' for _ in header.split(','))}\n")
    assert got.reading.kind is RecordKind.PAYMENT
    assert mapped.items() <= dict(got.reading.mapped).items()
