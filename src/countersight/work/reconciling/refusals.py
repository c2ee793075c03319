"""Why a batch, or one query of it, is not answered. It is never "no match"."""

from dataclasses import dataclass
from enum import StrEnum

from countersight.messages import sentence


class Code(StrEnum):
    """What is wrong; stable, for programs."""

    NOT_JSON = "not-json"
    NOT_A_BATCH = "not-a-batch"
    TOO_MANY = "too-many"
    MALFORMED = "malformed"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    OVER_LIMIT = "over-limit"
    UNKNOWN_TYPE = "unknown-type"
    UNKNOWN_PROPERTY = "unknown-property"
    PERSON = "person"
    WITHHELD = "withheld"
    NO_NAME = "no-name"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not answered, and what to do; the texts quote nothing that was asked."""

    code: Code
    message: str
    hint: str = ""


def malformed(what: str) -> Refusal:
    """Return that a query has not the form of the specification.

    >>> malformed("limit is no whole number above 0").message
    'the query is not of the form of the specification: limit is no whole number above 0'
    """
    return Refusal(
        Code.MALFORMED,
        sentence("the query is not of the form of the specification: {what}", what=what),
        sentence("See the reference of the service, or the specification, version 0.2."),
    )


def too_many(what: str, most: int) -> Refusal:
    """Return that too much was asked at once."""
    return Refusal(
        Code.TOO_MANY,
        sentence("there are too many: {what}", what=what),
        sentence("Ask for {most} at most, and for the rest in another request.", most=most),
    )


def too_long(what: str, most: int) -> Refusal:
    """Return that a text is longer than what is read."""
    return Refusal(
        Code.TOO_LONG,
        sentence("the text is too long: {what}", what=what),
        sentence("Give {most} letters at most.", most=most),
    )
