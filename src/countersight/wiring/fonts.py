"""Where this system keeps its fonts."""

import os
import platform
from pathlib import Path


def font_folders() -> tuple[Path, ...]:
    """Return where this system keeps fonts, those of the user included.

    XDG Base Directory 0.8 and fontconfig's own folders; on Windows and macOS the folders that
    their makers document.
    """
    home, said, system = Path.home(), os.environ.get, platform.system()  # noqa: TID251
    if system == "Windows":
        windows = Path(said("WINDIR") or "C:/Windows")
        return windows / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"
    if system == "Darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    shared = (said("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    own = Path(said("XDG_DATA_HOME") or home / ".local/share")
    folders = (*(Path(each) for each in shared if each), own)
    return *(folder / "fonts" for folder in folders), home / ".fonts"
