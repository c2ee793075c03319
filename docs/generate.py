"""Fill the marked regions of the pages with tables made from data.

A region begins with ``<!-- table: NAME -->`` and ends with ``<!-- /table -->``. Run without
arguments this writes the pages; with ``--check`` it writes nothing and ends with 1 where a
page is not what the data say. A test does the same.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from countersight.catalogue import load, load_devices, load_schemes
from countersight.claim import schema
from countersight.claim.kinds import Table
from countersight.claim.parts import INNER
from countersight.claim.tables import ENTRIES, HEAD
from countersight.match.evidence import AGAINST, PASSES, SECOND, Does, Piece
from countersight.match.relations import NAMES, ROLES
from countersight.match.scoring import FEATURES, scale
from countersight.match.second import MOVES
from countersight.model.argument import Condition, Predicate, PredicateKind, Scheme
from countersight.model.match import State
from countersight.model.signature import Relabel
from countersight.model.vocabulary import FactDefinition, FactKind
from countersight.normalise.legal_forms import legal_forms
from countersight.normalise.tables import rows as table_rows
from countersight.normalise.tables import spellings
from countersight.read.headers import FACTS
from countersight.work.reconciling.properties import PROPERTIES, TYPES

DOCS: Final = Path(__file__).parent
SCHEMES: Final = load_schemes()
SCHEMA_FILE: Final = DOCS.parent / "src" / "countersight" / "claim" / "case.schema.json"
DEVICES: Final = load_devices(load().vendors)
FOLDING: Final = "countersight.normalise"
MOST_SPELLINGS: Final = 5
HEADERS: Final = DOCS.parent / "src" / "countersight" / "read" / "headers.toml"
WEIGHTS: Final = DOCS.parent / "src" / "countersight" / "match" / "data" / "weights.toml"
FEATURE_WORDS: Final = DOCS.parent / "bench" / "names" / "features.tsv"
REGION: Final = re.compile(
    r"(?P<start><!-- table: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(?P<end><!-- /table -->)",
    re.DOTALL,
)
LANGUAGES: Final = {
    "any": "any",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}
ACTS: Final = {
    "procure": "buy it, or award a contract for it",
    "renew": "renew or extend a contract",
    "provide": "supply it to a public body or to a customer",
    "contract_with_user": "contract with somebody who uses it",
    "fund": "spend a grant or a loan on it",
    "deploy": "put it up, or switch it on",
    "use": "have it in use",
    "connect": "have it on the network",
    "official_work": "do official work on it",
    "import": "bring it into the country",
    "market": "sell it, or offer it for sale",
    "authorise": "seek an equipment authorisation, or give one",
    "modify": "change an authorised device",
    "export_to": "export, re-export or transfer an item to the maker",
    "invest": "buy its securities",
    "divest": "sell its securities",
    "operate_business": "run its business in the country",
    "bid": "bid for a public contract",
    "lease_venue": "let a venue of one's own to others",
}
"""What each act means to a reader."""
LISTS: Final = {
    "roles": "roles",
    "act": "acts",
    "product_form": "forms",
    "product_class": "classes",
    "purpose": "purposes",
}
"""Facts whose words are a list of the vocabulary, which the page tells by itself."""
VALUES: Final[Mapping[FactKind, str]] = {
    FactKind.TRUTH: "`true`, `false`",
    FactKind.DATE: "a day, such as `2025-04-30`",
    FactKind.NUMBER: "a whole number",
    FactKind.TEXT: "text",
    FactKind.OWNERS: "a list of [owners](#owners)",
}

Lines = Iterator[str]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Lines:
    """Yield the lines of a Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def code(words: Iterable[str]) -> str:
    """Return *words* as code, with commas."""
    return ", ".join(f"`{word}`" for word in words)


def headers() -> Lines:
    """Yield a section for each field."""
    for entry in tomllib.loads(HEADERS.read_text("utf-8"))["field"]:
        scheme = f":{entry['scheme']}" if "scheme" in entry else ""
        yield f"### `{entry['name']}{scheme}`" + (
            f" ({entry['kind']})" if "kind" in entry else ""
        )
        yield ""
        if "kind" in entry:
            yield f"A table with such a column holds `{entry['kind']}` records."
            yield ""
        words = ((key, words) for key, words in entry.items() if isinstance(words, list))
        yield from table(
            ("language", "headers"), ((LANGUAGES[key], ", ".join(said)) for key, said in words)
        )
        yield ""


