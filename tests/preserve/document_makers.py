"""Makes documents of every kind, honest and hostile."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

import docx
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WORDS = "operational matters are not within our remit"


def pdf(pages: Sequence[Sequence[str]], *, password: str | None = None) -> bytes:
    """Return a PDF with lines of text on each page."""
    file = io.BytesIO()
    locked = None if password is None else StandardEncryption(password, canPrint=0)
    canvas = Canvas(file, pagesize=(595, 842), encrypt=locked, invariant=1)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 770 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def word(*paragraphs: str) -> bytes:
    """Return a Word document with paragraphs, a table and a header."""
    document = docx.Document()
    for one in paragraphs:
        document.add_paragraph(one)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "role", "operate"
    document.sections[0].header.paragraphs[0].text = "letterhead"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """Return a zip archive with other bytes for one member."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return file.getvalue()


def mail(
    text: str = WORDS, *attached: tuple[bytes, str, str], subject: str = "Re: roles"
) -> bytes:
    """Return a mail with attachments: bytes, media type as claimed, file name."""
    message = EmailMessage()
    message["From"] = "Press Office <press@supplier.example>"
    message["To"] = "regulator@authority.example"
    message["Date"] = "Fri, 16 Jul 2021 10:00:00 +0100"
    message["Subject"] = subject
    message["Message-ID"] = "<1@supplier.example>"
    message.set_content(text)
    for data, kind, name in attached:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def nested(depth: int) -> bytes:
    """Return a mail within a mail within a mail."""
    data = mail("innermost")
    for number in range(depth):
        data = mail(f"level {number}", (data, "application/octet-stream", "inner.eml"))
    return data


def page(body: str) -> bytes:
    return (
        "<!doctype html><html><head><title>Letter</title>"
        f"<script>document.write('RUN')</script></head><body>{body}</body></html>"
    ).encode()
