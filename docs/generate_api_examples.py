"""Write the examples of answers that the OpenAPI document shows: what a real office answers.

A test holds each to its schema. They are made anew where a shape changes, and not where the
catalogue does: lists are cut to their first members, and moments are set to one.
"""

import json
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from starlette.testclient import TestClient

from countersight.web.app import make_app
from countersight.wiring.office import open_desk

FILE: Final = Path(__file__).parents[1] / "src/countersight/web/api/examples.json"
API: Final = "/api/v1"
DAY: Final = "2026-11-24"
SET: Final = {"moment": f"{DAY}T10:15:00Z", "when": DAY}
"""What is another each time."""
MOST: Final = 1
"""Members of a list that are shown."""
ROWS: Final = b"supplier,site\nHIKVISION UK LIMITED,Leeds\nDahau Technology,York\n"
WHO: Final = "who=public.national,GB-EAW"
NAMES: Final = {"names": [{"id": "a", "name": "HIKVISION UK LIMITED"}], "as_of": DAY}
SEEN: Final = [{"host": "10.0.0.5", "kind": "mac", "value": "68-6d-bc-ee-f8-f0"}]
FACTS: Final = {
    "id": "cameras-4",
    "date": "2023-02-01",
    "place": "GB-EAW",
    "roles": ["public.national"],
    "act": "deploy",
    "product_form": "equipment",
    "maker": "hikvision",
}


def answers(client: TestClient) -> dict[str, Any]:
    """Return an answer of each operation."""
    form = {"profile": "uk-council", "who": "case desk", "as_of": DAY}
    sent = client.post(
        f"{API}/screen/files", data=form, files={"file": ("suppliers.csv", ROWS)}
    )
    bad = client.post(f"{API}/screen/files", files={"file": ("colours.csv", b"colour\nred\n")})
    for each in (sent, bad):
        while client.get(each.headers["location"]).json()["state"] in {"waiting", "running"}:
            time.sleep(0.05)
    asked = {"records": [{"name": "HIKVISION UK LIMITED"}], "profile": "uk-council"}
    bodies: Mapping[str, tuple[str, object]] = {
        "screen": ("/screen", {**asked, "as_of": DAY}),
        "matchNames": ("/match", NAMES),
        "identify": ("/identify", {"observations": SEEN, "as_of": DAY}),
        "decide": ("/decide", {"situations": [FACTS]}),
    }
    addresses: Mapping[str, str] = {
        "matchName": f"/match?name=HIKVISION UK LIMITED&as_of={DAY}",
        "listRestrictions": f"/restrictions?{WHO}&day={DAY}&limit=1",
        "listDue": f"/restrictions/due?{WHO}&day={DAY}&limit=1",
        "getRestriction": "/restrictions/gb-visual-surveillance-2022",
        "listVendors": "/vendors?q=海康威视",
        "getVendor": "/vendors/hikvision",
        "listRuns": "/runs?limit=1",
        "getRun": "/runs/1",
        "listAnswers": "/runs/1/answers?state=match&limit=1",
        "getAnswer": "/runs/1/answers/1",
        "listFacets": "/runs/1/facets",
        "listProblems": "/runs/2/problems",
        "listWaiting": "/reviews/waiting?limit=1",
        "getJob": "/jobs/1",
    }
    said = {
        "run": 1,
        "number": 2,
        "entity": "dahua",
        "verdict": "dismissed",
        "who": "case desk",
    }
    kept = client.post(f"{API}/reviews", json={**said, "reason": "another company number"})
    match = f"record={kept.json()['record']}&entity={kept.json()['entity']}"
    history = client.get(f"{API}/reviews?{match}")
    undone = client.post(f"{API}/reviews/{kept.json()['review']}/undo", json={})
    reviews = {"addReview": kept, "listReviews": history, "undoReview": undone}
    found = {name: client.post(f"{API}{at}", json=body) for name, (at, body) in bodies.items()}
    found |= {name: client.get(f"{API}{at}") for name, at in addresses.items()}
    found |= {**reviews, "screenFile": sent}
    return {name: _short(each.raise_for_status().json()) for name, each in found.items()}


def _short(value: object) -> object:
    match value:
        case dict():
            return {name: SET.get(name) or _short(told) for name, told in value.items()}
        case list():
            return [_short(each) for each in value[:MOST]]
        case _:
            return value


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(open_desk(Path(folder) / "office"))
        with TestClient(app, "http://127.0.0.1") as client:
            made = answers(client)
    text = json.dumps(made, ensure_ascii=False, indent=1)
    FILE.write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
