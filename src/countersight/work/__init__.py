"""The use cases, each readable from top to bottom; here the stages meet."""

from pathlib import Path


def demo_folder() -> Path:
    """Return the folder with the fictional council that ``countersight demo`` screens."""
    return Path(__file__).parent / "demo"
