"""Kinds of values in a case file: how each is read, written, and told in a JSON Schema."""

from collections.abc import Callable, Mapping
from dataclasses import Field as FieldOf
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Final, TypeAlias

from countersight.catalogue.fields import Field, Place, Reader, Section, many, one
from countersight.catalogue.readers import any_text, matching, member, several, truth
from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.values import PartialDate

MAX_TEXT: Final = 20_000
"""Letters of one value."""
MAX_LIST: Final = 20_000
"""Entries of one list."""
ID_FORM: Final = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"
MAX_ID: Final = 64
EDTF_FORM: Final = r"(?:\d{4}|XXXX)(?:-(?:\d{2}|XX)(?:-(?:\d{2}|XX))?)?"
SHA256_FORM: Final = r"[0-9a-f]{64}"

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"
"""What a case file holds, as JSON would."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value."""

    says: str
    """For the reference page."""
    schema: Mapping[str, Json]
    read: Reader[object]
    write: Callable[[object], Json]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: its kind, what it means, and where it goes in the model."""

    name: str
    kind: Kind
    means: str
    required: bool = False
    into: str = ""
    """Attribute of the model, where it is not the key."""

    @property
    def attribute(self) -> str:
        """Attribute of the model."""
        return self.into or self.name


def _itself(entry: object) -> object:
    return entry


@dataclass(frozen=True, slots=True)
class Table:  # type: ignore[explicit-any]
    """One kind of entry: its keys, and what is made of them."""

    name: str
    make: Callable[..., object]  # type: ignore[explicit-any]  # each takes keys of its own
    keys: tuple[Key, ...]
    means: str = ""
    view: Callable[[object], object] = _itself
    """Turns an entry of the model into what has the keys as attributes."""

    def section(self) -> Section[object]:
        """Return the reader of such a table."""
        fields = (Field(key.name, key.kind.read, key.required, key.into) for key in self.keys)
        return Section(self.make, tuple(fields))

    def schema(self) -> dict[str, Json]:
        """Return the JSON Schema of such a table."""
        properties: dict[str, Json] = {
            key.name: {**key.kind.schema, "description": key.means} for key in self.keys
        }
        made: dict[str, Json] = {
            "type": "object",
            "additionalProperties": False,
            "properties": properties,
        }
        required: list[Json] = [key.name for key in self.keys if key.required]
        if required:
            made["required"] = required
        return made

    def write(self, entry: object) -> dict[str, Json]:
        """Return the table of an entry; what is empty or as usual is left out."""
        made: dict[str, Json] = {}
        seen = self.view(entry)
        usual = {name: each.default for name, each in _fields(seen).items()}
        for key in self.keys:
            value: object = getattr(seen, key.attribute)
            if key.required or (
                value not in {None, "", ()} and value != usual.get(key.attribute)
            ):
                made[key.name] = key.kind.write(value)
        return made


def _fields(entry: object) -> dict[str, "FieldOf[object]"]:
    return {each.name: each for each in fields(entry)} if is_dataclass(entry) else {}


def _text(value: object, place: Place) -> str:
    stated = any_text(value, place)
    if not stated.strip():
        raise place.error(
            sentence("is empty"), sentence("Say something, or leave the key out.")
        )
    if len(stated) > MAX_TEXT:
        raise place.error(
            sentence("has more than {most} letters", most=MAX_TEXT),
            sentence("Say less, or split it."),
        )
    return stated


def _plain(value: object) -> Json:
    return str(value)


def _word(value: object) -> Json:
    return str(value.value) if isinstance(value, Enum) else str(value)


def _identifier(value: object, place: Place) -> EntryId:
    stated = matching(ID_FORM, sentence("Write small letters and digits, parted by . - or _"))(
        value, place
    )
    if len(stated) > MAX_ID:
        raise place.error(
            sentence("has more than {most} letters", most=MAX_ID),
            sentence("Write a shorter id."),
        )
    return EntryId(stated)


def _date(value: object, place: Place) -> PartialDate:
    remedy = sentence(
        'Write 2023-12-21, or "2023-12", "2023", "XXXX-07-16" where a part is unknown.'
    )
    if isinstance(value, datetime) or not isinstance(value, date | str):
        raise place.error(sentence("is no date"), remedy)
    try:
        return PartialDate.parse(value)
    except ValueError as wrong:
        raise place.error(sentence("is no date"), remedy) from wrong


def _whole(value: object, place: Place) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise place.error(sentence("is no whole number"), sentence("Write digits alone: 21"))
    return value


def _number(value: object) -> Json:
    return value if isinstance(value, int) else str(value)


def _amount(value: object, place: Place) -> Decimal:
    remedy = sentence('Write digits alone: 335990000, or "1234.50"')
    if isinstance(value, bool) or not isinstance(value, int | str) or len(str(value)) > MAX_ID:
        raise place.error(sentence("is no amount"), remedy)
    try:
        found = Decimal(value)
    except InvalidOperation as wrong:
        raise place.error(sentence("is no amount"), remedy) from wrong
    if not found.is_finite():
        raise place.error(sentence("is no amount"), remedy)
    return found


def _written_amount(value: object) -> Json:
    found = Decimal(str(value))
    return int(found) if found == found.to_integral_value() else str(found)


def _flag(value: object) -> Json:
    return bool(value)


def _of_form(says: str, form: str, remedy: str) -> Kind:
    """Return the kind of text that has a form as a whole, in the reader and in the schema."""
    shape: dict[str, Json] = {"type": "string", "pattern": f"^{form}$"}
    return Kind(says, shape, matching(form, remedy), _plain)


_WORDS: Final[Mapping[str, Json]] = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}
TEXT: Final = Kind("text", _WORDS, _text, _plain)
ID: Final = Kind(
    sentence("an id: small letters and digits, parted by `.`, `-` or `_`"),
    {"type": "string", "pattern": f"^{ID_FORM}$", "maxLength": MAX_ID},
    _identifier,
    _plain,
)
DATE: Final = Kind(
    sentence('a date, or `"2021-08"`, `"2021"`, `"XXXX-07-16"` where a part is unknown (EDTF)'),
    {"type": "string", "pattern": f"^{EDTF_FORM}$"},
    _date,
    _plain,
)
WHOLE: Final = Kind(
    sentence("a whole number"), {"type": "integer", "minimum": 0}, _whole, _number
)
AMOUNT: Final = Kind(
    sentence('a number, or text such as `"1234.50"`'),
    {"type": ["integer", "string"]},
    _amount,
    _written_amount,
)
TRUTH: Final = Kind("`true` or `false`", {"type": "boolean"}, truth, _flag)
CURRENCY: Final = _of_form(
    sentence("three capital letters of ISO 4217"),
    r"[A-Z]{3}",
    sentence('Write three capital letters: "CNY"'),
)
SHA256: Final = _of_form(
    sentence("64 hexadecimal digits"),
    SHA256_FORM,
    sentence("Write the SHA-256 in 64 hexadecimal digits."),
)
ADDRESS: Final = _of_form(
    sentence("a web address"),
    r"https?://[^\s<>\"]{1,2000}",
    sentence("Write the whole address: https://..."),
)
COUNTRY: Final = _of_form(
    sentence("two capital letters of ISO 3166-1"),
    r"[A-Z]{2}",
    sentence('Write two capital letters: "GB"'),
)


def one_of(words: type[Enum]) -> Kind:
    """Return the kind of one word of an enumeration."""
    said: list[Json] = [str(each.value) for each in words]
    names = ", ".join(f"`{each}`" for each in said)
    return Kind(names, {"type": "string", "enum": said}, member(words), _word)


def _at_most(read: Reader[object]) -> Reader[object]:
    """Return a reader of lists that refuses one with more parts than are read."""

    def read_some(value: object, place: Place) -> object:
        if isinstance(value, list) and len(value) > MAX_LIST:
            raise place.error(
                sentence("has more than {most} parts", most=MAX_LIST),
                sentence("Split the case."),
            )
        return read(value, place)

    return read_some


def list_of(kind: Kind) -> Kind:
    """Return the kind of a list that says each thing once."""

    def write(value: object) -> Json:
        return [kind.write(each) for each in value] if isinstance(value, tuple) else []

    shape: dict[str, Json] = {
        "type": "array",
        "items": dict(kind.schema),
        "maxItems": MAX_LIST,
        "uniqueItems": True,
    }
    return Kind(
        sentence("a list of: {says}", says=kind.says),
        shape,
        _at_most(several(kind.read)),
        write,
    )


def table_of(table: Table) -> Kind:
    """Return the kind of a table inside of an entry."""
    return Kind(
        f"a table, see [{table.name}](#{table.name})",
        table.schema(),
        one(table.section()),
        table.write,
    )


def tables_of(table: Table, name_by: str = "id") -> Kind:
    """Return the kind of a list of tables inside of an entry."""

    def write(value: object) -> Json:
        return [table.write(each) for each in value] if isinstance(value, tuple) else []

    shape: dict[str, Json] = {"type": "array", "items": table.schema(), "maxItems": MAX_LIST}
    read = _at_most(many(table.section(), name_by))
    return Kind(f"a list of tables, see [{table.name}](#{table.name})", shape, read, write)
