"""Names as files have them: hard ones that are the vendor's, and hard ones that are another's.

What is held is the least: a name may come to be met better, never worse.
"""

import pytest
from match_makers import answer

from countersight.model.match import State

MATCH, REVIEW, NO_MATCH = State.MATCH, State.REVIEW, State.NO_MATCH

MISREAD = (
    ("HlKVlSlON DlGlTAL", "hikvision"),
    ("HIKVISI0N", "hikvision"),
    ("H1KV1S10N UK LTD", "hikvision"),
    ("H|KV|S|ON", "hikvision"),
    ("H!KVISION", "hikvision"),
    ("Hlkvlslon Dlgltal Techno1ogy Co., Ltd.", "hikvision"),
    ("Zhejlang Dahua Techno1ogy Co., Ltd.", "dahua"),
    ("DAHUA TECHN0L0GY", "dahua"),
    ("Tlandy Techno1ogies", "tiandy"),
    ("Unlview", "uniview"),
    ("Meqvii", "megvii"),
    ("НІKVISION", "hikvision"),
    ("Hikvisiоn", "hikvision"),
    ("ΗΙKVISION", "hikvision"),
    ("Ｈｉｋｖｉｓｉｏｎ", "hikvision"),
    ("Hik\u200bvision", "hikvision"),
    ("Hi\u00adkvision Digital Technology", "hikvision"),
    ("\u202eHikvision\u202c", "hikvision"),
    ("HIKVIS1ON 1td", "hikvision"),
    ("ʜɪᴋᴠɪꜱɪᴏɴ", "hikvision"),
    ("ⒽⒾⓀⓋⒾⓈⒾⓄⓃ", "hikvision"),
    ("ℍ𝕚𝕜𝕧𝕚𝕤𝕚𝕠𝕟", "hikvision"),
)
"""Letters that look alike, and letters that are not seen: a match."""

REVIEWED = (
    ("HANGZHOUHIKVISIONDIGITALTECHNOLOGYCOLTD", "hikvision"),
    ("HIK VISION", "hikvision"),
    ("H I K V I S I O N", "hikvision"),
    ("HIKVIS ION UK", "hikvision"),
    ("Hik Vision Huber Elektro", "hikvision"),
    ("Hangzhou Hikvision Digital Techn", "hikvision"),
    ("Hangzhou Hikvis", "hikvision"),
    ("Hikvsion", "hikvision"),
    ("Hikvsion Huber Elektro", "hikvision"),
    ("Hickvision", "hikvision"),
    ("Hikivision Digital", "hikvision"),
    ("HikvisionDigitalTecnology", "hikvision"),
    ("Dahau Technology", "dahua"),
    ("Dahuaa Technology Co Ltd", "dahua"),
    ("DahuaTechnology UK", "dahua"),
    ("Uni View", "uniview"),
    ("Zhejiang Unview Technologies", "uniview"),
    ("Huawai Technologies", "huawei"),
    ("HUWAEI TECHNOLOGIES CO.,LTD", "huawei"),
    ("Huawei Technolgies Compny", "huawei"),
    ("Tiandy Technolgies", "tiandy"),
    ("Tiamdy Technologies", "tiandy"),
    ("DaJiang Innovations", "dji"),
    ("Hanwha Techwn", "hanwha_vision"),
    ("Cellebrit", "cellebrite"),
    ("Hytera Comunications Corp", "hytera"),
    ("INV 2023/114 HIKVISION CCTV CAMERAS X4", "hikvision"),
    ("ABC Installers (Hikvision)", "hikvision"),
    ("Acme Cameras - a division of Hikvision", "hikvision"),
    ("J Example Ltd t/a Hikvision Solutions", "hikvision"),
    ("XYZ Ltd trading as Dahua Technology UK", "dahua"),
    ("Example Ltd (formerly Hikvision Example)", "hikvision"),
    ("Example Ltd c/o Hikvision UK", "hikvision"),
    ("Hikvision UK Ltd - DUPLICATE", "hikvision"),
    ("Hikvision / Dahua", "hikvision"),
    ("Hikvision / Dahua", "dahua"),
    ("Hikvision, Dahua, Huawei", "dahua"),
    ("Huawei and ZTE", "zte"),
    ("Dahua Imou", "dahua"),
    ("sales@dahuatech.com", "dahua"),
    ("www.dahuasecurity.com", "dahua"),
    ("https://www.dahuasecurity.com/uk", "dahua"),
    ("Axis Comunications", "axis"),
    ("Dahua Techno", "dahua"),
    ("Dahta Technolgoy", "dahua"),
    ("T P Link", "tp_link"),
    ("HikvisionUKLtd", "hikvision"),
    ("john.example@hikvision.com", "hikvision"),
)
"""Glued, split, cut, misspelt, or beside other words: a review at least."""

