"""Text out of documents: each kind, and each kind of hostility."""

import os
import signal
import socket
import time
import zlib
from collections.abc import Iterator

import pytest
from document_makers import WORDS, mail, nested, page, pdf, repacked, word
from hypothesis import given, settings
from hypothesis import strategies as st

from countersight.preserve.charsets import decode
from countersight.preserve.pagemaps import read_pagemap
from countersight.preserve.parsing import Limits, Made, Parsers, Unmade, asking
from countersight.preserve.parsing.made import FrameError, Part, pack, unpack
from countersight.preserve.parsing.mail import parse as parse_mail
from countersight.preserve.parsing.pdf import parse as parse_pdf
from countersight.preserve.parsing.serving import guarded
from countersight.preserve.parsing.word import parse as parse_word
from countersight.preserve.sniffing import media_type

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    with Parsers() as made:
        yield made


def read(parsers: Parsers, data: bytes) -> Made:
    answer = parsers.parse(media_type(data), data)
    assert isinstance(answer, Made), answer
    return answer


def refused(parsers: Parsers, data: bytes) -> str:
    answer = parsers.parse(media_type(data), data)
    assert isinstance(answer, Unmade), answer
    assert answer.reason
    return answer.code


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf([[WORDS]]), "application/pdf"),
        (b"rubbish\n" + pdf([[WORDS]]), "application/pdf"),
        (word(WORDS), DOCX),
        (mail(), "message/rfc822"),
        (page(WORDS), "text/html"),
        (b"<meta charset=utf-8><p>a", "text/html"),
        (b"<?xml version='1.0'?>\n<!-- a --><HTML>", "text/html"),
        (PNG, "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"PK\3\4 not a zip", "application/zip"),
        (WORDS.encode(), "text/plain"),
        ("\ufeffa".encode("utf-16"), "text/plain"),
        (b"Dear Sir: no mail\nTo: nobody\n", "text/plain"),
        (b"Subject: a\nContent-Type: multipart/mixed\nMIME-Version: 1.0\n\n", "message/rfc822"),
        (b"From: a\nContent-Type: text/plain\n\nb", "message/rfc822"),
        (b"To: the board\nSubject: content\nDate: today\n\nDear board", "text/plain"),
        (b"", "text/plain"),
        (bytes(range(256)), "application/octet-stream"),
    ],
)
def test_bytes_tell_what_they_are(data: bytes, kind: str) -> None:
    assert media_type(data) == kind


@given(st.binary(max_size=200))
def test_any_bytes_have_a_media_type(data: bytes) -> None:
    assert "/" in media_type(data)


def test_the_text_of_a_pdf_comes_page_by_page_with_places(parsers: Parsers) -> None:
    made = read(parsers, pdf([[WORDS, "second line"], ["third"]]))
    assert made.text == f"{WORDS}\nsecond line\fthird"
    first, second = read_pagemap(made.pagemap)
    assert (first.page, first.start, first.end) == (1, 0, made.text.index("\f"))
    assert made.text[second.start : second.end] == "third"
    assert (first.width, first.height) == (595, 842)
    line = first.lines[1]
    assert made.text[line.start : line.end] == "second line"
    assert line.box is not None
    left, bottom, right, top = line.box
    assert 71 < left < 74
    assert right > left + 40
    assert 750 < bottom < top < 772


def test_a_pdf_that_needs_a_password_is_told(parsers: Parsers) -> None:
    assert refused(parsers, pdf([[WORDS]], password=WORDS)) == "encrypted"


def test_a_pdf_that_only_forbids_printing_is_read(parsers: Parsers) -> None:
    assert read(parsers, pdf([[WORDS]], password="")).text == WORDS


def test_a_pdf_without_text_is_told(parsers: Parsers) -> None:
    assert refused(parsers, pdf([[]])) == "no_text"


def test_a_damaged_pdf_is_told(parsers: Parsers) -> None:
    assert refused(parsers, b"%PDF-1.7 rubbish") == "damaged"


def test_a_pdf_with_too_many_pages_is_told() -> None:
    with Parsers(Limits(pages=2)) as parsers:
        assert refused(parsers, pdf([["a"], ["b"], ["c"]])) == "too_large"
    with Parsers(Limits(text=10)) as parsers:
        assert refused(parsers, pdf([["a" * 20]])) == "too_large"