def signs() -> Lines:
    """Yield the headers that only tell a kind."""
    found = tomllib.loads(HEADERS.read_text("utf-8"))["sign"]
    rows = ((f"`{sign['kind']}`", ", ".join(sign["any"])) for sign in found)
    return table(("kind", "headers"), rows)


def fact_columns() -> Lines:
    """Yield the facts that a plain header states."""
    known = load().vocabulary.facts
    rows = ((f"`{name}`", values_of(known[name], "facts.md")) for name in sorted(FACTS))
    return table(("header", "values"), rows)


def facts() -> Lines:
    """Yield every fact."""
    rows = (
        (f"`{fact.name}`", values_of(fact), fact.meaning)
        for fact in load().vocabulary.facts.values()
    )
    return table(("fact", "values", "what it says"), rows)


def values_of(fact: FactDefinition, page: str = "") -> str:
    """Return what values a fact can have."""
    words = LISTS.get(fact.name)
    if words is not None:
        of = "several of the" if fact.kind is FactKind.WORDS else "one of the"
        return f"{of} [{words}]({page}#{words})"
    return VALUES.get(fact.kind) or code(fact.words)


def acts() -> Lines:
    """Yield the acts with their meaning."""
    rows = ((f"`{act}`", ACTS[act]) for act in load().vocabulary.acts)
    return table(("act", "what is done"), rows)


def words(name: str) -> Callable[[], Lines]:
    """Return what yields one list of the vocabulary."""
    return lambda: iter([code(getattr(load().vocabulary, name))])


def restrictions() -> Lines:
    """Yield the instruments of the catalogue."""
    rows = (
        (f"`{each.id}`", each.jurisdiction, each.title, str(each.verified_through))
        for _, each in sorted(load().restrictions.items())
    )
    return table(("id", "place", "instrument", "sources read through"), rows)


def vendors() -> Lines:
    """Yield the vendors of the catalogue."""
    rows = (
        (f"`{each.id}`", each.name, each.country, str(len(each.names)), str(each.verified_on))
        for _, each in sorted(load().vendors.items())
    )
    return table(("id", "name", "country", "names", "verified on"), rows)


def passes() -> Lines:
    """Yield what can be met of a name, and the state that it gives."""
    rows = (
        (f"`{how.value}`", told.text, told.coined.value, told.borne.value, f"{told.score:.2f}")
        for how, told in PASSES.items()
    )
    return table(("evidence", "what it says", "coined", "borne by others", "score"), rows)


def name_features() -> Lines:
    """Yield what each feature of two names is, and what it weighs alone."""
    lines = FEATURE_WORDS.read_text(encoding="utf-8").splitlines()
    said = dict(line.split("\t") for line in lines if not line.startswith("#"))
    weights = zip(FEATURES, scale().weights.each, strict=False)
    rows = ((f"`{name}`", said[name], f"{weight:.2f}") for name, weight in weights)
    return table(("feature", "what it is", "weight"), rows)


def name_products() -> Lines:
    """Yield the products of features that have a weight of their own."""
    told = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["products"]
    rows = ((f"`{name}`", f"{weight:.2f}") for name, weight in told.items())
    return table(("product", "weight"), rows)


def pieces(kinds: Mapping[str, Piece]) -> Callable[[], Lines]:
    """Return what yields the second pieces of evidence."""
    rows = [(f"`{kind}`", told.text, DOES[told.does]) for kind, told in kinds.items()]
    return lambda: table(("evidence", "what it says", "what it does"), rows)


def moves() -> Lines:
    """Yield what stands beside two names, and what it does to a candidate."""
    rows = (
        (
            f"`{kind}`",
            move.text.replace("{alias}", "NAME"),
            move.speaks.value,
            f"{move.adds:+g}" if move.adds else "",
            f"`{move.least.value}`" if move.least is not State.NO_MATCH else "",
            f"`{move.most.value}`" if move.most is not State.MATCH else "",
        )
        for kind, move in MOVES.items()
    )
    return table(("reason", "the query", "speaks", "adds", "at least", "at most"), rows)


def name_kinds() -> Lines:
    """Yield what each kind of recorded name makes of a record."""
    rows = ((f"`{kind.value}`", f"`{relation.value}`") for kind, relation in NAMES.items())
    return table(("kind of name", "relation"), rows)


def tie_roles() -> Lines:
    """Yield what each role of a tie makes of a record, and of ownership."""
    rows = (
        (
            f"`{name}`",
            f"`{role.relation.value}`",
            "`review`" if role.looks else "`match`",
            role.stands.value,
            "yes" if role.controls else "",
        )
        for name, role in ROLES.items()
    )
    return table(("role", "relation", "at most", "it stands", "controls, if stated"), rows)