PLAINLY = (
    ("Technology Dahua Zhejiang", "dahua"),
    ("Digital Hikvision Hangzhou", "hikvision"),
    ("www.hikvision.com", "hikvision"),
    ("info@hikvision.com", "hikvision"),
    ('"Hikvision"', "hikvision"),
    ("«Dahua Technology»", "dahua"),
    ("HIKVISION (UK) LIMITED T/A HIKVISION", "hikvision"),
    ("Payment 4711: Hikvision UK", "hikvision"),
)
"""In another order, in quotes, in an address: a match."""

OTHERS = (
    *(
        "Shanghai Dahua Scale Factory",
        "Dahuang Foods",
        "Da Hua Restaurant",
    ),
    *("Hikari Vision", "Hikari Co.,Ltd.", "Kit Vision", "Hiking Visions", "Vision Hike"),
    *("Tiandy's Bakery", "Tandy Leather", "Tandem Technologies", "Trendy Technologies"),
    *(
        "Huaweili",
        "Huaweinoodlehouse",
        "Hua Wei Restaurant",
        "Megviisa",
        "Axisco",
        "Praxis Ltd",
    ),
    *("Axis Bank", "AXIS CAPITAL", "Axis Dental Care", "Axial Communications", "Hanwha Life"),
    *("Dahua Street Services", "12 Dahua Street, Shanghai", "Dahua Paper", "Dahl Technology"),
    *("Universe View Ltd", "United View", "Green Will Trust", "Green Solutions", "Cell Ltd"),
    *("Cloud Ltd", "Pegasus Couriers", "NSO Energy", "Honorbuild", "ZTEfencing", "Insight Ltd"),
    *("Standard Life Investments", "Celebrity Cruises", "Genetic Ltd"),
    *(
        "Hyster",
        "Hydra Communications",
        "Lorax",
        "Pelican Products",
        "Relic Ltd",
        "Xiamen Paper",
    ),
)
"""Companies that are another's, however much of a vendor's letters they have."""


def states(text: str) -> set[tuple[str, State]]:
    return {(match.entity, match.state) for match in answer(text).matches}


@pytest.mark.parametrize(("text", "entity"), [*MISREAD, *PLAINLY])
def test_a_hard_name_is_a_match(text: str, entity: str) -> None:
    assert (entity, MATCH) in states(text)


@pytest.mark.parametrize(("text", "entity"), REVIEWED)
def test_a_hard_name_is_looked_at(text: str, entity: str) -> None:
    assert states(text) & {(entity, MATCH), (entity, REVIEW)}


@pytest.mark.parametrize("text", OTHERS)
def test_a_name_that_is_anothers_is_not_met(text: str) -> None:
    assert answer(text).state is NO_MATCH


@pytest.mark.parametrize(
    "text", ["Uniview Windows Ltd", "Huawei Road Garage", "Hikvision Removal Services"]
)
def test_a_coined_word_beside_other_words_is_no_match_by_itself(text: str) -> None:
    assert answer(text).state is REVIEW


def test_a_name_that_is_nearer_stands_before_one_that_is_less() -> None:
    near, far = (
        answer(text).matches[0] for text in ("Zhejiang Dahau Technology", "Dahau Technology Co")
    )
    assert near.evidence[0].kind == far.evidence[0].kind == "near-name"
    assert near.score > far.score


def test_a_misread_name_says_how_it_was_read() -> None:
    first = answer("HlKVlSlON DlGlTAL").matches[0].evidence[0]
    assert first.kind == "misread"
    assert first.text == "Read with letters that look alike, as 0 and O do, it is Hikvision."
