"""What every room needs of a request."""

from typing import Annotated, TypeAlias, cast

from fastapi import Depends
from starlette.requests import Request

from countersight.work.office import Desk


def _desk(request: Request) -> Desk:
    return cast("Desk", request.app.state.desk)


AtDesk: TypeAlias = Annotated[Desk, Depends(_desk)]
"""The use cases of the office."""
