"""The application: its rooms, its guards, and what becomes of an error."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import Final

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from countersight import __version__
from countersight.errors import CountersightError
from countersight.web import api, pages, reconcile
from countersight.web.assets import router as assets
from countersight.web.failing import faulted, invalid, refused
from countersight.web.forms import only_forms
from countersight.web.guards import Guards
from countersight.web.heads import Heads
from countersight.web.keys import Keyed
from countersight.web.limits import LARGEST_FORM, MOST_FIELDS, MOST_FILES, Limits, unspooled
from countersight.web.speech import LANGUAGE, Speaks
from countersight.web.templating import Templates
from countersight.wiring.backups import backups_of
from countersight.wiring.names import reconciling
from countersight.wiring.office import Opened, enquiries, open_desk, served_key

TITLE: Final = "Countersight"
FAILURES: Final = (
    (CountersightError, refused),
    (HTTPException, unspooled),
    (RequestValidationError, invalid),
    (Exception, faulted),
)
"""What tells each kind of error."""


def make() -> FastAPI:
    """Return the application on the office that the environment names; uvicorn calls it.

    Raises:
        StoreError: the folder of the office can't be used.
    """
    return make_app(open_desk(), key=served_key())


def make_app(opened: Opened, *, key: str = "") -> FastAPI:
    """Return the application on an office that is open; its worker lives as long as it.

    With a *key*, those alone are let in who hold it.
    """

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        opened.worker.start()
        try:
            yield
        finally:
            opened.close()

    app = FastAPI(
        title=TITLE,
        version=__version__,
        openapi_url=None,
        lifespan=living,
        form_limits={
            "max_files": MOST_FILES,
            "max_fields": MOST_FIELDS,
            "max_part_size": LARGEST_FORM,
        },
    )
    app.state.desk = opened.desk
    app.state.backups = backups_of(opened)
    app.state.enquiries = enquiries(opened.desk)
    app.state.reconciling = reconciling(opened.desk.catalogue)
    app.state.templates = Templates(opened.desk)
    for kind, told in FAILURES:
        app.add_exception_handler(kind, told)
    app.add_middleware(Heads)
    app.add_middleware(Limits)
    app.add_middleware(Keyed, key=key)
    app.add_middleware(Guards)
    app.add_middleware(Speaks, setting=partial(opened.desk.store.settings.get, LANGUAGE))
    _add_rooms(app)
    return app


def _add_rooms(app: FastAPI) -> None:
    for router in pages.ROUTERS:
        app.include_router(router, dependencies=[Depends(only_forms)])
    for router in (assets, *api.ROUTERS, *reconcile.ROUTERS):
        app.include_router(router)
    static = files("countersight.web") / "static"
    app.mount("/static", StaticFiles(directory=str(static)), name="static")
