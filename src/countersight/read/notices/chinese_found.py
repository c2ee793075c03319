"""What a Chinese award notice says: winners, lines of what was bought, and mere counts."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Award:
    """One winner of a package, with its words."""

    name: str = ""
    package: str | None = None
    amount: str | None = None
    unit: str | None = None
    date: str | None = None
    members: list[str] = field(default_factory=list)
    line: int | None = None


@dataclass(slots=True)
class Item:
    """One line of what was bought."""

    name: str | None = None
    brand: str | None = None
    model: str | None = None
    maker: str | None = None
    quantity: str | None = None
    unit_price: str | None = None
    package: str | None = None
    supplier: str | None = None
    line: int | None = None


@dataclass(slots=True)
class Found:
    """What a notice says; persons are a number alone."""

    project_number: str | None = None
    project_name: str | None = None
    purchaser: str | None = None
    agent: str | None = None
    date: str | None = None
    published: str | None = None
    awards: list[Award] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    sections: int = 0
    bidders: set[str] = field(default_factory=set)
    """Names met where no win is stated; a winner may be among them."""
    failed: int = 0
    persons: int = 0
    void: bool = False
    candidates: bool = False
    """Whether the notice only names candidates, of whom none has won yet."""

    @property
    def losers(self) -> int:
        """How many bidders are named that no award names."""
        return len(self.bidders - {award.name for award in self.awards})
