"""The pages, one module a room; each is made of what the use cases say, and adds nothing."""

from typing import Final

from fastapi import APIRouter

from countersight.web.pages import (
    backups,
    catalogue,
    home,
    restrictions,
    review,
    runs,
    screen,
    search,
    settings,
    uploads,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    home.router,
    screen.router,
    runs.router,
    review.router,
    catalogue.router,
    restrictions.router,
    search.router,
    settings.router,
    backups.router,
    uploads.router,
)
