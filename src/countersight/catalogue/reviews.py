"""A user's file of reviews: read, checked, and written to, one entry at a time.

Nothing of what a person wrote gets lost: a review that a later one replaces stays in the
file as a comment, and a file that changed meanwhile is not written over.
"""

import os
import re
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from countersight.catalogue.fields import Field, Place, Section, read_table
from countersight.catalogue.files import parse_file, read
from countersight.catalogue.readers import day, matching, member, text
from countersight.catalogue.writing import toml_value
from countersight.errors import CatalogueError, ReviewError
from countersight.ids import RecordKey, VendorId, digest
from countersight.messages import sentence
from countersight.model.keys import DIGITS
from countersight.model.review import Review, ReviewFile, Verdict

MAX_BYTES: Final = 20_000_000
KEY: Final = "review"
_HEX: Final = rf"[0-9a-f]{{{DIGITS}}}"
_BEGINS: Final = re.compile(r"^[ \t]*\[\[\s*review\s*\]\]", re.MULTILINE)
_COPY: Final = sentence(
    "Copy its {digits} digits from the output of --format jsonl.", digits=DIGITS
)
REVIEW: Final = Section(
    Review,
    (
        Field(
            "record",
            matching(_HEX, sentence("{copy} There it is `key`.", copy=_COPY)),
            required=True,
        ),
        Field("entity", text, required=True),
        Field("verdict", member(Verdict), required=True),
        Field("reason", text, required=True),
        Field("who", text, required=True),
        Field("when", day, required=True),
        Field("until", day),
        Field(
            "evidence",
            matching(
                _HEX,
                sentence("{copy} There it is `evidence_digest`, in the match.", copy=_COPY),
            ),
            required=True,
        ),
    ),
)


def load_reviews(path: Path) -> ReviewFile:
    """Return the reviews of a file.

    Raises:
        ReviewError: the file can't be read, an entry is wrong, or two judge the same.
    """
    try:
        file = read(path, str(path), MAX_BYTES)
        raw = parse_file(file)
        reviews = tuple(_reviews(raw, Place(str(path))))
    except CatalogueError as wrong:
        raise ReviewError(wrong.message, hint=wrong.hint) from wrong
    return ReviewFile(str(path), digest(file.data), reviews)


def _reviews(raw: object, place: Place) -> Iterator[Review]:
    table = read_table(raw, place)
    for key in table:
        if key != KEY:
            raise place.at(key).error(
                sentence("is no key of this file"), sentence("Write [[review]].")
            )
    entries = table.get(KEY, [])
    if not isinstance(entries, list):
        raise place.at(KEY).error(
            sentence("is no list of tables"), sentence("Write it as [[review]].")
        )
    met: dict[tuple[RecordKey, VendorId], int] = {}
    for number, entry in enumerate(entries, start=1):
        here = place.inside(f"[[review]] {number}")
        review = REVIEW.read(entry, here)
        first = met.setdefault((review.record, review.entity), number)
        if first != number:
            what = sentence(
                "judges record {record} and {entity}, as [[review]] {first} does",
                record=review.record,
                entity=review.entity,
                first=first,
            )
            raise here.error(what, sentence("Leave one of the two out."))
        yield review


def dump_review(review: Review) -> str:
    """Return one entry as TOML.

    >>> from countersight.ids import EvidenceDigest
    >>> print(
    ...     dump_review(
    ...         Review(
    ...             RecordKey("0" * 16),
    ...             VendorId("axis"),
    ...             Verdict.DISMISSED,
    ...             "sells scales",
    ...             "procurement",
    ...             date(2026, 11, 24),
    ...             EvidenceDigest("f" * 16),
    ...         )
    ...     )
    ... )
    [[review]]
    record = "0000000000000000"
    entity = "axis"
    verdict = "dismissed"
    reason = "sells scales"
    who = "procurement"
    when = 2026-11-24
    evidence = "ffffffffffffffff"
    <BLANKLINE>
    """
    values: dict[str, str | date | None] = {
        "record": review.record,
        "entity": review.entity,
        "verdict": review.verdict.value,
        "reason": review.reason,
        "who": review.who,
        "when": review.when,
        "until": review.until,
        "evidence": review.evidence,
    }
    lines = [f"{key} = {toml_value(value)}" for key, value in values.items() if value]
    return "\n".join([f"[[{KEY}]]", *lines, ""])


def add_review(file: ReviewFile, review: Review) -> ReviewFile:
    """Add one review to a file, in one go, and return the file as it is then.

    A review of the same record and entity becomes a comment.

    Args:
        file: as it was read; with an empty digest and no reviews where there is none yet.
        review: the new judgement.

    Raises:
        ReviewError: the file changed since it was read, or can't be written.
    """
    path = Path(file.name).resolve()
    try:
        there = path.exists()
        before = path.read_bytes() if there else b""
        if (digest(before) if there else "") != file.digest:
            raise ReviewError(
                sentence("{name}: somebody else changed it meanwhile", name=file.name),
                hint=sentence(
                    "Run the command again; what is answered already stays answered."
                ),
            )
        words = _without(before.decode("utf-8"), file, review)
        gap = "\n" if words and not words.endswith("\n\n") else ""
        _replace(path, f"{words}{gap}{dump_review(review)}".encode())
    except OSError as wrong:
        raise ReviewError(
            sentence(
                "{name}: can't be written: {strerror}", name=file.name, strerror=wrong.strerror
            ),
            hint=sentence("Name a file in a folder that you may write to."),
        ) from wrong
    found = load_reviews(path)
    return ReviewFile(file.name, found.digest, found.reviews)


def _without(words: str, file: ReviewFile, review: Review) -> str:
    """Return the file with the older review of the same turned into a comment."""
    older = [
        at
        for at, each in enumerate(file.reviews)
        if (each.record, each.entity) == (review.record, review.entity)
    ]
    if not older:
        return words
    [at] = older
    starts = [found.start() for found in _BEGINS.finditer(words)]
    stops = [*starts[1:], len(words)]
    block = words[starts[at] : stops[at]] if len(starts) == len(file.reviews) else ""
    if not _is(block, file.reviews[at]):
        raise ReviewError(
            sentence(
                "{name}: [[review]] {value} can't be replaced", name=file.name, value=at + 1
            ),
            hint=sentence("Take the entry out by hand, and run the command again."),
        )
    comment = "".join(f"# {line}" for line in block.rstrip().splitlines(keepends=True))
    said = f"# replaced on {review.when}:\n{comment}\n\n"
    return words[: starts[at]] + said + words[stops[at] :]


def _is(block: str, review: Review) -> bool:
    try:
        [entry] = tomllib.loads(block)[KEY]
        return REVIEW.read(entry, Place("")) == review
    except (tomllib.TOMLDecodeError, KeyError, ValueError, CatalogueError):
        return False


def _replace(path: Path, data: bytes) -> None:
    """Write in one go: another reader sees the old file or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            Path(name).chmod(path.stat().st_mode & 0o777)
        else:
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
