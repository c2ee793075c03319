"""The language of the pages, chosen in a browser."""

from typing import Annotated, Final

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from countersight.web.addresses import own
from countersight.web.speech import LANGUAGE, LANGUAGES
from countersight.web.templating import LONGEST_BACK

router = APIRouter(include_in_schema=False)
_YEAR: Final = 365 * 86_400


@router.post("/language")
def choose(
    language: Annotated[str, Form(max_length=20)] = "",
    back: Annotated[str, Form(max_length=LONGEST_BACK)] = "/",
) -> Response:
    """Keep a choice of language in the browser, and lead back; another choice is forgotten."""
    answer = RedirectResponse(own(back), 303)
    if language in LANGUAGES:
        answer.set_cookie(LANGUAGE, language, max_age=_YEAR, httponly=True, samesite="lax")
    else:
        answer.delete_cookie(LANGUAGE)
    return answer
