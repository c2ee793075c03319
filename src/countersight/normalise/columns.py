"""Folding by the column: the same words as ``fold``, for a million names in seconds.

Knowledge stays where ``fold`` has it. A column is split into words by column expressions;
each distinct word is looked at once; and names that are alike in every word that legal forms
ask about ("* * co ltd") are folded once, by ``fold_words``, for all of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from countersight.normalise.legal_forms import (
    cautious_words,
    form_words,
    front_words,
    lone_forms,
)
from countersight.normalise.names import MOST_LETTERS, fold_words, may_loosen
from countersight.normalise.numbers import (
    counted_words,
    number_words,
    tens,
    units,
    unsure_numerals,
)
from countersight.normalise.splitting import is_run, split

Ints = NDArray[np.int64]
Ids = NDArray[np.int32]
Flags = NDArray[np.bool_]

_ASCII: Final = r"^[\x20-\x7e]*$"
_INITIALS: Final = r"(?:^|[^a-z0-9_])[a-z]\."
_STROKE: Final = r"(?:^|[^a-z0-9_])(?:[aikp]/s|[st]/a|d/b/a|[afn]/k/a)"
_LONGEST_PLAIN: Final = 1_000
"""Letters of the longest text that column expressions split."""
_OTHER: Final = -1
"""Stands in a pattern for a word that no legal form asks about."""


@dataclass(frozen=True, slots=True)
class FoldedColumn:
    """Folded names, one a row: words by number, in the order of the rows."""

    lexicon: tuple[str, ...]
    """Each distinct word; its place is its number."""
    starts: Ints
    """Row *i* has the words ``words[starts[i]:starts[i + 1]]``; one more than rows."""
    words: Ids
    pattern: Ids
    """Of each row, the place of its legal forms in ``forms``."""
    forms: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.starts) - 1


def fold_column(names: pl.Series) -> FoldedColumn:
    """Return the names of a text column, folded; a null is an empty name.

    Row by row it is what ``fold`` returns.

    >>> column = fold_column(pl.Series(["Hikvision UK Ltd", "Dahua Ltd"]))
    >>> [column.lexicon[word] for word in column.words], column.forms[column.pattern[1]]
    (['hikvision', 'uk', 'dahua'], ('ltd',))
    """
    texts, starts, words = _numbered(_split(names.fill_null("")))
    keys = _keys(texts, starts, words)
    pattern, first = _patterns(keys, starts)
    lexicon = {text: place for place, text in enumerate(texts)}
    programs: list[list[int]] = []
    forms: list[tuple[str, ...]] = []
    for row in first:
        span = slice(int(starts[row]), int(starts[row + 1]))
        program, found = _program(keys[span].tolist(), texts, lexicon)
        programs.append(program)
        forms.append(found)
    new_starts, new_words = _applied(programs, pattern, starts, words)
    return FoldedColumn(tuple(lexicon), new_starts, new_words, pattern, tuple(forms))


def _split(names: pl.Series) -> pl.Series:
    """Return the words of each name; plain ASCII by expressions, the rest by ``split``."""
    text = (
        pl.col("name")
        .str.to_lowercase()
        .str.replace_all("'", "", literal=True)
        .str.replace_all("&", " and ", literal=True)
        .str.replace_all("+", " plus ", literal=True)
        .str.replace_all("%", " percent", literal=True)
    )
    plain = pl.col("name").str.contains(_ASCII) & (
        pl.col("name").str.len_bytes() <= _LONGEST_PLAIN
    )
    frame = (
        pl.DataFrame({"name": names})
        .with_columns(text=text, plain=plain)
        .with_columns(
            plain=pl.col("plain")
            & ~pl.col("text").str.contains(_INITIALS)
            & ~pl.col("text").str.contains(_STROKE)
        )
    )
    easy = pl.when("plain").then(pl.col("text").str.extract_all("[a-z0-9]+"))
    words = frame.select(easy.alias("words")).to_series()
    hard = frame.filter(~pl.col("plain"))["name"].to_list()
    if not hard:
        return words
    places = frame.select((~pl.col("plain")).arg_true()).to_series()
    joined = pl.Series("words", [" ".join(split(name)) for name in hard], dtype=pl.String)
    own = joined.str.extract_all(r"[^ ]+")
    return _placed(words, places, own)


def _placed(words: pl.Series, places: pl.Series, own: pl.Series) -> pl.Series:
    order = pl.DataFrame({"at": places.cast(pl.Int64), "own": own})
    rows = pl.DataFrame({"words": words}).with_row_index("at").cast({"at": pl.Int64})
    joined = rows.join(order, on="at", how="left", maintain_order="left")
    return joined.select(pl.coalesce("words", "own").alias("words")).to_series()


def _numbered(split_names: pl.Series) -> tuple[list[str], Ints, Ids]:
    """Return the distinct words, where each row starts, and the words by number."""
    counts = split_names.list.len().to_numpy()
    starts = np.zeros(len(split_names) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    flat = split_names.list.explode(empty_as_null=False)
    distinct = flat.unique(maintain_order=True)
    if not len(distinct):
        return [], starts, np.zeros(0, np.int32)
    numbers = flat.cast(pl.Enum(distinct)).to_physical().cast(pl.Int32).to_numpy()
    return distinct.to_list(), starts, np.asarray(numbers, np.int32)


def _keys(texts: Sequence[str], starts: Ints, words: Ids) -> Ids:
    """Return of each word its number where folding may ask about it, or ``_OTHER``."""
    lone, changing = lone_forms(), number_words() - unsure_numerals() - tens()
    glued = _those(texts, lambda text: is_run(text) or may_loosen(text))
    always = glued | _those(texts, lambda text: text in lone or text in changing)
    forms = glued | _those(texts, form_words().__contains__)
    keep = always[words] | _touching(forms, starts, words)
    keep |= _counted(texts, forms, starts, words)
    length = np.fromiter(map(len, texts), np.int64, len(texts))
    letters = np.concatenate([[0], np.cumsum(length[words])])
    long = letters[starts[1:]] - letters[starts[:-1]] > MOST_LETTERS
    keep |= np.repeat(long | _led(texts, starts, words), np.diff(starts))
    return np.where(keep, words, np.int32(_OTHER)).astype(np.int32)


def _touching(told: Flags, starts: Ints, words: Ids) -> Flags:
    """Return which words are told of and stand beside another; none makes a form alone."""
    here = told[words]
    pairs = here[1:] & here[:-1]
    inner = starts[1:-1]
    pairs[inner[(inner > 0) & (inner < len(here))] - 1] = False
    found = np.zeros(len(here), np.bool_)
    found[1:] |= pairs
    found[:-1] |= pairs
    return found


def _counted(texts: Sequence[str], forms: Flags, starts: Ints, words: Ids) -> Flags:
    """Return which words make a number with others of their row, or may once forms are off."""
    row = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    found = np.zeros(len(words), np.bool_)
    for first, second in ((counted_words(), unsure_numerals()), (tens(), units())):
        before = _those(texts, first.__contains__)[words]
        behind = _those(texts, second.__contains__)[words]
        formed = forms[words]
        pairs = (before[:-1] | formed[:-1]) & (behind[1:] | formed[1:]) & (row[1:] == row[:-1])
        pairs &= behind[1:] if first is counted_words() else before[:-1]
        rows = np.zeros(len(starts) - 1, np.bool_)
        rows[row[1:][pairs]] = True
        has = np.zeros(len(starts) - 1, np.bool_)
        has[row[before]] = True
        found |= (before | behind) & (rows & has)[row]
    return found


def _those(texts: Sequence[str], told: Callable[[str], bool]) -> Flags:
    return np.fromiter(map(told, texts), np.bool_, len(texts))


def _rows_with(told: Flags, starts: Ints, words: Ids) -> Flags:
    """Return which rows have a word of those told."""
    sums = np.concatenate([[0], np.cumsum(told[words])])
    return np.asarray(sums[starts[1:]] > sums[starts[:-1]])


def _led(texts: Sequence[str], starts: Ints, words: Ids) -> Flags:
    """Return which rows a form may lead that counts or not by every word behind it."""
    cautious, front = cautious_words(), front_words()
    weak = _those(texts, cautious.__contains__)
    first = _those(texts, lambda text: text in front or is_run(text))
    filled = np.diff(starts) > 0
    leads = np.zeros(len(starts) - 1, np.bool_)
    leads[filled] = first[words[starts[:-1][filled]]]
    return leads & _rows_with(weak, starts, words)


def _patterns(keys: Ids, starts: Ints) -> tuple[Ids, Ints]:
    """Return the number of each row's pattern, and of each pattern one row that has it."""
    counts = np.diff(starts)
    place = np.arange(len(keys), dtype=np.int64) - np.repeat(starts[:-1], counts)
    mixed = (keys.astype(np.uint64) + np.uint64(3)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= (place.astype(np.uint64) * np.uint64(2) + np.uint64(1)) * np.uint64(
        0xBF58476D1CE4E5B9
    )
    mixed ^= mixed >> np.uint64(32)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    told = sums[starts[1:]] - sums[starts[:-1]] + counts.astype(np.uint64)
    _, first, pattern = np.unique(told, return_index=True, return_inverse=True)
    other = np.repeat(first[pattern], counts)
    same_length = counts == counts[first[pattern]]
    at = np.minimum(starts[:-1][other] + place, max(len(keys) - 1, 0))
    wrong = np.unique(np.repeat(np.arange(len(counts)), counts)[keys != keys[at]])
    wrong = np.union1d(wrong, np.flatnonzero(~same_length))
    pattern[wrong] = len(first) + np.arange(len(wrong))
    return pattern.astype(np.int32), np.concatenate([first, wrong]).astype(np.int64)


def _program(
    keys: Iterable[int], texts: Sequence[str], lexicon: dict[str, int]
) -> tuple[list[int], tuple[str, ...]]:
    """Return what becomes of a pattern: places of words kept, or -1 less a word's number."""
    placeholders: dict[str, int] = {}
    words = []
    for place, key in enumerate(keys):
        word = f"\0{place}" if key == _OTHER else texts[key]
        words.append(word)
        if key == _OTHER:
            placeholders[word] = place
    folded = fold_words(words)
    program = [
        placeholders[word]
        if word in placeholders
        else -1 - lexicon.setdefault(word, len(lexicon))
        for word in folded.words
    ]
    return program, folded.forms


def _applied(
    programs: Sequence[Sequence[int]], pattern: Ids, starts: Ints, words: Ids
) -> tuple[Ints, Ids]:
    lengths = np.fromiter(map(len, programs), np.int64, len(programs))
    at = np.concatenate([[0], np.cumsum(lengths)])
    flat = np.fromiter((each for one in programs for each in one), np.int64, int(at[-1]))
    counts = lengths[pattern]
    new_starts = np.zeros(len(pattern) + 1, np.int64)
    np.cumsum(counts, out=new_starts[1:])
    place = np.arange(new_starts[-1]) - np.repeat(new_starts[:-1], counts)
    step = flat[np.repeat(at[:-1][pattern], counts) + place]
    from_row = np.repeat(starts[:-1], counts) + np.maximum(step, 0)
    source = np.append(words, np.int32(0))
    return new_starts, np.where(step >= 0, source[from_row], -1 - step).astype(np.int32)
