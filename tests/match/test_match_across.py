"""Names meet across scripts: by sound and by meaning, for a review."""

import numpy as np
import pytest

from countersight.catalogue import load
from countersight.match.across.chinese import Relation, relation
from countersight.match.across.index import AcrossIndex, compared, side_of
from countersight.match.across.model import across_model
from countersight.match.across.sides import FEATURES
from countersight.match.across.sounded import is_sounded
from countersight.match.across.telling import MEANING, SOUND, pieces
from countersight.match.aliases import aliases
from countersight.match.kernel.across_running import plain
from countersight.match.matcher import Matcher
from countersight.match.soundings import Soundings
from countersight.model.match import State
from countersight.model.record import Origin, Record, RecordKind
from countersight.stores.across_kernels import compiled

ENGLISH = [
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Siemens AG",
    "Lockheed Martin Corporation",
    "Zhejiang Dahua Technology Co., Ltd.",
    "Chow Tai Fook Jewellery Group Limited",
    "Marlbridge Optics Ltd",
    "Nankang Rubber Tire Corp., Ltd.",
    "Seagull Cooling Tower Co., Ltd.",
]
MET = [
    ("杭州海康威视数字技术股份有限公司", 0),
    ("西门子", 1),
    ("洛克希德马丁", 2),
    ("浙江大華技術股份有限公司", 3),
    ("周大福", 4),
    ("南港輪胎股份有限公司", 6),
    ("海鸥股份", 7),
    ("하이크비전", 0),
    ("ハイクビジョン", 0),
    ("Хиквижн", 0),
    ("هيكفيجن", 0),
]


@pytest.mark.parametrize(("name", "place"), MET)
def test_a_name_finds_what_it_is_in_english(name: str, place: int) -> None:
    index = AcrossIndex(ENGLISH, latin=True)
    assert index.ask([name], across_model(), 3, plain()).rows[0, 0] == place


@pytest.mark.parametrize(("name", "place"), MET)
def test_an_english_name_finds_what_it_is_in_another_script(name: str, place: int) -> None:
    listed = dict.fromkeys([name, "阳光电源股份有限公司", "广东粤财"])
    index = AcrossIndex(list(listed), latin=False)
    assert index.ask([ENGLISH[place]], across_model(), 3, plain()).rows[0, 0] == 0


def test_plain_and_compiled_kernels_say_the_same_to_the_bit() -> None:
    index = AcrossIndex(ENGLISH, latin=True)
    names = [name for name, _ in MET]
    one = index.ask(names, across_model(), 3, plain())
    other = index.ask(names, across_model(), 3, compiled())
    assert one.rows.tolist() == other.rows.tolist()
    assert one.logits.tolist() == other.logits.tolist()


def test_a_name_gets_the_same_answer_alone_and_among_others() -> None:
    index = AcrossIndex(ENGLISH, latin=True)
    names = [name for name, _ in MET]
    together = index.ask(names, across_model(), 3, plain())
    for at, name in enumerate(names):
        alone = index.ask([name], across_model(), 3, plain())
        assert alone.logits[0].tolist() == together.logits[at].tolist()


def test_what_was_met_is_told_piece_by_piece() -> None:
    told = pieces("浙江大華技術股份有限公司", "Zhejiang Dahua Technology Co., Ltd.")
    assert told[SOUND] == "浙江大华 as zhejiang dahua"
    assert told[MEANING] == "技术 as technology"
    assert (
        pieces("粤水电", "Guangdong Hydropower")[MEANING]
        == "粤 as guangdong; 水电 as hydropower"
    )


def test_features_are_finite_for_any_pair() -> None:
    names = ["海" * 40, "有限公司", "…", "ТОО", "ااا", "ー", "海 1 2 3"]
    latin = ["", "A", "1 2 3", "a " * 40, "x" * 400, "Co Ltd"]
    one, other = side_of(names, latin=False), side_of(latin, latin=True)
    pairs = [(a, b) for a in range(len(names)) for b in range(len(latin))]
    features, _ = compared(one, other, pairs, plain())
    assert features.shape == (len(pairs), len(FEATURES))
    assert np.isfinite(features).all()


def test_an_empty_list_has_no_candidates() -> None:
    assert AcrossIndex([], latin=True).ask(
        ["海康"], across_model(), 2, plain()
    ).rows.tolist() == [[-1, -1]]


@pytest.mark.parametrize("name", ["Société Générale", "Łódź", "Ｈｉｋｖｉｓｉｏｎ", "", "№ 5"])
def test_latin_letters_with_accents_are_no_other_script(name: str) -> None:
    assert not is_sounded(name)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("汇川技术", "深圳市匯川技術股份有限公司", Relation.SAME),
        ("海康威视", "杭州海康威视数字技术股份有限公司", Relation.SAME),
        ("珠海格力电器股份有限公司", "格力电器", Relation.SAME),
        ("北京同方科技有限公司", "上海同方科技有限公司", Relation.FAMILY),
        ("同方软件", "同方环境股份有限公司", Relation.FAMILY),
        ("大华", "浙江大华技术股份有限公司", Relation.SHORT),
        ("国电电力", "国电南瑞", Relation.OTHER),
        ("TCL集团", "DHL集团", Relation.OTHER),
        ("长江电力", "中国长江电力股份有限公司", Relation.SAME),
        ("立讯精密", "立讯精密工业股份有限公司", Relation.SAME),
        ("北京同仁堂", "北京同仁堂财务有限公司", Relation.FAMILY),
    ],
)
def test_chinese_names_are_forms_of_one_a_family_or_neither(
    one: str, other: str, how: Relation
) -> None:
    assert relation(one, other) is how
    assert relation(other, one) is how


def test_makers_are_heard_in_scripts_that_no_file_has() -> None:
    soundings = Soundings(aliases(tuple(load().vendors.values()), None))
    for name in ("하이크비젼", "ハイクビジョン"):
        assert {hit.alias.entity for hit in soundings.of(name)} == {"hikvision"}
    assert list(soundings.of("达华智能")) == []
    assert list(soundings.of("Hikvision")) == []


def test_a_maker_that_is_heard_is_a_review() -> None:
    matcher = Matcher(load().vendors.values())
    answer = matcher.answer(
        Record(RecordKind.SUPPLIER, "하이크비젼 주식회사", Origin("a.csv", row=2))
    )
    assert answer.state is State.REVIEW
    assert "haikeubijyeon → hikvision" in str(answer.matches[0].evidence)


def test_every_name_that_the_catalogue_has_in_another_script_is_found() -> None:
    matcher = Matcher(load().vendors.values())
    missed = []
    for vendor in load().vendors.values():
        for name in vendor.names:
            if is_sounded(name.text):
                record = Record(RecordKind.SUPPLIER, name.text, Origin("a.csv", row=2))
                if matcher.answer(record).state not in {State.MATCH, State.REVIEW}:
                    missed.append((vendor.id, name.text))
    assert missed == []
