"""A case file: read, refused with the line and a hint, written, and told by a schema."""

import contextlib
import json
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.catalogue import load_schemes
from countersight.cite import Readable
from countersight.claim import (
    assembled,
    dump,
    entry_table,
    load,
    read_entry,
    schema,
    withdrawn,
)
from countersight.errors import EntryError
from countersight.ids import EntryId
from countersight.model.casefile import Casefile
from countersight.model.contract import Party, PartyKind
from countersight.model.passage import PassageState

WORDS = load_schemes().predicates
TEXT = "We operate nothing. The contract is to build and operate the system for 12 years."
HEAD = """
[case]
id = "c"
title = "A case"

[[document]]
id = "letter"
kind = "letter"
title = "Letter"
by = ["supplier"]
to = ["council"]
date = 2024-05-03
file = "letter.txt"

[[party]]
id = "supplier"
name = "Supplier"
kind = "company"

[[party]]
id = "council"
name = "Council"
kind = "public_body"

[[passage]]
id = "p.nothing"
document = "letter"
words = "We operate nothing"
"""


def case(more: str = "", text: str = TEXT) -> Casefile:
    return load(HEAD + more, {"letter.txt": text}, WORDS)


def refused(more: str = "", *, file: str = HEAD) -> EntryError:
    with pytest.raises(EntryError) as caught:
        load(file + more, {"letter.txt": TEXT}, WORDS)
    assert caught.value.hint
    return caught.value


def passage(**keys: str) -> str:
    lines = [f"{key.rstrip('_')} = {json.dumps(value)}" for key, value in keys.items()]
    return "\n".join(('[[passage]]\nid = "p"\ndocument = "letter"', *lines))


@pytest.mark.parametrize(
    ("more", "says", "hint"),
    [
        (passage(words="The contract was to build"), "reworded", "Copy the words"),
        (passage(words="operate"), "stands at 2 places", "Copy the words"),
        (passage(words="operate\u200b nothing"), "U+200B", "Copy the words"),
        (passage(words="operate", start_="4"), "start: is no whole number", "Write digits"),
        (passage(word="operate"), "word: is no key", "Did you mean `words`?"),
        (passage(), "write words, or from and to", "Mend"),
        ('[[statement]]\nid = "s"', "predicate: is missing", "Write `predicate"),
        ('[[claims]]\nid = "s"', "claims: is no table of a case", "Did you mean `claim`?"),
        ('[[party]]\nid = "x"\nname = "A"\nkind = "person"', "public role", "Mend"),
        ('[[party]]\nid = "letter"\nname = "A"\nkind = "media"', "two entries", "Mend"),
    ],
)
def test_what_is_wrong_is_told_with_a_hint(more: str, says: str, hint: str) -> None:
    wrong = refused(more)
    assert says in wrong.message
    assert hint in wrong.hint


def test_an_error_names_the_line_of_its_entry() -> None:
    line = HEAD.count("\n") + 2
    wrong = refused("\n" + passage(words="operate"))
    assert wrong.message.startswith(f'case.toml:{line}: [[passage]] "p": words: ')


STATEMENT = """
[[statement]]
id = "s"
predicate = "has_role"
subject = "supplier"
object = "operate"
about = "k"
"""


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("", "passages: is missing"),
        ('passages = ["p.nothing"]', "source: is missing"),
        ('passages = ["p.no"]\nsource = "letter"', "'p.no' is no passage of the case"),
        ('passages = ["p.nothing"]\nsource = "leter"', "'leter' is no document of the case"),
        ('passages = ["p.nothing"]\nsource = "letter"\nholds = "no"', "neither true nor false"),
    ],
)
def test_a_statement_rests_on_words_and_on_a_document(more: str, says: str) -> None:
    assert says in refused(STATEMENT + more).message