DOES: Final[Mapping[Does, str]] = {
    Does.SUPPORTS: "makes a name that others bear a match",
    Does.SUPPORTS_SHARED: "the same, but not for one that the catalogue calls ambiguous",
    Does.ADDS: "adds to the score",
    Does.LOWERS: "makes a match on a name that others bear a review",
    Does.EXPLAINS: "says why the name is no match by itself",
    Does.ASKS: "makes a match a review",
    Does.CLEARS_BORNE: "makes a review; no match where others bear the name",
    Does.CLEARS: "makes no match",
    Does.COUNTS: "takes from the score",
}
"""What each effect means to a reader."""


def device_kinds() -> Iterator[str]:
    """Yield the kinds of observations that are understood."""
    yield from ("| kind | what it is |", "|---|---|")
    for kind, what in DEVICES.kinds.items():
        yield f"| `{kind}` | {what} |"


def device_weights() -> Iterator[str]:
    """Yield the log-odds of strengths and of relations."""
    yield from ("| signal | log-odds | multiplies the odds by |", "|---|---|---|")
    told = {f"`{each}`": weight for each, weight in DEVICES.weights.strengths.items()}
    told |= {
        f"brand's row: `{each}`": weight for each, weight in DEVICES.weights.relabels.items()
    }
    for name, weight in told.items():
        yield f"| {name} | {weight} | {2.718281828**weight:.3g} |"


def device_signatures() -> Iterator[str]:
    """Yield how many signatures there are, by company and by what they say."""
    counts = Counter((each.about, each.says.value) for each in DEVICES.signatures)
    yield from ("| company or brand | says | signatures |", "|---|---|---|")
    for (about, says), count in sorted(counts.items()):
        yield f"| `{about}` | {says} | {count} |"


def device_brands() -> Iterator[str]:
    """Yield the rows of every brand."""
    yield from (
        "| brand | relation | maker | days | models | source |",
        "|---|---|---|---|---|---|",
    )
    for brand in DEVICES.brands.values():
        for row in brand.relabels:
            models = "all" if row.models == "*" else row.models
            source = "; ".join(f"{each.ref} ({each.kind}, {each.date})" for each in row.sources)
            told = (brand.names[0], row.relation.value, row.maker, _days(row), models, source)
            yield f"| {' | '.join(told)} |"


def reconcile_types() -> Lines:
    """Yield the types of reconciliation."""
    rows = ((f"`{one.id}`", one.name, one.description) for one in TYPES.values())
    return table(("id", "name", "what"), rows)


def reconcile_properties() -> Lines:
    """Yield the properties of reconciliation: what they are for."""
    said = {True: "yes", False: ""}
    return table(
        ("id", "name", "to ask with", "to fetch", "what"),
        (
            (
                f"`{one.id}`",
                one.name,
                said[bool(one.column)],
                said[one.is_told],
                one.description,
            )
            for one in PROPERTIES.values()
        ),
    )


def legal() -> Lines:
    """Yield the legal forms, by class: the id, some spellings, and whose law knows them."""
    spelt: dict[str, list[str]] = {}
    for form, _, _, _, cell in table_rows("legal_forms.tsv", FOLDING):
        spelt.setdefault(form, []).extend(spellings(cell))
    found = sorted(legal_forms().values(), key=lambda form: (form.kind, form.id))
    rows = (
        (
            form.kind.value,
            f"`{form.id}`",
            " · ".join(list(dict.fromkeys(spelt[form.id]))[:MOST_SPELLINGS]),
            " ".join(form.countries),
        )
        for form in found
    )
    return table(("class", "id", "written, among others", "in"), rows)


def abbreviations() -> Lines:
    """Yield the abbreviations, and what they are compared as."""
    rows = (
        (word, ", ".join(spellings(cell)))
        for word, cell in table_rows("abbreviations.tsv", FOLDING)
    )
    return table(("compared as", "written"), rows)


def _days(row: Relabel) -> str:
    since = f"from {row.since}" if row.since else ""
    until = f"until {row.until}" if row.until else ""
    return " ".join(part for part in (since, until) if part) or "not told"


