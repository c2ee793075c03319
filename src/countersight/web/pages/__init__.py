"""The pages, one module a room; each is made of what the use cases say, and adds nothing."""

from typing import Final

from fastapi import APIRouter

from countersight.web.pages import home, runs, screen

ROUTERS: Final[tuple[APIRouter, ...]] = (home.router, screen.router, runs.router)