def test_a_grade_is_not_more_than_its_source_comes_to() -> None:
    record = '\n[[document]]\nid = "record"\nkind = "tender_record"\ntitle = "R"\n'
    known = STATEMENT + 'passages = ["p.nothing"]\nsource = "record"\n'
    cited = record + 'cited_in = ["letter"]\n' + known
    assert "known through others" in refused(cited + 'grade = "held"').message
    assert case(cited + 'grade = "alleged"').statements[0].grade == "alleged"
    assert (
        "no held document cites it"
        in refused(record + known + 'grade = "cited_not_held"').message
    )


def test_a_misspelt_predicate_is_told_with_the_nearest() -> None:
    wrong = refused(STATEMENT.replace("has_role", "has_rol") + 'grade = "alleged"')
    assert wrong.hint == "Did you mean `has_role`?"
    other = refused(STATEMENT.replace("has_role", "never_supplied") + 'grade = "alleged"')
    assert "is no fact" in other.message


def test_words_that_are_gone_are_an_orphan_and_no_error() -> None:
    made = case(text="Another text altogether.")
    assert [each.state for each in made.passages] == [PassageState.ORPHAN]


def test_a_text_that_changed_is_refused_where_its_hash_is_told() -> None:
    told = HEAD.replace('file = "letter.txt"', f'file = "letter.txt"\nrendition = "{"0" * 64}"')
    assert "another SHA-256" in refused(file=told).message


def test_a_text_that_is_not_here_is_told() -> None:
    assert "is not here" in refused(file=HEAD.replace("letter.txt", "other.txt")).message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = ",
        "[case]\nid = 1",
        "case = 3",
        '[case]\nid = "c"\ntitle = "t"\ndocuments = []',
        "[case]\n" + "a = " + "[" * 5000,
        '[case]\nid = "c"\ntitle = "t"\n[[document]]\nid = "' + "a" * 70 + '"',
        '[case]\nid = "c"\ntitle = "t"\n[document]\nid = "d"',
    ],
)
def test_what_is_no_case_is_refused(text: str) -> None:
    with pytest.raises(EntryError):
        load(text, {}, WORDS)


FULL = (Path(__file__).parent / "samples" / "article-case.toml").read_text("utf-8")


@given(
    st.integers(0, len(FULL) - 1),
    st.integers(0, 30),
    st.text("[]{}=\"'\\\n\x00aé.#", max_size=6),
)
def test_a_file_that_was_damaged_loads_or_is_refused(at: int, cut: int, put: str) -> None:
    with contextlib.suppress(EntryError):
        load(FULL[:at] + put + FULL[at + cut :], {"article.txt": "nothing of it"}, WORDS)


def test_a_case_comes_back_the_same() -> None:
    made = case(STATEMENT + 'passages = ["p.nothing"]\nsource = "letter"\nholds = false')
    text = dump(made)
    assert load(text, {"letter.txt": TEXT}, WORDS) == made
    assert dump(load(text, {"letter.txt": TEXT}, WORDS)) == text


@given(st.text(min_size=1, max_size=40).filter(lambda words: bool(words.strip())))
def test_any_words_come_back_the_same(words: str) -> None:
    try:
        words.encode()
    except UnicodeEncodeError:
        return
    made = load(f'[case]\nid = "c"\ntitle = {_quoted(words)}', {}, WORDS)
    assert made.title == words
    assert load(dump(made), {}, WORDS) == made


def _quoted(words: str) -> str:
    return (
        json.dumps(words, ensure_ascii=True).replace("\x7f", "\\u007f")
        if all(ord(each) < 0x10000 for each in words)
        else json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
    )


def test_each_entry_comes_back_from_its_table() -> None:
    made = case()
    texts = {EntryId("letter"): Readable(TEXT)}
    for entry in made.entries():
        name, table = entry_table(entry)
        assert read_entry(name, json.loads(json.dumps(table)), texts) == entry


