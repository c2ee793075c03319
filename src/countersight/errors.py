"""Every error that Countersight raises, in one tree; one class a remedy.

    CountersightError            something is wrong that a person can mend
    ├── InputError               what was handed in
    │   ├── SourceError          a file or stream that can't be opened or read
    │   ├── ColumnError          a mapping that names no column or no field
    │   └── FactError            a fact with an unknown name or an impossible value
    ├── CatalogueError           an entry of the catalogue, or of a user's own files
    ├── ProfileError             a profile
    ├── ReviewError              a file of reviews
    └── SettingError             an option or a setting

A finding is a value and never an error; so is a row that can't be read (a ``Problem``).
"""

from typing import ClassVar

from countersight.messages import _, marked


class CountersightError(Exception):
    """Base of every error; carries a stable code and a hint that says what to do."""

    code: ClassVar[str] = "error"
    hint: str = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or _(type(self).hint)

    @property
    def message(self) -> str:
        """What is wrong, and where."""
        return str(self.args[0])


class InputError(CountersightError):
    """What was handed in can't be used."""

    code = "input"


class SourceError(InputError):
    """A file or stream can't be opened or read."""

    code = "source"
    hint = marked("Check the path, and that the file opens in the program that wrote it.")


class ColumnError(InputError):
    """A mapping names a column or a field that is not there."""

    code = "column"
    hint = marked(
        "Write --map FIELD=COLUMN, with a column of the file and a field of the table."
    )


class FactError(InputError):
    """A fact has an unknown name or an impossible value."""

    code = "fact"
    hint = marked("The reference page on facts lists the names and their values.")


class CatalogueError(CountersightError):
    """An entry of the catalogue is wrong; the message names file, entry and field."""

    code = "catalogue"
    hint = marked("Mend the entry in the file named.")


class ProfileError(CountersightError):
    """A profile can't be used."""

    code = "profile"
    hint = marked("Write a new one with `countersight profile new`.")


class ReviewError(CountersightError):
    """A file of reviews can't be used; the message names file, entry and field."""

    code = "review"
    hint = marked("Mend the entry in the file named.")


class SettingError(CountersightError):
    """An option or a setting has a value that can't be used."""

    code = "setting"
    hint = marked("Run the command with --help.")
