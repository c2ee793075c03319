"""The table as a pandas frame; the module of the extra `pandas`, and pyarrow is not needed."""

import pandas as pd
import polars as pl


def pandas_frame(table: pl.DataFrame) -> pd.DataFrame:
    """Return the same columns; days become ``datetime64``, numbers that may be missing float.

    >>> pandas_frame(pl.DataFrame({"row": [1, 2]}))["row"].tolist()
    [1, 2]
    """
    return pd.DataFrame({each.name: _column(each) for each in table})


def _column(series: pl.Series) -> object:
    if series.dtype == pl.Date:
        return series.cast(pl.Datetime("us")).to_numpy()
    if series.dtype.is_numeric():
        return series.to_numpy()
    return series.to_list()
