"""What the rooms of reconciliation need of a request: its form, and the use case."""

from http import HTTPStatus
from typing import Annotated, Final, TypeAlias, cast
from urllib.parse import parse_qsl

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from countersight.messages import sentence
from countersight.web.failing import told
from countersight.work.reconciling import Reconciling, Refusal
from countersight.work.reconciling.refusals import Code

LARGEST: Final = 2 * 1024 * 1024
"""Bytes of one form: what a batch takes when each of its letters is escaped."""
MOST_FIELDS: Final = 10
VERSION: Final = "Countersight-Catalogue"
"""The header that names the version of the catalogue, for which no answer has a place."""
FORM: Final = "application/x-www-form-urlencoded"
STATUSES: Final = {Code.TOO_MANY: HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
"""What a refusal is told as, where it is no bad request."""


def _reconciling(request: Request) -> Reconciling:
    return cast("Reconciling", request.app.state.reconciling)


AtCatalogue: TypeAlias = Annotated[Reconciling, Depends(_reconciling)]
"""The use case."""


async def form_of(request: Request) -> dict[str, str] | Response:
    """Return the fields of a form, or the answer that says why it was not read."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        return wrong(
            request,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "not-a-form",
            sentence("this is no form"),
            sentence("Send {form}.", form=FORM),
        )
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return wrong(
                request,
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "too-large",
                sentence("the form is larger than {most} bytes", most=LARGEST),
                sentence("Ask in smaller batches."),
            )
    try:
        fields = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            errors="strict",
        )
    except ValueError:
        return wrong(
            request,
            HTTPStatus.BAD_REQUEST,
            "not-a-form",
            sentence("the form can't be read"),
            sentence("Escape what it holds, as UTF-8."),
        )
    return dict(fields)


def wrong(request: Request, status: HTTPStatus, code: str, message: str, hint: str) -> Response:
    """Return why a request was not heard."""
    return told(request, status, (code, message, hint))


def refused(request: Request, refusal: Refusal) -> Response:
    """Return why a whole batch is not answered."""
    status = STATUSES.get(refusal.code, HTTPStatus.BAD_REQUEST)
    return wrong(request, status, refusal.code.value, refusal.message, refusal.hint)


def answered(reconciling: Reconciling, content: object) -> Response:
    """Return what was asked for, with the version of the catalogue that it rests on."""
    version = reconciling.catalogue.version
    headers = {VERSION: version, "Access-Control-Expose-Headers": VERSION}
    return JSONResponse(content, headers=headers)
