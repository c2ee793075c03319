"""A proof as a file that stands alone (C2SP tlog-proof): index, path, and signed checkpoint."""

import base64
import binascii
from typing import Final

from countersight.errors import LogError
from countersight.ids import EntryNumber
from countersight.messages import sentence
from countersight.model.proof import InclusionProof
from countersight.preserve.log.notes import read

_HEAD: Final = "c2sp.org/tlog-proof@v1"
_LONGEST: Final = 64
"""Most hashes of a path: that of a log with 2**64 entries."""


def write_proof(proof: InclusionProof, note: str) -> str:
    """Return *proof* with the signed checkpoint *note* that it leads to."""
    path = "".join(f"{base64.b64encode(one).decode()}\n" for one in proof.path)
    return f"{_HEAD}\nindex {proof.number}\n{path}\n{note}"


def read_proof(text: str) -> tuple[InclusionProof, str]:
    """Return the proof and the signed checkpoint of a file; neither is verified yet.

    Raises:
        LogError: it is no such file.
    """
    above, gap, note = text.partition("\n\n")
    head, index, *path = [*above.split("\n"), ""][: _LONGEST + 3]
    number = index.removeprefix("index ")
    if head != _HEAD or not gap or not number.isascii() or not number.isdecimal():
        raise LogError(sentence("this is no proof of a log (C2SP tlog-proof)"))
    try:
        hashes = tuple(base64.b64decode(one, validate=True) for one in path if one)
    except (binascii.Error, ValueError) as wrong:
        raise LogError(sentence("a hash of the proof can't be read")) from wrong
    proof = InclusionProof(EntryNumber(int(number[:20])), read(note).size, hashes)
    if write_proof(proof, note) != text:
        raise LogError(sentence("the proof is not written as C2SP tlog-proof says"))
    return proof, note
