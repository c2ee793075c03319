"""Forms that are shown again with what is wrong, rather than lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final, TypeAlias

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request

from countersight.errors import (
    ColumnError,
    ConflictError,
    CountersightError,
    FactError,
    ProfileError,
    SettingError,
    SourceError,
)
from countersight.messages import _

MENDED: Final = (
    *(ColumnError, FactError, ProfileError, SettingError, SourceError),
    ConflictError,
)
"""What a person mends in the form; any other error is a page of its own."""

FORMS: Final = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data"})
"""Media types of a form (HTML, 4.10.21.6); of none, there is no body."""


def only_forms(request: Request) -> None:
    """Refuse a body that is no form: nothing of it would be heard, and that taken for silence.

    Raises:
        HTTPException: 415, it is something else.
    """
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and sent not in FORMS:
        raise HTTPException(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _("What was sent is no form. Use the page.")
        )


async def _fields_told(request: Request) -> frozenset[str]:
    return frozenset(await request.form())


FieldsTold: TypeAlias = Annotated[frozenset[str], Depends(_fields_told)]
"""The fields that a form has, empty ones too: what it does not have is not to be changed."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a form."""

    field: str
    """Id of the field to be mended; empty where it is none."""
    message: str
    hint: str
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY


def wrong_of(
    error: CountersightError, fields: Mapping[type[CountersightError], str]
) -> tuple[Wrong, ...]:
    """Return what an error says of a form; *fields* tells which field an error is about.

    >>> [wrong] = wrong_of(SettingError("no day", hint="Name one."), {SettingError: "day"})
    >>> wrong.field, wrong.message, wrong.hint
    ('day', 'no day', 'Name one.')
    """
    field = next((fields[kind] for kind in type(error).__mro__ if kind in fields), "")
    status = (
        HTTPStatus.CONFLICT
        if isinstance(error, ConflictError)
        else HTTPStatus.UNPROCESSABLE_ENTITY
    )
    return (Wrong(field, error.message, error.hint, status),)
