"""The pages, one module a room; each is made of what the use cases say, and adds nothing."""

from typing import Final

from fastapi import APIRouter

from countersight.web.pages import (
    backups,
    catalogue,
    exports,
    home,
    lists,
    preview,
    restrictions,
    review,
    runs,
    screen,
    search,
    settings,
    speaking,
    uploads,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    home.router,
    exports.router,
    screen.router,
    preview.router,
    runs.router,
    review.router,
    catalogue.router,
    lists.router,
    restrictions.router,
    search.router,
    settings.router,
    speaking.router,
    backups.router,
    uploads.router,
)
