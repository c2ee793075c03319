"""An authority of time of one's own, for tests."""

import shutil
import subprocess
from pathlib import Path

from countersight.preserve.log.timestamps import timestamp_request

X509 = (
    "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
    " -extfile tsa.cnf -extensions ext -out tsa.pem"
)


class Authority:
    """A time stamp authority of one's own, made with openssl."""

    CONFIG = """
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
accuracy = secs:1
[ext]
extendedKeyUsage = critical,timeStamping
"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "tsa.cnf").write_text(self.CONFIG)
        (folder / "serial").write_text("01\n")
        for command in (
            "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=CA",
            "req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Stamps",
            X509,
        ):
            self.run(command)

    def run(self, command: str) -> None:
        subprocess.run(
            [shutil.which("openssl") or "openssl", *command.split()],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )

    def answer(self, request: bytes) -> bytes:
        (self.folder / "request").write_bytes(request)
        self.run("ts -reply -config tsa.cnf -section here -queryfile request -out answer")
        return (self.folder / "answer").read_bytes()

    def stamp(self, note: str) -> tuple[bytes, str]:
        """Return the answer for a note, and the certificate of the root."""
        return self.answer(timestamp_request(note)), self.root.decode()

    @property
    def root(self) -> bytes:
        return (self.folder / "ca.pem").read_bytes()
