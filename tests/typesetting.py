"""Texts set as PDF, and passages picked from them, for tests that find these in those."""

import html
import re
from collections.abc import Callable
from io import BytesIO

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from browsing import chromium
from countersight.cite import quotations

LONG = re.compile(r"\w{9,}")
SHY = "\u00ad"
PATTERNS = (
    r"(?<!\w)[^\n.]{15,300}[.](?!\w)",
    r"(?<!\w)[^\n.,:;“”]{20,200}(?!\w)",
    r"(?:[A-Z][\w’-]+ ){2,}[A-Z]\w+",
)
"""Sentences, clauses, and names of several words."""


def picked(body: str) -> list[tuple[int, int]]:
    """Return sentences, clauses, quotations and names: places that nobody chose by hand."""
    spans = [found.span() for each in PATTERNS for found in re.finditer(each, body)]
    spans += [(each.start, each.end) for each in quotations(body)]
    found = set()
    for start, end in spans:
        words = body[start:end]
        if words.strip() and body.count(words.strip()) == 1:
            first = start + len(words) - len(words.lstrip())
            found.add((first, first + len(words.strip())))
    return sorted(found)


def by_reportlab(text: str) -> bytes:
    """Return a PDF of small pages, justified, with a number at the foot of each."""
    made = BytesIO()
    style = ParagraphStyle(
        "body", fontName="Times-Roman", fontSize=11, leading=14, alignment=TA_JUSTIFY
    )
    style.spaceAfter = 8
    document = BaseDocTemplate(made, pagesize=A5, invariant=1)
    frame = Frame(45, 60, A5[0] - 90, A5[1] - 105)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_numbered))
    document.build([Paragraph(html.escape(each), style) for each in text.split("\n") if each])
    return made.getvalue()


def _numbered(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Times-Roman", 9)
    canvas.drawCentredString(A5[0] / 2, 30, str(document.page))


def by_chromium(program: str) -> Callable[[str], bytes]:
    """Return what prints a text by Chromium in a narrow column, with words that are parted."""

    def print_(text: str) -> bytes:
        paragraphs = "".join(
            f"<p>{html.escape(_parted(each))}</p>" for each in text.split("\n") if each
        )
        style = "body { font: 11pt serif; text-align: justify; hyphens: manual; width: 70mm }"
        with chromium(program) as browser:
            page = browser.new_page()
            page.set_content(f"<style>{style}</style><body>{paragraphs}")
            made = page.pdf(format="A6", margin={"top": "8mm", "bottom": "12mm"})
            page.close()
        return made

    return print_


def _parted(text: str) -> str:
    """Return a text in which long words may be parted in their middle."""
    return LONG.sub(lambda found: f"{found[0][:5]}{SHY}{found[0][5:]}", text)
