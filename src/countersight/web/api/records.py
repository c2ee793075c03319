"""A record in a request: the fields of ``reference/records.md``, and facts."""

from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator
from pydantic.config import JsonDict

from countersight.work.office.stated import Stated

MOST_FACTS: Final = 40
ANCHORS: Final = (
    *("name", "identifier", "maker", "brand", "model", "serial", "mac", "description"),
)
"""Of these a record needs one."""
Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=2_000)]
LongText: TypeAlias = Annotated[str, Field(min_length=1, max_length=10_000)]
FactName: TypeAlias = Annotated[str, Field(pattern=r"^[a-z_]{1,60}$")]
FactSaid: TypeAlias = (
    StrictBool | StrictInt | Annotated[str, Field(min_length=1, max_length=200)]
)
_ANY: Final[JsonDict] = {"anyOf": [{"required": [name]} for name in ANCHORS]}


class RecordIn(BaseModel):
    """One record: a supplier, an award, a payment, a device, a component or a holding.

    It needs a name, an identifier, a maker, brand, model, serial number or hardware address,
    or a description.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            **_ANY,
            "examples": [{"name": "HIKVISION UK LIMITED", "country": "GB", "site": "Depot 4"}],
        },
    )
    name: Text = Field(
        "", description="The organisation; of a device the maker as it is named."
    )
    id: Text = Field("", description="Your own identifier of the record.")
    identifier: Text = Field("", description="A registered identifier, as SCHEME:value.")
    country: Text = Field("", description="As written.")
    buyer: Text = ""
    amount: Text = Field("", description="As written.")
    currency: Text = ""
    date: Text = Field("", description="ISO 8601 day, month or year of the act.")
    description: LongText = ""
    maker: Text = ""
    brand: Text = ""
    model: Text = ""
    serial: Text = ""
    mac: Text = Field("", description="Hardware address.")
    ip: Text = ""
    site: Text = ""
    ocid: Text = ""
    classification: Text = Field("", description="SCHEME:code, several parted by a space.")
    facts: dict[FactName, FactSaid] = Field(
        default={},
        max_length=MOST_FACTS,
        description="Facts that the record states.",
        json_schema_extra={"additionalProperties": False},
    )

    @model_validator(mode="after")
    def _says_something(self) -> "RecordIn":
        if not any(getattr(self, name) for name in ANCHORS):
            raise ValueError(f"a record needs one of {', '.join(ANCHORS)}")
        return self

    def stated(self) -> Stated:
        """Return the record as the use cases hear it."""
        said = self.model_dump(exclude_unset=True, exclude={"facts"})
        return Stated({name: str(value) for name, value in said.items()}, self.facts)
