"""Bad XML: nothing of it is expanded, fetched, or held beyond the bounds."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notice_makers import award, contractor, ted, ted_form
from read_makers import read_bytes, read_text

from countersight.read import Limits, Options, xml_input
from countersight.read.source import Feed
from countersight.read.xml_input import Unsound, parse, root_of

SOUND = ted(ted_form(award(contractor("Acme SA"))))
BODY = SOUND.split("?>", 1)[1]


def inside(more: str) -> str:
    return SOUND.replace("</F03_2014>", f"{more}</F03_2014>")


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE TED_EXPORT [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE TED_EXPORT [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE TED_EXPORT SYSTEM "http://example.org/ted.dtd">',
        '<!DOCTYPE TED_EXPORT [<!ENTITY % p SYSTEM "http://example.org/p"> %p;]>',
        "<!-- first -->\n<!DOCTYPE TED_EXPORT>",
    ],
)
def test_a_document_type_is_refused(doctype: str) -> None:
    got = read_text(doctype + BODY)
    assert got.codes == ["dtd"]
    assert not got.names
    assert got.stopped


def test_a_document_type_far_down_is_refused_too() -> None:
    got = read_text(f"<!--{'x' * 100_000}--><!DOCTYPE TED_EXPORT>{BODY}")
    assert not got.names
    assert got.stopped


def test_an_entity_that_nobody_declared_is_bad_xml() -> None:
    assert read_text(inside("<a>&x;</a>")).codes == ["bad-xml"]


@pytest.mark.parametrize("cut", [200, 700, len(SOUND) - 5])
def test_a_truncated_notice_is_not_read_and_says_where(cut: int) -> None:
    got = read_text(SOUND[:cut])
    assert got.codes == ["bad-xml"]
    assert "line 1" in got.problems[0].message
    assert got.stopped


def test_nesting_of_two_hundred_is_too_deep() -> None:
    got = read_text(inside("<a>" * 200 + "</a>" * 200))
    assert got.codes == ["too-deep"]
    assert read_text(inside("<a>" * 50 + "</a>" * 50)).names == ["Acme SA"]


def test_a_wrong_encoding_is_bad_xml_and_a_told_one_is_read() -> None:
    text = ted(ted_form(award(contractor("Société Émile"))))
    assert read_bytes(text.encode("latin-1")).codes == ["bad-xml"]
    told = text.replace("UTF-8", "ISO-8859-1")
    assert read_bytes(told.encode("latin-1")).names == ["Société Émile"]
    wide = text.replace("UTF-8", "UTF-16")
    assert read_bytes(wide.encode("utf-16")).names == ["Société Émile"]


@pytest.mark.parametrize("encoding", ["gb18030", "no-such-encoding", "shift_jis"])
def test_an_encoding_that_is_not_read_is_told(encoding: str) -> None:
    got = read_bytes(SOUND.replace("UTF-8", encoding).encode())
    assert got.codes == ["bad-xml"]


def test_a_notice_above_the_bound_is_told() -> None:
    got = read_text(inside("<a/>" * 1000), Options(limits=Limits(max_item=2_000)))
    assert got.codes == ["long-notice"]


def test_a_stretch_without_elements_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_input, "LONGEST_STRETCH", 100_000)
    assert read_text(inside("<a>" + "x" * 300_000 + "</a>")).codes == ["long-notice"]
    assert read_text(inside('<a b="' + "x" * 300_000 + '"/>')).codes == ["long-notice"]


def test_the_number_of_elements_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_input, "MOST_ELEMENTS", 1_000)
    assert read_text(inside("<a/>" * 2_000)).codes == ["long-notice"]


def test_xml_of_another_kind_is_told_by_its_root() -> None:
    got = read_text("<Invoice xmlns='urn:x'/>")
    assert got.codes == ["unknown-format"]
    assert "'Invoice'" in got.problems[0].message


def test_a_root_of_the_same_name_in_another_namespace_is_no_notice() -> None:
    assert read_text("<ContractNotice xmlns='urn:x'/>").codes == ["unknown-format"]


def test_what_is_no_xml_is_refused() -> None:
    for data in (b"", b"plain", b"<a", b"<?xml version='1.0'?>"):
        with pytest.raises(Unsound, match="no element"):
            parse(Feed(io.BytesIO(data), Limits()), Limits())


def test_the_root_of_no_xml_is_none() -> None:
    assert root_of(b"<?xml version='1.0' encoding='no-such'?><a/>") is None


@given(st.integers(0, len(SOUND)), st.integers(0, 400), st.binary(max_size=20))
def test_no_damage_to_a_notice_raises(at: int, size: int, instead: bytes) -> None:
    data = SOUND.encode()
    read_bytes(data[:at] + instead + data[at + size :])