def test_a_bomb_in_a_pdf_runs_into_a_limit(parsers: Parsers) -> None:
    # A stream of 300 MB of drawing operators that packs to 300 kB.
    stream = zlib.compress(b"BT /F1 12 Tf (x) Tj ET\n" * 13_000_000, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<%s>>>>"
        % b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\n" % table
    body += b"startxref\n%d\n%%%%EOF" % (len(body) - len(table) - 62)
    with Parsers(Limits(seconds=5, memory=1 << 29)) as bounded:
        answer = bounded.parse("application/pdf", body)
    assert isinstance(answer, Unmade)
    assert answer.code in {"memory", "time", "crash", "too_large", "damaged"}
    assert read(parsers, pdf([[WORDS]])).text == WORDS


def test_the_words_of_a_page_are_read_and_its_scripts_are_not_run(parsers: Parsers) -> None:
    made = read(parsers, page(f"<nav>menu</nav><article><p>{WORDS}.</p></article>"))
    assert WORDS in made.text
    assert "RUN" not in made.text
    assert made.tool == "trafilatura"


def test_a_page_without_words_is_told(parsers: Parsers) -> None:
    assert refused(parsers, page("<script>1</script>")) == "no_text"


def test_a_word_document_is_read_with_its_table_and_its_header(parsers: Parsers) -> None:
    made = read(parsers, word(WORDS, "second"))
    assert made.text.startswith(f"{WORDS}\nsecond\n")
    assert "role" in made.text
    assert "operate" in made.text
    assert "letterhead" in made.text


def test_of_tracked_changes_the_inserted_words_are_read() -> None:
    changed = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>we do </w:t></w:r>"
        b"<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        b"<w:ins><w:r><w:t>oversee</w:t><w:tab/></w:r></w:ins></w:p></w:body></w:document>"
    )
    made = parse_word(repacked(word(), "word/document.xml", changed), Limits())
    assert made.text.startswith("we do oversee\t\n")


def test_a_word_document_that_unpacks_to_too_much_is_told(parsers: Parsers) -> None:
    bomb = repacked(word(), "word/document.xml", bytes(1 << 28) + b"x")
    assert refused(parsers, bomb) == "too_large"


def test_a_damaged_word_document_is_told(parsers: Parsers) -> None:
    assert refused(parsers, repacked(word(), "word/document.xml", b"<w:document")) == "damaged"


def test_an_entity_in_a_word_document_reads_no_file(parsers: Parsers) -> None:
    hostile = (
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://'
        b'schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>a&x;'
        b"</w:t></w:r></w:p></w:body></w:document>"
    )
    data = repacked(word(), "word/document.xml", hostile)
    answer = parsers.parse(DOCX, data)
    assert "root:" not in str(answer)


def test_a_mail_is_read_with_the_headers_that_a_reader_sees(parsers: Parsers) -> None:
    made = read(parsers, mail(WORDS, (PNG, "image/png", "seal.png")))
    assert "From: Press Office <press@supplier.example>\n" in made.text
    assert "Subject: Re: roles\n" in made.text
    assert WORDS in made.text
    assert made.parts == (Part("seal.png", "image/png", PNG),)


def test_a_mail_that_lies_about_its_encoding_is_read_as_it_is() -> None:
    data = mail("déjà vu").replace(b'charset="utf-8"', b'charset="no-such"')
    assert "déjà vu" in parse_mail(data, Limits()).text
    liar = (
        b"From: a@b.example\nMessage-ID: <1>\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=us-ascii\n"
        b"Content-Transfer-Encoding: 8bit\n\nd\xe9j\xe0"
    )
    assert "déjà" in parse_mail(liar, Limits()).text


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: multipart/mixed\n",
        b"Content-Type: multipart/mixed; boundary=\n",
        b"Content-Type: text/plain; charset*=x''%ff\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Date: the day after tomorrow\n",
        b"Subject: =?utf-8?q?=ff=fe?=\n",
        b"From: " + b"<" * 5000 + b"\n",
        b"Content-Type: message/rfc822\nContent-Disposition: attachment; filename*0*=a\n",
    ],
)
def test_a_mail_with_odd_headers_is_read_all_the_same(head: bytes) -> None:
    data = b"From: a@b.example\nMessage-ID: <1>\n" + head + b"\nwords\n"
    assert isinstance(parse_mail(data, Limits()), Made)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_as_mail_are_read_or_refused(data: bytes) -> None:
    answer = guarded(lambda limits: parse_mail(data, limits), Limits(seconds=20), ("m", "1"))
    assert isinstance(answer, Made | Unmade)


def test_a_mail_of_too_many_parts_is_read_in_part() -> None:
    many = [(b"x", "image/png", f"{number}.png") for number in range(9)]
    made = parse_mail(mail(WORDS, *many), Limits(parts=4))
    assert len(made.parts) == 3
    assert made.notes[0][0] == "too_many_parts"


def test_a_mail_nested_deeply_is_no_recursion(parsers: Parsers) -> None:
    data = b"From: a@b.example\nMessage-ID: <1>\n"
    for number in range(200):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
    assert refused(parsers, data) in {"too_deep", "damaged"}


