"""Run the examples in docs and in docstrings as tests; find the real data."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection

from programs import RequireProgram

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

pytest_collect_file = SybilCollection(
    [
        Sybil([PythonCodeBlockParser(), SkipParser()], path="docs", patterns=["*.md"]),
        Sybil([DocTestParser()], path="src", patterns=["*.py"]),  # at any depth
        Sybil([DocTestParser()], path="bench", patterns=["*.py"]),
    ]
).pytest()

os.environ["LANGUAGE"] = "C"  # noqa: TID251 - tests read messages in English
os.environ["COUNTERSIGHT_DATA"] = str(Path(__file__).parent / "build" / "no-data")  # noqa: TID251

REALDATA = Path(
    os.environ.get("COUNTERSIGHT_REALDATA")  # noqa: TID251 - tests may
    or Path(__file__).parent.parent / "shared" / "data"
)


@pytest.fixture(scope="session")
def realdata() -> Path:
    """The folder of public data; tests that read it skip where it is not there."""
    if not REALDATA.is_dir():
        pytest.skip("real data is not here; set COUNTERSIGHT_REALDATA")
    return REALDATA


@pytest.fixture(scope="session")
def program() -> RequireProgram:
    """Skip for want of a system program, but never where all are required."""
    return RequireProgram()
