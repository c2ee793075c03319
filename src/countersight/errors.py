"""Every error that Countersight raises, in one tree; one class a remedy.

    CountersightError            something is wrong that a person can mend
    ├── InputError               what was handed in
    │   ├── SourceError          a file or stream that can't be opened or read
    │   ├── ColumnError          a mapping that names no column or no field
    │   └── FactError            a fact with an unknown name or an impossible value
    ├── CatalogueError           an entry of the catalogue, or of a user's own files
    ├── ProfileError             a profile
    ├── ReviewError              a file of reviews
    ├── SettingError             an option or a setting
    ├── AbsentError              something that was asked for by its number is not there
    └── CaseError                a case file
        ├── EntryError           an entry of a case, or words that stand nowhere or twice
        ├── HoldingError         bytes that are not held, or are no longer what they were
        ├── LogError             a log, a proof or a signature that does not hold
        ├── BagError             a bag that can't be read or written
        ├── BackupError          a backup that can't be made, or is not what was made
        └── StoreError           a workspace that can't be opened or written
            ├── BusyError        another writer that takes long; ask again
            ├── FullError        a disk that has no room
            ├── InUseError       a workspace that another process holds
            ├── DamageError      a workspace whose database is no longer what was written
            └── ConflictError    somebody else wrote to the case in between

A finding is a value and never an error; so is a row that can't be read (a ``Problem``).
"""

from typing import ClassVar

from countersight.messages import marked, sentence


class CountersightError(Exception):
    """Base of every error; carries a stable code and a hint that says what to do."""

    code: ClassVar[str] = "error"
    hint: str = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or sentence(type(self).hint)

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


class AbsentError(CountersightError):
    """Something that was asked for by its number or name is not there."""

    code = "absent"
    hint = marked("It may have been removed, or the address may be mistyped.")


class CaseError(CountersightError):
    """A case file can't be used."""

    code = "case"


class EntryError(CaseError):
    """An entry of a case can't be used; the message names line, entry and key."""

    code = "case-entry"
    hint = marked("The reference page on case files lists the keys and their values.")


class HoldingError(CaseError):
    """Bytes are not held, or are no longer what they were."""

    code = "holding"
    hint = marked("Restore the file from a bag with `countersight case import`.")


class LogError(CaseError):
    """A line, a proof or a signature of a log does not hold."""

    code = "log"
    hint = marked(
        "Do not rely on this copy; ask for the bag again, and compare the checkpoints."
    )


class BagError(CaseError):
    """A bag can't be read or written."""

    code = "bag"
    hint = marked("Ask for the bag again.")


class BackupError(CaseError):
    """A backup can't be made, or is not what was made; nothing is changed by it."""

    code = "backup"
    hint = marked("Take another copy of the backup, or an older one.")


class StoreError(CaseError):
    """A workspace can't be opened or written; what was acknowledged before is kept."""

    code = "store"
    hint = marked("See to space and permissions on the disk, and run the command again.")


class BusyError(StoreError):
    """Another writer takes long; nothing is kept of what was asked; ask again."""

    code = "busy"
    hint = marked("Try again in a moment.")


class FullError(StoreError):
    """A disk has no room; what was kept before is safe, and nothing of what was asked is."""

    code = "full"
    hint = marked("Make room on the disk, and do it again.")


class InUseError(StoreError):
    """Another process holds the workspace."""

    code = "in-use"
    hint = marked("End the process that uses it, or name another folder.")


class DamageError(StoreError):
    """The database of a workspace is no longer what was written."""

    code = "damaged"
    hint = marked("Restore the case from a bag with `countersight case import`.")


class ConflictError(StoreError):
    """Somebody else wrote to the case in between; nothing is kept of what was to be said."""

    code = "conflict"
    hint = marked("Run the command again.")
