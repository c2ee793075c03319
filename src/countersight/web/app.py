"""The application: its rooms, its guards, and what becomes of an error."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import Final

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from countersight import __version__
from countersight.errors import CountersightError
from countersight.web import api, pages, reconcile
from countersight.web.assets import router as assets
from countersight.web.failing import refused, unheard
from countersight.web.guards import Guards
from countersight.web.speech import LANGUAGE, Speaks
from countersight.web.templating import Templates
from countersight.wiring.backups import backups_of
from countersight.wiring.names import reconciling
from countersight.wiring.office import Opened, open_desk

TITLE: Final = "Countersight"


def make() -> FastAPI:
    """Return the application on the office that the environment names; uvicorn calls it.

    Raises:
        StoreError: the folder of the office can't be used.
    """
    return make_app(open_desk())


def make_app(opened: Opened) -> FastAPI:
    """Return the application on an office that is open; its worker lives as long as it."""

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        opened.worker.start()
        try:
            yield
        finally:
            opened.close()

    app = FastAPI(
        title=TITLE, version=__version__, docs_url=None, redoc_url=None, lifespan=living
    )
    app.state.desk = opened.desk
    app.state.backups = backups_of(opened)
    app.state.reconciling = reconciling(opened.desk.catalogue)
    app.state.templates = Templates(opened.desk)
    app.add_exception_handler(CountersightError, refused)
    app.add_exception_handler(HTTPException, unheard)
    app.add_middleware(Speaks, setting=partial(opened.desk.store.settings.get, LANGUAGE))
    app.add_middleware(Guards)
    for router in (assets, *pages.ROUTERS, *api.ROUTERS, *reconcile.ROUTERS):
        app.include_router(router)
    static = files("countersight.web") / "static"
    app.mount("/static", StaticFiles(directory=str(static)), name="static")
    return app
