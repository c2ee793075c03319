"""Files of lists, fetched from their publishers' addresses when a user asks for it."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from countersight.fetch.guarded import GuardedSession
from countersight.messages import sentence


def list_files(
    addresses: Iterable[str], authorities: str | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the file at each address: its name, and its bytes.

    Args:
        addresses: of https; each server is asked for its own, and no redirect is followed.
        authorities: file of certificates that are trusted, where not those of the system.

    Raises:
        SettingError: an address can't be used.
        SourceError: a server can't be asked, sends elsewhere, or says too much.
    """
    denied = sentence("Download the file in a browser, and add it.")
    for address in addresses:
        with GuardedSession(address, authorities=authorities, denied=denied) as session:
            answer = session.get(address)
            yield urlsplit(address).path.rpartition("/")[2] or "list", answer.content