def case_table(told: Table) -> Callable[[], Lines]:
    """Return what yields the keys of one table of a case file."""

    def rows() -> Lines:
        if told.means:
            yield from (told.means, "")
        yield from table(
            ("key", "required", "value", "meaning"),
            (
                (f"`{key.name}`", "yes" if key.required else "no", key.kind.says, key.means)
                for key in told.keys
            ),
        )

    return rows


def predicates(kind: PredicateKind) -> Callable[[], Lines]:
    """Return what yields the words of the vocabulary of cases."""

    def rows() -> Lines:
        return table(
            ("predicate", "means", "subject", "object", "about"),
            (
                (f"`{each.name}`", each.means, each.subject, _object(each), each.about)
                for each in SCHEMES.predicates.values()
                if each.kind is kind
            ),
        )

    return rows


def _object(predicate: Predicate) -> str:
    words = f": {code(predicate.objects)}" if predicate.objects else ""
    return f"{predicate.object}{words}"


def schemes() -> Lines:
    """Yield a section for each scheme."""
    for scheme in SCHEMES.schemes:
        claim = "any claim" if scheme.claim.startswith("?") else f"`{scheme.claim}`"
        yield from (f"### {scheme.id}", "", f"{scheme.title}.", "")
        bearing = "" if scheme.side.value == "for" else f" It `{scheme.bearing}`."
        yield from (f"Speaks {scheme.side} {claim}.{bearing} {scheme.why}", "")
        yield from _conditions(scheme)


def _conditions(scheme: Scheme) -> Lines:
    told: tuple[tuple[str, tuple[Condition, ...]], ...] = (
        ("premise", scheme.premises),
        ("assumption", scheme.assumptions),
        ("exception", scheme.exceptions),
    )
    yield from table(
        ("", "id", "says", "fact"),
        (
            (role, f"`{each.id}`", each.says, f"`{_fact(each)}`")
            for role, conditions in told
            for each in conditions
        ),
    )
    yield ""
    for near in scheme.near:
        yield from (f"It does not speak of `{near.predicate}`: {near.why}", "")


def _fact(condition: Condition) -> str:
    fact = condition.fact
    return " ".join(part or "-" for part in (fact.predicate, *fact.parts)).rstrip(" -")


def schema_text() -> str:
    """Return the schema of case files as it is shipped."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


TABLES: Final[Mapping[str, Callable[[], Lines]]] = {
    "abbreviations": abbreviations,
    "acts": acts,
    "against": pieces(AGAINST),
    "brands": device_brands,
    **{f"case-{each.name}": case_table(each) for each in (HEAD, *ENTRIES, *INNER)},
    "case-claims": predicates(PredicateKind.CLAIM),
    "case-facts": predicates(PredicateKind.FACT),
    "classes": words("classes"),
    "fact-columns": fact_columns,
    "facts": facts,
    "forms": words("forms"),
    "headers": headers,
    "kinds": device_kinds,
    "legal": legal,
    "moves": moves,
    "name-features": name_features,
    "name-kinds": name_kinds,
    "name-products": name_products,
    "passes": passes,
    "purposes": words("purposes"),
    "restrictions": restrictions,
    "roles": words("roles"),
    "schemes": schemes,
    "second": pieces(SECOND),
    "signatures": device_signatures,
    "signs": signs,
    "reconcile-properties": reconcile_properties,
    "reconcile-types": reconcile_types,
    "tie-roles": tie_roles,
    "vendors": vendors,
    "weights": device_weights,
}
"""What can stand in a region, by its name."""


def filled(page: str) -> str:
    """Return *page* with each of its regions made anew."""

    def fill(found: re.Match[str]) -> str:
        lines = "\n".join(TABLES[found["name"]]()).rstrip("\n")
        return f"{found['start']}\n{lines}\n\n{found['end']}"

    return REGION.sub(fill, page)


def stale() -> list[Path]:
    """Return the pages that are not what the data say, and the schema if it is not."""
    pages = sorted(DOCS.rglob("*.md"))
    found = [page for page in pages if (text := page.read_text("utf-8")) != filled(text)]
    shipped = SCHEMA_FILE.read_text("utf-8") if SCHEMA_FILE.is_file() else ""
    return found if shipped == schema_text() else [*found, SCHEMA_FILE]


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or check them."""
    pages = stale()
    for page in pages:
        if "--check" in arguments:
            sys.stderr.write(f"{page} is not current: run docs/generate.py\n")
        elif page == SCHEMA_FILE:
            page.write_text(schema_text(), encoding="utf-8")
        else:
            page.write_text(filled(page.read_text("utf-8")), encoding="utf-8")
    return int("--check" in arguments and bool(pages))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
