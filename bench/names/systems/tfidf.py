"""TF-IDF of character 3-grams and sparse_dot_topn: candidates by cosine, and no decision."""

from collections.abc import Iterator, Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn

from bench.names.systems.face import Found, Row, best_of_each, exploded

THREADS = 2
SPARE = 10
"""Further rows to ask for, since several may be aliases of one entry."""


def candidates(entries: Sequence[Row], queries: Sequence[Row], k: int) -> Iterator[Found]:
    """Yield the *k* entries of the nearest names by cosine of 3-grams within words."""
    names, owners = exploded(entries)
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), sublinear_tf=True)
    listed = vectors.fit_transform(names)
    asked = vectors.transform([query.name for query in queries])
    near = sp_matmul_topn(
        asked, listed.T.tocsr(), top_n=k + SPARE, sort=True, n_threads=THREADS, threshold=0.05
    )
    for row, query in enumerate(queries):
        span = slice(near.indptr[row], near.indptr[row + 1])
        found = zip(near.indices[span], near.data[span], strict=True)
        yield from best_of_each(query.id, ((owners[i], float(s)) for i, s in found), k)
