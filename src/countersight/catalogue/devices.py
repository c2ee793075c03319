"""What the catalogue knows of devices: loaded from its files, checked, with a version.

``signatures/`` has one file a maker, ``brands/`` one file a brand, ``registries/`` the MAC
prefixes of watched names as facts with the registry's date, and ``devices.toml`` the weights
and the kinds of observations that are understood.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeVar

from countersight.catalogue.fields import Field, Place, Reader, Section, read_table
from countersight.catalogue.files import File, folder, keep, parse, read, toml_files
from countersight.catalogue.signatures import BRAND, REGISTRY, SIGNATURES
from countersight.ids import VendorId
from countersight.messages import sentence
from countersight.model.signature import (
    Brand,
    DeviceKnowledge,
    MacRegistry,
    Relation,
    Says,
    Signature,
    Strength,
    Weights,
)

E = TypeVar("E", bound=Enum)

SETTINGS_FILE: Final = "devices.toml"
SIGNATURE_FOLDER: Final = "signatures"
BRAND_FOLDER: Final = "brands"
REGISTRY_FOLDER: Final = "registries"


def load_devices(
    makers: Collection[VendorId],
    *,
    cache: Path | None = None,
    registries: Sequence[MacRegistry] = (),
) -> DeviceKnowledge:
    """Return what the bundled catalogue knows of devices.

    >>> from countersight.catalogue import load
    >>> known = load_devices(load().vendors)
    >>> known.brands["lorex"].relabels[0].maker
    'dahua'

    Args:
        makers: ids of the vendors that signatures and relabels may name.
        cache: a folder that may hold the parsed files from one run to the next.
        registries: whole registries that a user loaded, which go before the bundled extract.

    Raises:
        CatalogueError: an entry is wrong; the message names file, entry and field.
    """
    data = folder()
    files = [read(data / SETTINGS_FILE, SETTINGS_FILE)]
    for name in (SIGNATURE_FOLDER, BRAND_FOLDER, REGISTRY_FOLDER):
        files += [read(path, f"{name}/{path.name}") for path in toml_files(data / name)]
    return _build(files, makers, cache, registries)


def _build(
    files: Sequence[File],
    makers: Collection[VendorId],
    cache: Path | None,
    registries: Sequence[MacRegistry],
) -> DeviceKnowledge:
    parsed = parse(files, cache)
    brands = _brands(_under(parsed.tables, BRAND_FOLDER), makers)
    signatures = _signatures(_under(parsed.tables, SIGNATURE_FOLDER), makers, brands)
    kinds, weights = _settings(parsed.tables[SETTINGS_FILE])
    _check_kinds(signatures, kinds)
    bundled = [
        REGISTRY.read(raw, Place(name))
        for name, raw in _under(parsed.tables, REGISTRY_FOLDER).items()
    ]
    for registry in bundled:
        _check_holders(registry, makers, brands)
    keep(parsed, files, cache)
    return DeviceKnowledge(
        signatures=signatures,
        brands=brands,
        registries=(*registries, *bundled),
        weights=weights,
        kinds=kinds,
        version=parsed.digest[:12],
    )


def _under(tables: Mapping[str, object], start: str) -> dict[str, object]:
    return {name: raw for name, raw in tables.items() if name.startswith(f"{start}/")}


def _brands(files: Mapping[str, object], makers: Collection[VendorId]) -> dict[str, Brand]:
    found: dict[str, Brand] = {}
    for name, raw in files.items():
        brand = BRAND.read(raw, Place(name))
        for relabel in brand.relabels:
            if relabel.maker not in makers:
                raise Place(name, field="maker").error(
                    sentence("{maker!r} is no vendor", maker=relabel.maker)
                )
        if brand.id in found:
            raise Place(name, field="id").error(
                sentence("{id!r} is the id of another file", id=brand.id)
            )
        found[brand.id] = brand
    return found


def _signatures(
    files: Mapping[str, object], makers: Collection[VendorId], brands: Collection[str]
) -> tuple[Signature, ...]:
    found: dict[str, Signature] = {}
    for name, raw in files.items():
        file = SIGNATURES.read(raw, Place(name))
        for each in file.signatures:
            place = Place(name, f'[[signature]] "{each.id}"')
            if each.id in found:
                raise place.at("id").error(sentence("is the id of another signature"))
            _check_about(each.says, each.about, place, makers, brands=brands)
            found[each.id] = each
    for each in found.values():
        for other in each.not_when:
            if other not in found:
                raise Place(each.id, field="not_when").error(
                    sentence("{other!r} is no signature", other=other)
                )
    return tuple(found[key] for key in sorted(found))


def _check_about(
    says: Says,
    about: str,
    place: Place,
    makers: Collection[VendorId],
    *,
    brands: Collection[str],
) -> None:
    known = about in makers or (says is Says.SOLD_AS and about in brands)
    if not known:
        what = sentence("{about!r} is no vendor of the catalogue", about=about)
        raise place.at("about").error(what, sentence("Add the vendor, or the brand, first."))


def _check_holders(
    registry: MacRegistry, makers: Collection[VendorId], brands: Collection[str]
) -> None:
    for holder in registry.holders:
        if holder.says is not None:
            place = Place(registry.name, f'[[holder]] "{holder.name}"')
            _check_about(holder.says, holder.about, place, makers, brands=brands)


def _check_kinds(signatures: Iterable[Signature], kinds: Collection[str]) -> None:
    for each in signatures:
        for kind in each.kinds:
            if kind not in kinds:
                raise Place(each.id, field="kinds").error(
                    sentence(
                        "{kind!r} is no kind of {settings_file}",
                        kind=kind,
                        settings_file=SETTINGS_FILE,
                    )
                )


def _number(value: object, place: Place) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise place.error(sentence("is no number"))
    return float(value)


def _text_table(value: object, place: Place) -> dict[str, str]:
    return {key: str(each) for key, each in read_table(value, place).items()}


def _number_of_each(kinds: type[E]) -> Reader[dict[E, float]]:
    """Return the reader of a table that has a number for each member."""

    def read_numbers(value: object, place: Place) -> dict[E, float]:
        table = read_table(value, place)
        return {each: _number(table.get(each.value), place.at(each.value)) for each in kinds}

    return read_numbers


_SETTINGS: Final[Section[dict[str, Any]]] = Section(
    dict,
    (
        Field("prior", _number, required=True),
        Field("confirmed", _number, required=True),
        Field("probable", _number, required=True),
        Field("possible", _number, required=True),
        Field("strengths", _number_of_each(Strength), required=True),
        Field("relabels", _number_of_each(Relation), required=True),
        Field("kinds", _text_table, required=True),
    ),
)


def _settings(raw: object) -> tuple[dict[str, str], Weights]:
    table = _SETTINGS.read(raw, Place(SETTINGS_FILE))
    kinds = table.pop("kinds")
    return kinds, Weights(**table)
