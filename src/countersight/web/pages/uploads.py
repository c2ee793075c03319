"""Uploads, handed back as what they are: bytes of somebody else's, and nothing to be shown."""

from collections.abc import Iterator
from typing import BinaryIO, Final
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from countersight.model.office import RunId, Upload
from countersight.web.asking import AtDesk, Number

router = APIRouter(include_in_schema=False)
_PIECE: Final = 256 * 1024
_LONGEST: Final = 100


@router.get("/runs/{run}/upload")
def upload(desk: AtDesk, run: Number) -> Response:
    """Return the file that a run was made of, to be saved."""
    found = desk.store.runs.get(RunId(run)).upload
    name = quote(saved_as(found), safe="")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Content-Length": str(found.size),
    }
    pieces = _pieces(desk.store.uploads.open(found.digest))
    return StreamingResponse(pieces, media_type="application/octet-stream", headers=headers)


def saved_as(upload: Upload) -> str:
    r"""Return a name under which an upload may be saved: no folder, no control, no lead dot.

    >>> from countersight.ids import Sha256
    >>> saved_as(Upload(Sha256("ab"), "../../..\\\u202egnp.exe", 1, ""))
    '_gnp.exe'
    """
    name = upload.name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(each if each.isprintable() else "_" for each in name)
    plain = plain.encode("utf-8", "replace").decode().strip(" .")
    return plain[-_LONGEST:] or "upload"


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
