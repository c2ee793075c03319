import pytest
from notice_makers import R209, award, contractor, lot, ted, ted_form, total
from read_makers import read_text

from countersight.model.record import RecordKind
from countersight.read import Limits, Options

CPV = '<ORIGINAL_CPV CODE="32323500">Words of the notice</ORIGINAL_CPV>'


def test_each_contractor_of_each_award_is_a_record() -> None:
    lots = lot("1", "Domes", "35125300") + lot("2", "Poles")
    text = ted(
        ted_form(
            award(contractor("Acme SA", number="FR 1"), total("100.50"), lot="1"),
            award(contractor("Beta AB", "SE"), total("2 000,00", "SEK"), lot="2", item=2),
            lots=lots,
        ),
        cpv=CPV,
    )
    got = read_text(text)
    assert got.names == ["Acme SA", "Beta AB"]
    assert got.reading.kind is RecordKind.AWARD
    assert got.reading.format == "TED notices"
    row = got.table.row(0, named=True)
    assert (row["amount"], row["currency"], row["date"]) == ("100.50", "EUR", "2020-03-04")
    assert (row["id"], row["buyer"], row["country"]) == ("000001-2020/1", "Town of Elm", "FR")
    assert row["identifier"] == "FR 1"
    assert row["classification"] == "CPV:32323500 CPV:35125300"
    assert row["description"] == (
        "Award 1; Domes; Cameras for streets; lot 1; CPV 32323500 Words of the notice; "
        "CPV 35125300 Security cameras; What lot 1 is.; All of it."
    )
    assert row["pointer"] == "//AWARD_CONTRACT[1]//CONTRACTOR[1]"
    assert got.table.row(1, named=True)["amount"] == "2 000,00"


@pytest.mark.parametrize(
    "namespace",
    [
        R209,
        "ted/R2.0.9.S02/publication",
        "http://formex.publications.europa.eu/ted/schema/export/R2.0.9.S01.E01",
        "http://publications.europa.eu/resource/schema/ted/R2.0.7/publication",
    ],
)
@pytest.mark.parametrize("tag", ["F03_2014", "F06_2014", "F15_2014", "F25_2014", "MOVE"])
def test_any_edition_and_form_is_read_by_its_local_names(namespace: str, tag: str) -> None:
    text = ted(ted_form(award(contractor("Acme SA"), total("1")), tag=tag), namespace=namespace)
    assert read_text(text).names == ["Acme SA"]


def test_two_winners_of_one_lot_keep_their_own_currencies() -> None:
    text = ted(
        ted_form(
            award(contractor("Acme SA"), total("100"), lot="1"),
            award(contractor("Beta AB"), total("900", "SEK"), lot="1", item=2),
            lots=lot("1", "Domes"),
        )
    )
    got = read_text(text)
    assert got.table["amount"].to_list() == ["100", "900"]
    assert got.table["currency"].to_list() == ["EUR", "SEK"]
    assert not got.problems


def test_members_of_a_group_share_the_sum_and_say_so() -> None:
    group = contractor("Acme SA") + contractor("Beta AB")
    inside = f"<CONTRACTORS><AWARDED_TO_GROUP/>{group}</CONTRACTORS>"
    got = read_text(ted(ted_form(award(inside, total("100")))))
    assert got.names == ["Acme SA", "Beta AB"]
    assert got.table["description"].str.contains("one of a group of winners").all()


def test_a_range_is_told_as_it_stands_and_an_estimate_is_no_value() -> None:
    ends = "<LOW>1</LOW><HIGH>9</HIGH>"
    spread = f'<VALUE><VAL_RANGE_TOTAL CURRENCY="PLN">{ends}</VAL_RANGE_TOTAL></VALUE>'
    estimate = '<VALUES><VAL_ESTIMATED_TOTAL CURRENCY="EUR">5</VAL_ESTIMATED_TOTAL></VALUES>'
    text = ted(
        ted_form(
            award(contractor("Acme SA"), spread), award(contractor("Beta AB"), estimate, item=2)
        )
    )
    assert read_text(text).table["amount"].to_list() == ["1 to 9", None]


def test_the_value_of_the_whole_notice_is_that_of_its_only_award() -> None:
    got = read_text(ted(ted_form(award(contractor("Acme SA")))))
    assert got.table["amount"].to_list() == ["900"]


def test_what_is_not_for_publication_is_withheld_and_not_missing() -> None:
    hidden = '<VALUES PUBLICATION="NO"><VAL_TOTAL CURRENCY="EUR">7</VAL_TOTAL></VALUES>'
    nobody = f'<CONTRACTORS PUBLICATION="NO">{contractor("Hidden SA")}</CONTRACTORS>'
    text = ted(
        ted_form(award(contractor("Acme SA"), hidden), award(nobody, total("1"), item=2))
    )
    got = read_text(text)
    assert got.names == ["Acme SA"]
    assert got.table["amount"].to_list() == ["withheld"]
    assert got.table["currency"].to_list() == [None]
    assert "2 fields withheld by their publisher" in got.reading.notes


def test_lots_without_a_winner_are_counted() -> None:
    none = '<AWARD_CONTRACT ITEM="1"><NO_AWARDED_CONTRACT/></AWARD_CONTRACT>'
    got = read_text(ted(ted_form(none, award(item=2))))
    assert not got.names
    assert got.reading.kind is None
    assert "1 lots or awards without a winner" in got.reading.notes
    assert "1 awards whose winner is not named" in got.reading.notes


def test_a_notice_without_an_award_is_counted() -> None:
    got = read_text(ted(ted_form(tag="F21_2014"), kind="3"))
    assert any(note.startswith("1 notices without an award") for note in got.reading.notes)


