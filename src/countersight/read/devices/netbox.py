"""What YAML of NetBox looks like, and how it is read where the extra ``netbox`` is there.

Exports of device types are documents one after another; devices come as a list. Values are kept
as text: no tag makes an object, and aliases, which could multiply text, are refused.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.objects import of_object
from countersight.read.json_text import Json
from countersight.read.source import Feed, Options

FORMAT: Final = "netbox-yaml"
_STRETCH: Final = 2_000
_KEY: Final = re.compile(r"^(?:- |  )?(?:manufacturer|device_type|model):(?: |$)", re.MULTILINE)

Documents = Callable[[Feed], Iterator[Json]]
"""Yields the documents of a YAML stream, and the items of lists; raises ``BadYaml``."""


class BadYaml(Exception):  # noqa: N818 - a Problem is made of it
    """The YAML breaks off, is none, or holds what is refused."""


def looks_like_yaml(head: str) -> bool:
    r"""Return whether a text begins as YAML of NetBox.

    >>> looks_like_yaml("---\nmanufacturer: Hikvision\nmodel: DS-2CD2043G2-I\n")
    True
    """
    return head.lstrip()[:1] not in {"{", "[", "<"} and _KEY.search(head) is not None


def yaml_reader(
    documents: Documents | None,
) -> Callable[[Feed, Origin, Options], Iterator[Observations]]:
    """Return the reader of YAML; without what reads documents, one that names the extra."""

    def read(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
        del options
        if documents is None:
            hint = "Install it: pip install 'countersight[netbox]'; or export JSON or CSV."
            message = sentence("it is YAML, which needs the extra netbox")
            problem = Problem(origin, "needs-extra", message, hint, stops=True)
            yield Observations((), (problem,), FORMAT)
        else:
            yield from _read(documents(feed), origin)

    return read


def _read(documents: Iterator[Json], origin: Origin) -> Iterator[Observations]:
    seen: list[Observation] = []
    problems: tuple[Problem, ...] = ()
    try:
        for number, value in enumerate(documents):
            if isinstance(value, dict):
                seen += of_object(value, replace(origin, pointer=f"/{number}"))
            if len(seen) >= _STRETCH:
                yield Observations(tuple(seen), (), FORMAT)
                seen = []
    except BadYaml as error:
        message = sentence("the YAML can't be read to its end: {error}", error=str(error))
        hint = sentence("What came before was read. Export it again.")
        problems = (Problem(origin, "bad-yaml", message, hint, stops=True),)
    yield Observations(tuple(seen), problems, FORMAT)