def test_plain_text_keeps_its_line_ends_and_invisible_characters(parsers: Parsers) -> None:
    text = "a\r\nb\u00a0c\u202ed\u200be"
    assert read(parsers, text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert decode("déjà".encode(encoding))[0] == "déjà"


def test_an_unknown_encoding_is_guessed() -> None:
    text = "Überwachungsgeräte dürfen über öffentliche Aufträge nicht beschafft werden. " * 5
    said, how = decode(text.encode("latin-1"), claimed="base64")
    assert said == text
    assert how.endswith("(guessed)")


@pytest.mark.parametrize(("kind", "code"), [("image/png", "no_text"), ("x/y", "no_tool")])
def test_what_nothing_reads_is_told(parsers: Parsers, kind: str, code: str) -> None:
    answer = parsers.parse(kind, b"")
    assert isinstance(answer, Unmade)
    assert answer.code == code


def made_of(text: str) -> Made:
    return Made(text, "t", "1")


def sleeps(_: Limits) -> Made:
    time.sleep(60)
    return made_of("")


def spins(_: Limits) -> Made:
    while True:
        pass


def hoards(_: Limits) -> Made:
    return made_of(str(len(bytearray(1 << 31))))


def dies(_: Limits) -> Made:
    os.kill(os.getpid(), signal.SIGTERM)
    return made_of("")


def leaves(_: Limits) -> Made:
    os._exit(0)


def calls(_: Limits) -> Made:
    socket.create_connection(("127.0.0.1", 9))
    return made_of("")


def writes(_: Limits) -> Made:
    with open("/tmp/countersight-must-not-be", "wb") as file:  # noqa: S108, PTH123
        file.write(b"x")
    return made_of("")


def chatters(_: Limits) -> Made:
    os.write(1, b"words where frames are written")
    return made_of("quiet")


def test_what_a_reader_prints_is_no_answer() -> None:
    answer = guarded(chatters, Limits(seconds=5), ("t", "1"))
    assert answer == made_of("quiet")


def test_bytes_past_the_bound_are_told(
    parsers: Parsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_BYTES", 5)
    assert refused(parsers, b"123456") == "too_large"


def errs(_: Limits) -> Made:
    raise KeyError("unexpected")


@pytest.mark.parametrize(
    ("work", "codes"),
    [
        (sleeps, {"time"}),
        (spins, {"time"}),
        (hoards, {"memory"}),
        (dies, {"crash"}),
        (leaves, {"crash"}),
        (calls, {"damaged"}),
        (errs, {"damaged"}),
        (lambda _: made_of("x" * 100), {"too_large"}),
    ],
)
def test_whatever_a_reader_does_is_told(work: object, codes: set[str]) -> None:
    assert callable(work)
    limits = Limits(seconds=1, memory=1 << 30, text=50)
    answer = guarded(work, limits, ("t", "1"))
    assert isinstance(answer, Unmade)
    assert answer.code in codes


def test_a_reader_writes_no_file() -> None:
    answer = guarded(writes, Limits(seconds=5), ("t", "1"))
    assert isinstance(answer, Unmade)


def test_after_a_reading_process_died_a_new_one_is_started() -> None:
    with Parsers() as parsers:
        assert isinstance(parsers.parse("text/plain", b"a"), Made)
        parsers._idle[asking.READERS["text/plain"]][0].process.kill()
        first = parsers.parse("text/plain", b"b")
        assert isinstance(first, Unmade)
        assert first.code == "crash"
        assert isinstance(parsers.parse("text/plain", b"c"), Made)


def test_an_answer_crosses_between_processes_as_it_is() -> None:
    made = Made(
        "a\u202e", "t", "1", {"k": "v"}, "{}", (Part("n", "x/y", b"\0"),), (("c", "r"),)
    )
    assert unpack(*pack(made)) == made
    unmade = Unmade("c", "r", "t", "1")
    assert unpack(*pack(unmade)) == unmade


@pytest.mark.parametrize(
    ("header", "blobs"),
    [
        ({}, []),
        ({"parameters": {}, "notes": [], "parts": []}, []),
        ({"parameters": {}, "notes": [], "parts": []}, [b"\xff", b""]),
        ({"parameters": {}, "notes": [], "parts": [["a", "b"]]}, [b"", b""]),
        ({"parameters": {}, "notes": [1], "parts": []}, [b"", b""]),
    ],
)
def test_a_damaged_answer_is_refused(header: dict[str, object], blobs: list[bytes]) -> None:
    with pytest.raises(FrameError):
        unpack(header, blobs)


def test_the_deepest_mail_is_found_by_its_reader() -> None:
    assert "level 1" in parse_mail(nested(2), Limits()).text
    assert parse_pdf(pdf([[WORDS]]), Limits()).text == WORDS
