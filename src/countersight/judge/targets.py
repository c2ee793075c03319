"""Whose: is the maker a target, by name, by a list on the day, by a test, or by its owners?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from countersight.errors import CatalogueError
from countersight.ids import ListId, VendorId
from countersight.judge.cascade import cascading
from countersight.judge.holdings import UNKNOWN, Holdings, Stake
from countersight.judge.questions import question
from countersight.judge.reach import BY_NAME, OWNERS, Reached, reached
from countersight.messages import joined, sentence
from countersight.model.decision import Reason, Step
from countersight.model.facts import Fact, Facts, FactSource, Truth
from countersight.model.restriction import Cover, Entry, Reach, ReachRule, Restriction
from countersight.model.wording import one_of, reached_words


class Looked(NamedTuple):
    """The step, and whether a period that lies ahead of the sources had a part in it."""

    step: Step
    scheduled: bool = False


Target: TypeAlias = Callable[[Facts, Holdings, date | None], Looked]


def target(cover: Cover, restriction: Restriction, lists: Mapping[str, Restriction]) -> Target:
    """Make ready the target test of a cover.

    Raises:
        CatalogueError: the cover asks for a list that is not among *lists*.
    """
    group = sentence("cover {id}", id=cover.id)
    if cover.maker_test is not None:
        asking = question(cover.maker_test, Reason.TARGET, group)
        return lambda facts, _, __: Looked(asking.put(facts))
    if cover.watchlist is not None:
        asked = sentence(
            "maker stands on the outside list {list} on the day", list=cover.watchlist
        )
        named = _named(cover, restriction, group) if cover.makers else None
        return Outside(cover.watchlist, group, asked, named).put
    if cover.maker_list is None:
        return _named(cover, restriction, group).put
    listing = lists.get(cover.maker_list.list)
    if listing is None or not listing.listings:
        raise CatalogueError(
            sentence(
                "{id}: cover {cover!r}: {list!r} keeps no list",
                id=restriction.id,
                cover=cover.id,
                list=cover.maker_list.list,
            ),
            hint=sentence(
                "Name a restriction that has [[listing]] entries, and load it as well."
            ),
        )
    asked = sentence(
        "maker is listed in {id} on the day{reach}",
        id=listing.id,
        reach=reached_words(restriction.reach),
    )
    return Listed(Makers(restriction.reach, group, asked, frozenset()), listing.listings).put


def _named(cover: Cover, restriction: Restriction, group: str) -> "Makers":
    asked = sentence(
        "maker {makers}{reach}",
        makers=one_of(list(cover.makers)),
        reach=reached_words(restriction.reach),
    )
    return Makers(restriction.reach, group, asked, frozenset(cover.makers))


@dataclass(frozen=True, slots=True)
class Makers:
    """Targets by name."""

    reach: Reach
    group: str
    asked: str
    makers: frozenset[VendorId]

    def put(self, facts: Facts, holdings: Holdings, day: date | None) -> Looked:
        """Ask whether the maker is one of them, or is reached over its owners."""
        maker = facts.known.get("maker")
        known = maker is not None and maker.value != UNKNOWN
        shown: tuple[Fact, ...] = (maker,) if maker is not None else ()
        if known and maker is not None and maker.value in self.makers:
            return Looked(
                Step(Reason.TARGET, self.asked, Truth.TRUE, shown, (), "", self.group)
            )
        rules = self._rules(day)
        if any(rule.kind not in BY_NAME for rule in rules):
            shown = (*shown, holdings.fact)
        found, scheduled = self._over_owners(rules, facts, holdings)
        if found.truth is not Truth.TRUE and not known:
            found = Reached(Truth.UNKNOWN, ("maker", *found.ask), found.note)
        step = Step(
            Reason.TARGET, self.asked, found.truth, shown, found.ask, found.note, self.group
        )
        return Looked(step, scheduled)

    def _rules(self, day: date | None) -> tuple[ReachRule, ...]:
        """Return the rule of the day; without a day, any that might stand."""
        reach = self.reach
        return (reach.rule, *reach.periods) if day is None else (reach.on(day),)

    def _over_owners(
        self, rules: tuple[ReachRule, ...], facts: Facts, holdings: Holdings
    ) -> tuple[Reached, bool]:
        stakes = [stake for key, stake in holdings.stakes.items() if key in self.makers]
        hidden = UNKNOWN in holdings.stakes
        if not stakes and not hidden:
            return Reached(Truth.FALSE), False
        results = [self._reached(rule, stakes, facts, holdings) for rule in rules]
        if hidden:
            results = [_with_hidden(*pair) for pair in zip(results, rules, strict=True)]
        scheduled = any(rule.scheduled for rule in rules)
        if len({result.truth for result in results}) > 1:
            return Reached(
                Truth.UNKNOWN, ("date",), sentence("the day decides which rule")
            ), scheduled
        return results[0], scheduled

    def _reached(
        self, rule: ReachRule, stakes: list[Stake], facts: Facts, holdings: Holdings
    ) -> Reached:
        """Return what a rule reaches; one that cascades may reach further than shares do."""
        found = reached(rule, stakes, facts)
        if not rule.cascade or not stakes or found.truth is Truth.TRUE:
            return found
        truth = cascading(rule, holdings.owners, self.makers)
        if truth is Truth.TRUE:
            said = sentence("held over firms that are themselves held so far")
            return Reached(truth, note=joined("; ", filter(None, (said, found.note))))
        if truth is Truth.UNKNOWN and found.truth is Truth.FALSE:
            return Reached(truth, (OWNERS,), found.note)
        return found


@dataclass(frozen=True, slots=True)
class Listed:
    """Targets by their place on a dated list."""

    empty: Makers
    entries: tuple[Entry, ...]

    def put(self, facts: Facts, holdings: Holdings, day: date | None) -> Looked:
        """Ask whether the maker stands on the list that day, or is reached."""
        if day is not None:
            return self._on(day).put(facts, holdings, day)
        ever = self._of(entry.target for entry in self.entries).put(facts, holdings, day)
        if ever.step.truth is Truth.FALSE:
            return ever
        asks = ("date", *(ask for ask in ever.step.ask if ask != "date"))
        step = Step(
            Reason.TARGET,
            self.empty.asked,
            Truth.UNKNOWN,
            ever.step.facts,
            asks,
            sentence("the day decides who is listed"),
            self.empty.group,
        )
        return Looked(step, ever.scheduled)

    def _on(self, day: date) -> Makers:
        return self._of(
            entry.target
            for entry in self.entries
            if entry.since <= day and (entry.until is None or day <= entry.until)
        )

    def _of(self, makers: Iterator[VendorId]) -> Makers:
        empty = self.empty
        return Makers(empty.reach, empty.group, empty.asked, frozenset(makers))


@dataclass(frozen=True, slots=True)
class Outside:
    """Targets by their place on an outside list, which is asked in a screening or is not."""

    watchlist: ListId
    group: str
    asked: str
    named: Makers | None
    """Targets by name beside it; they are looked at where no place on the list tells more."""

    def put(self, facts: Facts, holdings: Holdings, day: date | None) -> Looked:
        """Ask whether the maker stands on the list that day, or is one of those named."""
        places = [each for each in facts.listings if self.watchlist in each.lists]
        found = {each: Truth.UNKNOWN if day is None else each.stands(day) for each in places}
        best = next((truth for truth in _BEST if truth in found.values()), None)
        if best is None or best is Truth.FALSE:
            return self._otherwise(facts, holdings, day, looked_up=best is not None)
        place = next(each for each, truth in found.items() if truth is best)
        ask = () if best is Truth.TRUE else ("date",)
        note = sentence(
            "{called} stands on it from {since} to {until}",
            called=place.called,
            since=place.since or sentence("a day that is not told"),
            until=place.until or sentence("now"),
        )
        step = Step(Reason.TARGET, self.asked, best, self._shown(facts), ask, note, self.group)
        return Looked(step)

    def _otherwise(
        self, facts: Facts, holdings: Holdings, day: date | None, *, looked_up: bool
    ) -> Looked:
        """Ask whoever is named; without names, what is known of the list tells."""
        if self.named is not None:
            return self.named.put(facts, holdings, day)
        is_asked = looked_up or self.watchlist in facts.asked
        note = "" if is_asked else sentence("{list} was not asked", list=self.watchlist)
        truth, ask = (Truth.FALSE, ()) if is_asked else (Truth.UNKNOWN, ("maker",))
        step = Step(Reason.TARGET, self.asked, truth, self._shown(facts), ask, note, self.group)
        return Looked(step)

    def _shown(self, facts: Facts) -> tuple[Fact, ...]:
        maker = facts.known.get("maker")
        return () if maker is None else (maker,)


_BEST: Final = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)


def stated_day(fact: Fact | None) -> date | None:
    """Return the day that a fact states, or None where it states none."""
    return fact.value if fact is not None and type(fact.value) is date else None


def is_assumed(fact: Fact) -> bool:
    """Return whether a fact is assumed."""
    return fact.source is FactSource.ASSUMED


def _with_hidden(found: Reached, rule: ReachRule) -> Reached:
    """An owner of whom nobody knows who it is might be a target."""
    if found.truth is Truth.TRUE or rule.kind in BY_NAME:
        return found
    asks = dict.fromkeys((*found.ask, OWNERS))
    note = joined("; ", filter(None, (found.note, sentence("an owner is unknown"))))
    return Reached(Truth.UNKNOWN, tuple(asks), note)