def test_a_case_is_made_of_its_entries_and_a_later_one_supersedes() -> None:
    made = case(STATEMENT + 'passages = ["p.nothing"]\nsource = "letter"')
    assert assembled(made.id, made.title, made.entries()) == made
    gone = withdrawn(made.statements[0], "misread")
    again = assembled(made.id, made.title, (*made.entries(), gone))
    assert again.statements == (gone,)
    assert load(dump(again), {"letter.txt": TEXT}, WORDS) == again
    with pytest.raises(EntryError, match="without a reason"):
        withdrawn(gone, " ")
    clash = Party(made.passages[0].id, "X", PartyKind.MEDIA)
    with pytest.raises(EntryError, match="of a passage and of a party"):
        assembled(made.id, made.title, (*made.entries(), clash))


KEYS = {
    "date": ("2024-13-01", "24", "tomorrow", "XXXX-13"),
    "rendition": ("00", "G" * 64),
    "address": ("ftp://x", "https://a b"),
    "cited_in": ("letter",),
    "title": ("", " ", "x" * 20_001),
    "kind": ("note",),
}


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, values in KEYS.items() for value in values]
)
def test_a_value_of_the_wrong_form_is_refused_with_its_key(key: str, value: str) -> None:
    lines = {"id": "d", "kind": "article", "title": "T", key: value}
    text = "\n".join(f"{name} = {json.dumps(each)}" for name, each in lines.items())
    assert f'[[document]] "d": {key}: ' in refused(f"\n[[document]]\n{text}").message


@pytest.mark.parametrize(
    "value",
    [
        '{ words = "x", amount = 1.5 }',
        '{ words = "x", amount = "NaN" }',
        '{ words = "x", amount = "1e" }',
        '{ words = "x", amount = true }',
        '{ words = "x", currency = "yuan" }',
        "{ amount = 1 }",
        '"x"',
    ],
)
def test_a_sum_of_the_wrong_form_is_refused(value: str) -> None:
    contract = '\n[[contract]]\nid = "k"\ntitle = "K"\nstage = "award"\ngrade = "alleged"\n'
    assert "value" in refused(f"{contract}value = {value}").message


def test_a_sum_comes_back_with_its_pence() -> None:
    contract = '\n[[contract]]\nid = "k"\ntitle = "K"\nstage = "award"\ngrade = "alleged"\n'
    for amount in ('"12.50"', "335990000", '"-3"'):
        made = case(f'{contract}value = {{ words = "x", amount = {amount}, currency = "EUR" }}')
        assert load(dump(made), {"letter.txt": TEXT}, WORDS) == made


def test_the_schema_takes_what_is_written_and_refuses_what_is_not() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    article = Path(__file__).parent / "samples" / "article-case.toml"
    for text in (HEAD, dump(case()), article.read_text("utf-8")):
        validator.validate(_as_json(tomllib.loads(text)))
    for wrong in ({}, {"case": {"id": "c"}}, {"case": {"id": "C c", "title": "t"}}):
        assert not validator.is_valid(wrong)
    assert not validator.is_valid({"case": {"id": "c", "title": "t"}, "claims": []})


def _as_json(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(
    ("value", "amount", "currency"),
    [
        ('words = "335.99m youan [sic]"', Decimal(335_990_000), "CNY"),
        ('words = "335.99m youan"', Decimal(335_990_000), None),
        ('words = "about 3 to 5 million"', None, None),
        ('words = "12 pounds", amount = 13, currency = "USD"', Decimal(13), "USD"),
    ],
)
def test_a_sum_is_read_from_its_words_where_no_figures_are_written(
    value: str, amount: Decimal | None, currency: str | None
) -> None:
    text = f"""
[case]
id = "c"
title = "A sum"
[[contract]]
id = "k"
title = "A contract"
stage = "award"
grade = "alleged"
value = {{ {value} }}
"""
    case = load(text, {}, WORDS)
    found = case.contracts[0].value
    assert found is not None
    assert (found.sum.amount, found.sum.currency) == (amount, currency)
    assert load(dump(case), {}, WORDS) == case
