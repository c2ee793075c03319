"""Lists and queries in two scripts, from the table in to the table and the words out."""

import polars as pl

from countersight.match.crossing import Across
from countersight.match.kernel.across_running import plain
from countersight.match.second import KINDS
from countersight.wiring.names import name_matching
from countersight.work.naming import Asking
from countersight.work.naming_told import tell

LISTED = pl.DataFrame(
    {
        "id": ["a", "b", "c", "d", "e"],
        "name": [
            "Hangzhou Hikvision Digital Technology Co., Ltd.",
            "深圳市匯川技術股份有限公司",
            "北京同方科技有限公司",
            "浙江大华技术股份有限公司",
            "Marlbridge Optics Ltd",
        ],
    }
)


def states(*names: str, hits: bool = False) -> dict[str, tuple[str, str]]:
    asked = pl.DataFrame({"id": list(names), "name": list(names)})
    found = name_matching(LISTED).match(asked, Asking(hits=hits))
    best = found.filter(pl.col("rank") == 1)
    return {
        row["query_id"]: (row["entry_id"], row["state"]) for row in best.iter_rows(named=True)
    }


def test_two_scripts_make_a_review_and_never_a_match() -> None:
    assert states("Zhejiang Dahua Technology Co., Ltd.") == {
        "Zhejiang Dahua Technology Co., Ltd.": ("d", "review")
    }


def test_forms_of_one_chinese_name_are_a_match() -> None:
    assert states("汇川技术") == {"汇川技术": ("b", "match")}
    assert states("浙江大華技術") == {"浙江大華技術": ("d", "match")}


def test_a_sister_and_a_short_core_are_a_review() -> None:
    assert states("上海同方科技有限公司")["上海同方科技有限公司"] == ("c", "review")
    assert states("同方")["同方"] == ("c", "review")


def test_another_core_is_no_match() -> None:
    name = "浙江大立技术股份有限公司"
    assert states(name)[name][1] != "match"


def test_hits_are_the_same_across_scripts() -> None:
    asked = ("汇川技术", "Zhejiang Dahua Technology Co., Ltd.", "Unrelated Bakery")
    every = states(*asked)
    assert states(*asked, hits=True) == {
        name: told for name, told in every.items() if told[1] != "no_match"
    }


def test_a_review_tells_what_was_read_as_what() -> None:
    query = pl.DataFrame({"id": ["1"], "name": ["Zhejiang Dahua Technology"]})
    (asked,) = tell(name_matching(LISTED), [query], Asking())
    texts = [text for _, _, text in asked.candidates[0].reasons]
    assert any("浙江大华 as zhejiang dahua" in text for text in texts)
    assert any("技术 as technology" in text for text in texts)


def test_a_query_gets_the_same_answer_alone_and_among_others() -> None:
    names = ["汇川技术", "同方", "海康威视", "Hikvision", "Zhejiang Dahua Technology"]
    together = states(*names)
    for name in names:
        assert states(name).get(name) == together.get(name)


def test_a_list_in_latin_letters_is_looked_at_for_queries_in_other_scripts_alone() -> None:
    names = pl.Series(["Marlbridge Optics Ltd"])
    across = Across(names, pl.Series([0]).to_numpy(), lambda _: plain())
    assert across.may(pl.Series(["Hikvision", "海康威视"])).tolist() == [False, True]


def test_all_kinds_of_reasons_fit_the_bits_of_a_mask() -> None:
    assert len(KINDS) <= 63