def test_the_form_in_the_original_language_is_read_once() -> None:
    form = ted_form(award(contractor("Acme SA")))
    other = form.replace('CATEGORY="ORIGINAL"', 'CATEGORY="TRANSLATION"')
    uuid = "<NOTICE_UUID>1</NOTICE_UUID>"
    assert read_text(ted(uuid, other, form, form)).names == ["Acme SA"]
    assert read_text(ted(uuid, other)).names == ["Acme SA"]


def test_a_notice_without_a_form_is_a_problem() -> None:
    got = read_text(ted("<NOTICE_UUID>1</NOTICE_UUID>"))
    assert got.codes == ["no-form"]


def test_the_kind_of_notice_is_told_where_it_is_no_plain_award() -> None:
    got = read_text(ted(ted_form(award(contractor("Acme SA"))), kind="V"))
    said = got.table["description"][0]
    assert said.startswith("Voluntary ex ante transparency notice; ")


def test_contractors_that_only_a_modification_names_are_records() -> None:
    more = (
        "<MODIFICATIONS_CONTRACT><DESCRIPTION_PROCUREMENT>"
        '<CPV_MAIN><CPV_CODE CODE="35125300"/></CPV_MAIN>'
        f"<CONTRACTORS>{contractor('Acme SA')}{contractor('New Co')}</CONTRACTORS>"
        f"{total('5')}</DESCRIPTION_PROCUREMENT></MODIFICATIONS_CONTRACT>"
    )
    got = read_text(ted(ted_form(award(contractor("Acme SA")), more=more)))
    assert got.names == ["Acme SA", "New Co"]
    assert got.table["description"][1].startswith("contractor after a modification")
    assert got.table["classification"][1] == "CPV:35125300"


def test_contacts_are_counted_and_their_names_go_nowhere() -> None:
    got = read_text(ted(ted_form(award(contractor("Acme SA")))))
    assert "1 contacts, reviewers and beneficial owners, left out" in got.reading.notes
    assert "Jo Example" not in str(got.table.rows())


DEFENCE = """<CONTRACT_AWARD_DEFENCE CATEGORY="ORIGINAL"><FD_CONTRACT_AWARD_DEFENCE>
<CONTRACTING_AUTHORITY_INFORMATION><CA_CE_CONCESSIONAIRE_PROFILE><ORGANISATION>
<OFFICIALNAME>Ministry of Elm</OFFICIALNAME></ORGANISATION><ATTENTION>Jo Example</ATTENTION>
</CA_CE_CONCESSIONAIRE_PROFILE></CONTRACTING_AUTHORITY_INFORMATION><OBJECT>
<TITLE_CONTRACT><P>Radios</P></TITLE_CONTRACT><CPV><CPV_MAIN><CPV_CODE CODE="32500000"/>
</CPV_MAIN><CPV_ADDITIONAL><CPV_CODE CODE="35120000"/></CPV_ADDITIONAL></CPV></OBJECT>
<AWARD_OF_CONTRACT_DEFENCE><LOT_NUMBER>4</LOT_NUMBER><CONTRACT_AWARD_DATE><DAY>9</DAY>
<MONTH>2</MONTH><YEAR>2020</YEAR></CONTRACT_AWARD_DATE><ECONOMIC_OPERATOR_NAME_ADDRESS>
<CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME><ORGANISATION>{name}</ORGANISATION>
<COUNTRY VALUE="PL"/></CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME></ECONOMIC_OPERATOR_NAME_ADDRESS>
<CONTRACT_VALUE_INFORMATION><COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="PLN">
<VALUE_COST FMTVAL="8610.00">8 610,00</VALUE_COST></COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE>
</CONTRACT_VALUE_INFORMATION></AWARD_OF_CONTRACT_DEFENCE><AWARD_OF_CONTRACT_DEFENCE/>
</FD_CONTRACT_AWARD_DEFENCE></CONTRACT_AWARD_DEFENCE>"""


@pytest.mark.parametrize("name", ["Acme SA", "<OFFICIALNAME>Acme SA</OFFICIALNAME>"])
def test_older_forms_are_read_by_their_economic_operators(name: str) -> None:
    got = read_text(ted(DEFENCE.format(name=name)))
    row = got.table.row(0, named=True)
    assert (row["name"], row["buyer"], row["country"]) == ("Acme SA", "Ministry of Elm", "PL")
    assert (row["amount"], row["currency"]) == ("8 610,00", "PLN")
    assert row["date"] == "2020-02-09"
    assert row["classification"] == "CPV:32500000 CPV:35120000"
    assert "lot 4" in row["description"]
    assert "1 lots or awards without a winner" in got.reading.notes


def test_an_operator_without_a_name_is_counted() -> None:
    got = read_text(ted(DEFENCE.format(name="")))
    assert "1 awards whose winner is not named" in got.reading.notes


def test_a_notice_with_ten_thousand_lots_comes_in_batches() -> None:
    lots = "".join(lot(str(n), f"Lot title {n}") for n in range(10_000))
    awards = (
        award(contractor(f"Firm {n}"), contractor(f"Other {n}"), lot=str(n), item=n)
        for n in range(10_000)
    )
    got = read_text(ted(ted_form(*awards, lots=lots)), Options(limits=Limits(batch_rows=4096)))
    assert [batch.rows for batch in got.batches] == [4096, 4096, 4096, 4096, 3616]
    assert "Lot title 9999" in got.table["description"][-1]
    assert {batch.reading.format for batch in got.batches} == {"TED notices"}
    assert got.reading.notes[0] == "1 TED notices"
