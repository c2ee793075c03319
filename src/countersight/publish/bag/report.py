"""What was found of a bag."""

from dataclasses import dataclass

from countersight.model.proof import Flaw


@dataclass(frozen=True, slots=True)
class Report:
    """What a bag shows, and what of it does not hold."""

    flaws: tuple[Flaw, ...]
    files: int
    origin: str = ""
    """Name of the log; empty where the checkpoint can't be read."""
    size: int = 0
    """Entries that the checkpoint covers."""
    erased: int = 0
    set_back: int = 0
    """Entries at which the clock said an earlier time than before."""
    signed_by: str = ""
    """The key that signed the checkpoint, as C2SP writes it; empty where none did."""
    stamped: str = ""
    """When an authority of time saw the checkpoint, by the certificate in the bag."""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.flaws
