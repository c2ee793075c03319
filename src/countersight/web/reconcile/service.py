"""The endpoint itself: the manifest, batches of queries, columns."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from countersight.messages import sentence
from countersight.web.reconcile.asking import AtCatalogue, answered, form_of, refused, wrong
from countersight.web.reconcile.shapes import entry, extension, manifest
from countersight.work.reconciling import Reconciling, Refusal, batch_of
from countersight.work.reconciling.columns import columns_of
from countersight.work.reconciling.extending import cells

router = APIRouter(include_in_schema=False)
ALLOWED: Final = {
    "Allow": "GET, POST, OPTIONS",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "7200",
}
"""What a page of another site may do (Fetch, CORS protocol); never with its user's cookies."""


@router.options("/reconcile")
@router.options("/reconcile/suggest/{_}")
@router.options("/reconcile/flyout/{_}")
@router.options("/reconcile/properties")
@router.options("/reconcile/preview")
def allowed() -> Response:
    """Return that a page of another site may ask."""
    return Response(status_code=204, headers=ALLOWED)


@router.get("/reconcile")
def read(request: Request, reconciling: AtCatalogue) -> Response:
    """Return the manifest, or what is asked in the address."""
    asked = request.query_params
    if "callback" in asked:
        return wrong(
            request,
            HTTPStatus.BAD_REQUEST,
            "no-jsonp",
            sentence("JSONP is not offered: it has a page run what another site sends"),
            sentence("Ask with CORS, as OpenRefine 3.3 and later do."),
        )
    if not {"queries", "query", "extend"}.isdisjoint(asked):
        return _asked(request, reconciling, asked)
    base = str(request.base_url).rstrip("/")
    return answered(reconciling, manifest(base, reconciling.catalogue.version))


@router.post("/reconcile")
async def ask(request: Request, reconciling: AtCatalogue) -> Response:
    """Return what is asked in a form."""
    form = await form_of(request)
    if isinstance(form, Response):
        return form
    return await run_in_threadpool(_asked, request, reconciling, form)


def _asked(request: Request, reconciling: Reconciling, form: Mapping[str, str]) -> Response:
    """Return a batch or columns: one of them, as the two have different answers."""
    queries, extend = form.get("queries"), form.get("extend")
    if queries is not None and extend is None:
        return _reconciled(request, reconciling, queries)
    if extend is not None and queries is None:
        return _extended(request, reconciling, extend)
    return wrong(
        request,
        HTTPStatus.BAD_REQUEST,
        "one-field",
        sentence("neither queries nor extend was asked, or both were"),
        sentence("Send one of them; a single query is a batch of one."),
    )


def _reconciled(request: Request, reconciling: Reconciling, queries: str) -> Response:
    batch = batch_of(queries)
    if isinstance(batch, Refusal):
        return refused(request, batch)
    told = {key: entry(said) for key, said in reconciling.answer(batch).items()}
    return answered(reconciling, told)


def _extended(request: Request, reconciling: Reconciling, extend: str) -> Response:
    asked = columns_of(extend)
    if isinstance(asked, Refusal):
        return refused(request, asked)
    today = reconciling.clock.today()
    rows = cells(reconciling.catalogue, asked.ids, asked.columns, today)
    return answered(reconciling, extension(asked.columns, rows))
