"""The place of a file as a URI (RFC 3986)."""

from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote


def artifact(file: str) -> str:
    r"""Return a file's path as a URI reference: relative as it was given, or ``file:``.

    >>> artifact("spend 2026.csv"), artifact("/data/a.csv"), artifact("C:\\a b.csv")
    ('spend%202026.csv', 'file:///data/a.csv', 'file:///C:/a%20b.csv')
    """
    if PurePosixPath(file).is_absolute():
        return f"file://{_quoted(file)}"
    windows = PureWindowsPath(file)
    if windows.is_absolute() and windows.drive:
        return f"file:///{windows.drive}{_quoted(windows.as_posix()[len(windows.drive) :])}"
    return _quoted(file)


def _quoted(path: str) -> str:
    return quote(path, safe="/", errors="backslashreplace")
