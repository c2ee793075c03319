"""A column folds as its names fold one by one."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from countersight.normalise import fold
from countersight.normalise.columns import fold_column

PIECES = st.sampled_from(
    [
        *(
            "Hikvision",
            "Dahua",
            "Technology",
            "technologyco.,ltd",
            "Co.",
            "Ltd",
            "GmbH & Co. KG",
        ),
        *("S.p.A.", "A/S", "s/a", "&", "+", "O'Neil", "L.L.C.", "и", "ООО", "Компания", "Ł"),
        *(
            "海康威视",
            "浙江大华技术股份有限公司",
            "有限公司",
            "Société",
            "a.b.c",
            "_",
            "x" * 400,
            "",
        ),
    ]
)
NAMES = st.lists(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=8).map(" ".join)))


@given(NAMES)
def test_a_column_is_folded_as_each_of_its_names(names: list[str]) -> None:
    column = fold_column(pl.Series(names, dtype=pl.String))
    told = [
        (
            tuple(column.lexicon[word] for word in column.words[a:b]),
            column.forms[column.pattern[row]],
        )
        for row, (a, b) in enumerate(zip(column.starts[:-1], column.starts[1:], strict=True))
    ]
    assert told == [(fold(name).words, fold(name).forms) for name in names]


def test_a_null_is_an_empty_name() -> None:
    column = fold_column(pl.Series([None, "Dahua"], dtype=pl.String))
    assert column.starts.tolist() == [0, 0, 1]
