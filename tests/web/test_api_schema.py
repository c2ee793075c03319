"""The interface does what its OpenAPI document says, whatever it is sent."""

from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from schemathesis.engine.recorder import ScenarioRecorder

from countersight.web.app import make_app
from countersight.wiring.office import open_desk

ADDRESS = "/api/v1/openapi.json"
HEADERS = {"Host": "127.0.0.1"}
REFUSED = ["2xx", "401", "403", "404", "409", "422", "5xx"]
MEANING = ("addReview", "listRestrictions", "listDue")
"""Operations that refuse what no schema can tell: a day that is past, a role that is none."""
CANCELS = "DELETE /api/v1/jobs/"
"""Ends a job, which can be read afterwards; schemathesis takes it for a removal."""
PHASES = {"examples": 3, "coverage": 3, "fuzzing": 12, "stateful": 8}
"""Which phases are run, and with how many examples."""


def run(app: FastAPI, phase: str) -> Iterator[events.EngineEvent]:
    positive = {"positive_data_acceptance": {"expected-statuses": REFUSED}}
    told = {
        "headers": HEADERS,
        "generation": {"max-examples": PHASES[phase], "deterministic": True},
        "phases": {name: {"enabled": name == phase} for name in PHASES},
        "operations": [
            {"include-operation-id": operation, "checks": positive} for operation in MEANING
        ],
    }
    config = SchemathesisConfig.from_dict(told)
    schema = schemathesis.openapi.from_asgi(ADDRESS, app, config=config, headers=HEADERS)
    yield from engine.from_schema(schema).execute()


def failures(recorder: ScenarioRecorder) -> Iterator[str]:
    for checks in recorder.checks.values():
        for check in checks:
            told = check.failure_info
            expected = told is not None and CANCELS in told.failure.message
            if told is not None and not expected:
                yield f"{recorder.label}: {told.failure.title}\n{told.code_sample}"


@pytest.mark.parametrize("phase", PHASES)
def test_every_operation_keeps_to_its_document(tmp_path: Path, phase: str) -> None:
    app = make_app(open_desk(tmp_path / "office"))
    wrong: list[str] = []
    answered: Counter[int] = Counter()
    for event in run(app, phase):
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            wrong += failures(event.recorder)
            answers = (each.response for each in event.recorder.interactions.values())
            answered.update(each.status_code for each in answers if each is not None)
    assert wrong == []
    assert answered[HTTPStatus.OK] > len(PHASES)
    assert not [status for status in answered if status >= HTTPStatus.INTERNAL_SERVER_ERROR]
