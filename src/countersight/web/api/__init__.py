"""The REST interface, version 1: the use cases as JSON, with problem details (RFC 9457)."""

from typing import Final

from fastapi import APIRouter

ROUTERS: Final[tuple[APIRouter, ...]] = ()
