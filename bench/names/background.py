"""Make the background: how many company names have each word. Counts alone, no names.

From the register's legal entities, without funds and without what may name a private person:
family trusts, foundations, estates, sole traders and partnerships of persons. A word is kept
if it stands in enough different names, and if those names have enough different other words
(three firms of one family are no evidence that a word is common, and could name the family).
Digits alone and single letters are left out.

The file is gzip of UTF-8 text, one line a count, the highest first: the count, a tab, and the
words with that count in alphabetical order, separated by spaces. The first line is a comment
with the number of names counted, which is what a count is out of.
"""

import argparse
import gzip
import re
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.names.report import surroundings, table
from bench.names.sources import ROOT, Entry, realdata, register
from bench.names.words import words

PERSONAL = re.compile(
    r"\b(family|familie|famille|familien|trust|trustees?|settlement|estate|will|foundation|"
    r"fondation|stichting|stiftung|fundacja|huf|proprietor|beheer|pension|pensioen|ssas|sipp|"
    r"e\.? ?k\.?|e\.? ?u\.?|inhaber|inh|gbr|vof|v\.o\.f|fid?uciary|heirs|erben|holdingbedrijf|"
    r"deceased|revocable|irrevocable|dynasty|descendants|children|son|sons|brothers|bros)\b",
    re.IGNORECASE,
)
"""Words of names that are likely to be built from a private person's name."""

FILE = ROOT / "src" / "countersight" / "normalise" / "data" / "background.txt.gz"
THRESHOLDS = (3, 5, 10)
DIVERSE = 3
"""A kept word has at least so many different neighbours in the names that it stands in."""


def counted(entries: Iterable[Entry]) -> tuple[dict[str, int], int]:
    """Return word -> names that have it, diverse words alone, and the number of names."""
    count: Counter[str] = Counter()
    beside: dict[str, set[str]] = {}
    total = 0
    for entry in entries:
        if PERSONAL.search(entry.name):
            continue
        total += 1
        found = sorted({word for word in words(entry.name) if fit(word)})
        count.update(found)
        for word in found:
            near = beside.setdefault(word, set())
            if len(near) < DIVERSE + 1:
                near.update(found)
    return {w: n for w, n in count.items() if len(beside[w] - {w}) >= DIVERSE}, total


def fit(word: str) -> bool:
    """Tell whether a word may be counted: two characters or more, not all of them digits."""
    return len(word) > 1 and not word.isdigit()


def kept(counts: Mapping[str, int], least: int) -> dict[str, int]:
    """Return the words that stand in at least so many names."""
    return {word: n for word, n in counts.items() if n >= least}


def encode(counts: Mapping[str, int], total: int) -> bytes:
    r"""Return the background file; the same counts make the same bytes.

    >>> gzip.decompress(encode({"gmbh": 9, "acme": 3, "solar": 3}, 12)).decode()
    '# 12\n9\tgmbh\n3\tacme solar\n'
    """
    lines: dict[int, list[str]] = {}
    for word in sorted(counts):
        lines.setdefault(counts[word], []).append(word)
    text = "".join(f"{n}\t{' '.join(lines[n])}\n" for n in sorted(lines, reverse=True))
    return gzip.compress(f"# {total}\n{text}".encode(), compresslevel=9, mtime=0)


def decode(data: bytes) -> tuple[dict[str, int], int]:
    """Return the counts and the number of names of a background file.

    >>> decode(encode({"gmbh": 9, "acme": 3}, 12))
    ({'gmbh': 9, 'acme': 3}, 12)
    """
    head, *lines = gzip.decompress(data).decode().splitlines()
    pairs = (line.partition("\t")[::2] for line in lines)
    return {w: int(n) for n, found in pairs for w in found.split(" ")}, int(head[2:])


def coverage(counts: Mapping[str, int], entries: Iterable[Entry]) -> tuple[float, float]:
    """Return the part of all countable words that is known, and of different words."""
    seen = Counter(w for entry in entries for w in set(words(entry.name)) if fit(w))
    known = sum(n for word, n in seen.items() if word in counts)
    different = sum(word in counts for word in seen)
    return known / max(seen.total(), 1), different / max(len(seen), 1)


def halves(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the entries in two halves, by their identifiers."""
    both: tuple[list[Entry], list[Entry]] = ([], [])
    for entry in entries:
        both[zlib.crc32(b"background/" + entry.id.encode()) & 1].append(entry)
    return both


def _row(least: int, half: Mapping[str, int], held: list[Entry], whole: bytes) -> list[str]:
    known, different = coverage(kept(half, least), held)
    started = time.perf_counter()
    counts, _ = decode(whole)
    seconds = time.perf_counter() - started
    size = f"{len(whole) / 1e6:.3f}"
    cells = (str(least), str(len(counts)), size, f"{known:.4f}", f"{different:.4f}")
    return [*cells, f"{seconds * 1000:.0f}"]


def main(arguments: Sequence[str]) -> None:
    """Print what each threshold costs and covers; write the file of the chosen one."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.names background",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--least", type=int, choices=THRESHOLDS, default=THRESHOLDS[0])
    parser.add_argument("--out", type=Path, default=FILE)
    told = parser.parse_args(arguments)
    entries = list(register(realdata()))
    one, held = halves(entries)
    half, _ = counted(one)
    counts, total = counted(entries)
    print(surroundings(), f"{len(entries)} names, {total} counted", sep="\n")
    head = ("in names", "words", "MB", "tokens covered", "words covered", "read ms")
    rows = [_row(n, half, held, encode(kept(counts, n), total)) for n in THRESHOLDS]
    print(table(head, rows))
    print("Covered: of the half that was not counted, by the counts of the other half alone.")
    told.out.parent.mkdir(parents=True, exist_ok=True)
    told.out.write_bytes(encode(kept(counts, told.least), total))
    print(f"{told.out}: words in {told.least} names and more")
