"""splink 5 on DuckDB: a Fellegi-Sunter model trained on the job itself, without labels.

Blocking and comparisons are a careful user's: rare words, the front and the rear of the name;
Jaro-Winkler on the core, shared words, the legal form. splink has no opinion on names of
companies, so these choices are the bench's.
"""

import logging
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.names.systems.face import Found, Row, best_of_each
from bench.names.words import core, fold, parts

RARE = 100
"""Words of so many listed names at most make blocks."""
SEED = 7


def _table(rows: Sequence[Row], seen: Counter[str]) -> pa.Table:
    names = [(row.id, number, name) for row in rows for number, name in enumerate(row.names)]
    cores = [core(name) for _, _, name in names]
    return pa.table(
        {
            "unique_id": [f"{number}|{entry_id}" for entry_id, number, _ in names],
            "core": [" ".join(words) for words in cores],
            "front": ["".join(words)[:6] for words in cores],
            "rear": ["".join(words)[-6:] for words in cores],
            "words": [sorted(set(words)) for words in cores],
            "rare": [sorted(w for w in set(words) if seen[w] <= RARE) for words in cores],
            "form": [fold(" ".join(parts(name).after)) or None for _, _, name in names],
        }
    )


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("core", [0.96, 0.92, 0.85, 0.75]),
            cl.ArrayIntersectAtSizes("words", [3, 2, 1]),
            cl.ArrayIntersectAtSizes("rare", [2, 1]),
            cl.ExactMatch("form"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("core"),
            block_on("rare", arrays_to_explode=["rare"]),
            block_on("front"),
            block_on("rear"),
        ],
    )


def candidates(entries: Sequence[Row], queries: Sequence[Row], k: int) -> Iterator[Found]:
    """Yield the *k* entries of the highest match probability."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    seen = Counter(w for row in entries for w in set(core(row.name)))
    connection = duckdb.connect(":memory:")
    connection.execute("SET enable_progress_bar = false")
    api = DuckDBAPI(connection)
    left = api.register(_table(queries, seen), dataset_display_name="asked")
    right = api.register(_table(entries, seen), dataset_display_name="listed")
    linker = Linker([left, right], _settings(), log_level=logging.ERROR)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on("core")], recall=0.4)
    train.estimate_u_using_random_sampling(max_pairs=2e6, seed=SEED)
    train.estimate_parameters_using_expectation_maximisation(block_on("front"))
    train.estimate_parameters_using_expectation_maximisation(block_on("rear"))
    found = linker.inference.predict(threshold_match_weight=-10)
    rows = connection.execute(
        f"""
        SELECT unique_id_l, unique_id_r, match_weight FROM {found.physical_name}
        QUALIFY row_number()
            OVER (PARTITION BY unique_id_l ORDER BY match_weight DESC, unique_id_r) <= {k * 3}
        ORDER BY unique_id_l, match_weight DESC, unique_id_r
        """  # noqa: S608 - a table name of splink's own
    ).fetchall()
    for query_id, group in groupby(rows, key=lambda row: str(row[0])):
        pairs = ((str(r[1]).partition("|")[2], 1 / (1 + 2.0 ** -float(r[2]))) for r in group)
        yield from best_of_each(query_id.partition("|")[2], pairs, k)
