"""Programs of the system that tests need."""

import os
import shutil

import pytest


class RequireProgram:
    """Finds a system program, skips without it, fails where every program must be there."""

    def __call__(self, name: str) -> str:
        """Return the path of *name*."""
        found = shutil.which(name)
        if found is None:
            if os.environ.get("COUNTERSIGHT_REQUIRE_ALL"):  # noqa: TID251
                pytest.fail(f"{name} is required and not installed")
            pytest.skip(f"{name} is not installed")
        return found
