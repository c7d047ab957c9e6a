"""Makes the Word templates that are shipped: `python -m bench.document_templates`.

The styles are real ones, so that users can change the look in Word without touching the fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from sessions.documents.palette import LIGHT

FOLDER = Path(__file__).parent.parent / "sessions" / "documents" / "templates"
FONT = "Arial"
WIDTH = 166
MADE = datetime(2026, 1, 1, tzinfo=UTC)


def colour(value: str) -> RGBColor:
    """Return a colour of the palette as python-docx wants it."""
    return RGBColor.from_string(value[1:].upper())


class Page:
    """A document under construction, with the styles that both templates share."""

    def __init__(self, title: str) -> None:
        self.document = Document()
        self._page()
        self._styles()
        self._header_and_footer(title)
        properties = self.document.core_properties
        properties.title = f"{{{{ about.service }}}}: {title.lower()}"
        properties.subject = title
        properties.language = "en-GB"
        for name in ("author", "comments", "keywords", "last_modified_by", "category"):
            setattr(properties, name, "")
        properties.created = properties.modified = MADE.replace(tzinfo=None)

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin, section.bottom_margin = Mm(26), Mm(22)
        section.header_distance = section.footer_distance = Mm(11)

    def _styles(self) -> None:
        styles = self.document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
        run = defaults.find(qn("w:rPr"))
        for child in run.findall(qn("w:lang")):
            run.remove(child)
        run.append(
            parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>')
        )
        text, quiet = colour(LIGHT.text), colour(LIGHT.quiet)
        self._style("Normal", 10.5, text, after=6, line=1.12)
        self._style("Title", 24, text, bold=True, after=2)
        title = styles["Title"].element.pPr
        for border in title.findall(qn("w:pBdr")):
            title.remove(border)
        self._style("Subtitle", 13, quiet, after=10)
        self._style("Heading 1", 17, text, bold=True, before=20, after=6, keep=True)
        self._style("Heading 2", 13, text, bold=True, before=16, after=3, keep=True)
        self._style("Heading 3", 11, text, bold=True, before=10, after=2, keep=True)
        self._style("Caption", 9, quiet, bold=True, before=8, after=3, keep=True)
        self._style("List Bullet", 10.5, text, after=2)
        self._style("Header", 9, quiet, after=0)
        self._style("Footer", 9, quiet, after=0)
        self._new("Note", "Normal", 8.5, quiet, before=2, after=1)
        self._new("Result", "Normal", 15, text, bold=True, after=2, keep=True)
        self._new("Standard rating", "Normal", 11, text, after=3, keep=True)
        self._new("Draft", "Normal", 10, colour(LIGHT.alarm), bold=True, after=6)
        self._new("Table text", "Normal", 9.5, text, before=1.5, after=1.5, line=1.0)
        self._new("Table heading", "Table text", 9, quiet, bold=True, before=2, after=2)
        self._new(
            "Table group", "Table text", 9.5, text, bold=True, before=1.5, after=1.5, keep=True
        )
        number = self._new("Table number", "Table text", 9.5, text, before=1.5, after=1.5, line=1.0)
        number.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        head = self._new(
            "Table number heading", "Table heading", 9, quiet, bold=True, before=2, after=2
        )
        head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        styles.element.append(_table_style())
        for name, tag in (("Header", "w:tabs"), ("Footer", "w:tabs"), ("Subtitle", "w:spacing")):
            element = styles[name].element
            for holder in (element.pPr, element.rPr):
                for found in holder.findall(qn(tag)) if holder is not None else ():
                    if tag == "w:tabs" or found.get(qn("w:val")):
                        holder.remove(found)

    def _style(self, name: str, size: float, ink: RGBColor, **more: Any) -> Any:
        style = self.document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{key}"), FONT)
        style.font.size, style.font.color.rgb = Pt(size), ink
        style.font.bold, style.font.italic = bool(more.get("bold")), False
        layout = style.paragraph_format
        layout.space_before = Pt(more.get("before", 0))
        layout.space_after = Pt(more.get("after", 0))
        layout.line_spacing = more.get("line", 1.08)
        layout.keep_with_next = bool(more.get("keep"))
        return style

    def _new(self, name: str, base: str, size: float, ink: RGBColor, **more: Any) -> Any:
        style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.document.styles[base]
        style.quick_style = True
        return self._style(name, size, ink, **more)

    def _header_and_footer(self, title: str) -> None:
        section = self.document.sections[0]
        first = section.header.paragraphs[0]
        first.paragraph_format.tab_stops.clear_all()
        first.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        first.add_run("{{ about.service }}\t{{ about.date }}")
        draft = section.header.add_paragraph(style="Draft")
        draft.add_run("{{ about.draft_words }}")
        last = section.footer.paragraphs[0]
        last.paragraph_format.tab_stops.clear_all()
        last.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        last.add_run(f"{title}\tPage ")
        _field(last, "PAGE", "1")
        last.add_run(" of ")
        _field(last, "NUMPAGES", "1")

    # ---- pieces --------------------------------------------------------------------------------

    def text(self, text: str, style: str = "Normal") -> Any:
        """Add a paragraph. `**bold**` and `^^raised^^` parts become runs of their own."""
        return _runs(self.document.add_paragraph(style=style), text)

    def tag(self, tag: str) -> None:
        """Add a paragraph that holds only a tag, such as a loop over paragraphs."""
        self.document.add_paragraph("{%p " + tag + " %}")

    def caption(self, number: str, text: str) -> None:
        """Add a caption with the number of its table."""
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.add_run("Table ")
        _field(paragraph, "SEQ Table \\* ARABIC", number)
        _runs(paragraph, f". {text}")

    def table(
        self,
        headings: Sequence[str],
        widths: Sequence[float],
        rows: Sequence[str | Sequence[str]],
        numbers: Sequence[int] = (),
        together: bool = False,
    ) -> None:
        """Add a table. A row that is one text is a tag over rows; `=…` starts a group row.

        `together`: keep it on one page, with the notes under it.
        """
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style = self.document.styles["Panel table"]
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        self._row(table, headings, widths, numbers, heading=True)
        for row in rows:
            if isinstance(row, str):
                cells = table.add_row().cells
                cells[0].paragraphs[0].add_run("{%tr " + row + " %}")
                continue
            self._row(table, row, widths, numbers)
        if together:
            for paragraph in (each for cell in table._cells for each in cell.paragraphs):
                paragraph.paragraph_format.keep_with_next = True

    def _row(
        self,
        table: Any,
        texts: Sequence[str],
        widths: Sequence[float],
        numbers: Sequence[int],
        heading: bool = False,
    ) -> None:
        row = table.add_row()
        settings = row._tr.get_or_add_trPr()
        settings.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if heading:
            settings.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        group = texts[0].startswith("=")
        for place, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = Mm(width)
            text = texts[place].removeprefix("=") if place < len(texts) else ""
            paragraph = cell.paragraphs[0]
            kind = "Table number" if place in numbers else "Table text"
            if heading:
                kind = "Table number heading" if place in numbers else "Table heading"
            elif group and place not in numbers:
                kind = "Table group"
            paragraph.style = self.document.styles[kind]
            _runs(paragraph, text)
            if group:
                cell._tc.get_or_add_tcPr().append(
                    parse_xml(
                        f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" '
                        f'w:fill="{LIGHT.raised[1:].upper()}"/>'
                    )
                )
        if group and len(texts) == 1:
            row.cells[0].merge(row.cells[-1])

    def save(self, name: str) -> None:
        """Save the template among those that are shipped."""
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / name).write_bytes(self.data())

    def data(self) -> bytes:
        """Return the bytes of the template, the same each time."""
        made, fixed = BytesIO(), BytesIO()
        self.document.save(made)
        with ZipFile(made) as archive, ZipFile(fixed, "w", ZIP_DEFLATED) as other:
            for name in archive.namelist():
                other.writestr(ZipInfo(name), archive.read(name), ZIP_DEFLATED)
        return fixed.getvalue()


def _table_style() -> Any:
    rule, quiet = LIGHT.rule[1:].upper(), LIGHT.raised[1:].upper()
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{rule}"'
    strong = f'w:val="single" w:sz="8" w:space="0" w:color="{LIGHT.text[1:].upper()}"'
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PanelTable">'
        '<w:name w:val="Panel table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
        "<w:qFormat/><w:tblPr><w:tblBorders>"
        f"<w:top {strong}/><w:bottom {strong}/><w:insideH {line}/>"
        '</w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{quiet}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field with the result that is shown until Word works it out anew."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "":
            element = parse_xml(
                f'<w:instrText {nsdecls("w")} xml:space="preserve"> {text} </w:instrText>'
            )
            run._r.append(element)
        elif kind == "shown":
            run.text = text
        else:
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))


def _runs(paragraph: Any, text: str) -> Any:
    """Add text in runs: `**bold**`, `^^raised^^`, the rest plain."""
    for place, part in enumerate(text.split("**")):
        for raised, piece in enumerate(part.split("^^")):
            if piece:
                run = paragraph.add_run(piece)
                if place % 2:
                    run.bold = True
                if raised % 2:
                    run.font.superscript = True
    return paragraph


def either(condition: str, bold: str) -> str:
    """Return a text that is bold where a condition holds, and plain where it does not."""
    return f"{{% if {condition} %}}**{bold}**{{% else %}}{bold}{{% endif %}}"


SHADED = "{% cellbg line.colour|shade %}{{ line.rating }}"


def _notes(page: Page, notes: str) -> None:
    page.tag(f"for note in {notes}")
    page.text("^^{{ note.mark }}^^ {{ note.text }}", "Note")
    page.tag("endfor")


def report() -> Page:
    """Make the template of the report."""
    page = Page("Ratings and results")
    page.text("{{ about.service }}", "Title")
    page.text("Ratings and results of the inspection", "Subtitle")
    page.text("**Fieldwork:** {{ about.fieldwork }}")
    page.text("**Rules:** {{ about.scheme }}")
    page.tag("if about.source")
    page.text("**Source:** {{ about.source }}")
    page.tag("endif")
    page.text("Ratings", "Heading 1")
    page.text("Overall rating: {{ overall }}", "Result")
    page.text("{{ score_label }}: {{ score }}", "Result")
    page.text("{{ scale }}")
    page.caption("{{ ratings_table }}", "The rating of each standard")
    page.table(
        ("Standard", "Title", "Rating", "Points", "Stars"),
        (18, 66, 42, 16, 24),
        (
            "for group in ratings",
            (
                "={{ group.id }}. {{ group.title }}"
                "{% if group.cases %} · {{ group.cases }}{% endif %}",
            ),
            "for row in group.standards",
            (
                "{{ row.id }}",
                "{{ row.title }}",
                "{% cellbg row.colour|shade %}**{{ row.rating }}**^^{{ row.marks }}^^",
                "{{ row.points }}",
                "{{ row.stars }}",
            ),
            "endfor",
            "endfor",
        ),
    )
    _notes(page, "rating_notes")
    page.text("{{ score_note }}", "Note")
    page.text("The standards", "Heading 1")
    page.tag("for standard in standards")
    page.text("{{ standard.id }} {{ standard.title }}", "Heading 2")
    page.text("Rating: **{{ standard.rating }}**^^{{ standard.marks }}^^", "Standard rating")
    page.tag("if standard.basis")
    page.text("{{ standard.basis }}")
    page.tag("endif")
    page.tag("if standard.questions")
    title = "Key questions of {{ standard.id }} {{ standard.title }}"
    label = either("question.drives", "{{ question.label }}") + "^^{{ question.marks }}^^"
    number = either("question.drives", "{{ question.id }}")
    page.caption("{{ standard.table }}", title)
    page.tag("if standard.counts")
    page.table(
        ("Number", "Key question", "Relevant cases", "Number of yes", "% yes"),
        (18, 78, 26, 26, 18),
        (
            "for question in standard.questions",
            (
                number,
                label,
                either("question.drives", "{{ question.relevant }}"),
                either("question.drives", "{{ question.yes }}"),
                either("question.drives", "{{ question.percent }}"),
            ),
            "endfor",
        ),
        numbers=(2, 3, 4),
        together=True,
    )
    page.tag("else")
    page.table(
        ("Number", "Key question", "% yes"),
        (18, 122, 26),
        (
            "for question in standard.questions",
            (number, label, either("question.drives", "{{ question.percent }}")),
            "endfor",
        ),
        numbers=(2,),
        together=True,
    )
    page.tag("endif")
    page.tag("endif")
    _notes(page, "standard.notes")
    page.tag("if standard.questions")
    page.text("In words", "Heading 3")
    page.tag("for question in standard.questions")
    page.text("{{ question.sentence }}", "List Bullet")
    page.tag("endfor")
    page.tag("endif")
    page.tag("endfor")
    page.text("How the ratings are made", "Heading 1")
    page.text("Samples", "Heading 2")
    _list(page, "samples")
    page.text("From cases to ratings", "Heading 2")
    _paragraphs(page, "method")
    page.caption("{{ bands_table }}", "From the lowest key question to the rating of a standard")
    page.table(
        ("Share of yes, in words", "% yes", "Rating of the standard"),
        (66, 34, 66),
        (
            "for line in bands",
            (
                "{{ line.name }}",
                "{{ line.range }}",
                SHADED,
            ),
            "endfor",
        ),
    )
    page.text("From ratings to the overall rating", "Heading 2")
    page.text("{{ score_note }}")
    page.caption("{{ scores_table }}", "What each rating scores")
    page.table(
        ("Score", "Rating of a standard", "Stars"),
        (34, 98, 34),
        (
            "for line in rating_scores",
            (
                "{{ line.range }}",
                SHADED,
                "{{ line.name }}",
            ),
            "endfor",
        ),
    )
    page.tag("for table in overall_tables")
    page.caption("{{ table.table }}", "The overall rating, for scores out of {{ table.maximum }}")
    page.table(
        ("Total score", "Overall rating"),
        (34, 132),
        (
            "for line in table.bands",
            ("{{ line.range }}", SHADED),
            "endfor",
        ),
    )
    page.tag("endfor")
    page.text("Professional discretion", "Heading 2")
    _paragraphs(page, "discretion")
    page.text("Assumptions that no published report states", "Heading 2")
    _list(page, "assumptions")
    page.tag("if has_prompts")
    annexe = page.text("Annexe: prompts and results", "Heading 1")
    annexe.paragraph_format.page_break_before = True
    page.text(
        "Each key question is answered after more detailed prompts. The answer weighs them: it is "
        "not their sum, and no prompt is scored."
    )
    page.tag("for standard in annexe")
    page.text("{{ standard.id }} {{ standard.title }}", "Heading 2")
    page.caption("{{ standard.table }}", "Prompts of {{ standard.id }} {{ standard.title }}")
    page.tag("if standard.counts")
    page.table(
        ("Key question or prompt", "Relevant cases", "Number of yes", "% yes"),
        (96, 26, 26, 18),
        (
            "for question in standard.questions",
            (
                "={{ question.id }} {{ question.label }}",
                "**{{ question.relevant }}**",
                "**{{ question.yes }}**",
                "**{{ question.percent }}**",
            ),
            "for prompt in question.prompts",
            (
                "{{ prompt.label }}",
                "{{ prompt.relevant }}",
                "{{ prompt.yes }}",
                "{{ prompt.percent }}",
            ),
            "endfor",
            "endfor",
        ),
        numbers=(1, 2, 3),
    )
    page.tag("else")
    page.table(
        ("Key question or prompt", "% yes"),
        (140, 26),
        (
            "for question in standard.questions",
            ("={{ question.id }} {{ question.label }}", "**{{ question.percent }}**"),
            "for prompt in question.prompts",
            ("{{ prompt.label }}", "{{ prompt.percent }}"),
            "endfor",
            "endfor",
        ),
        numbers=(1,),
    )
    page.tag("endif")
    page.tag("endfor")
    page.tag("endif")
    _about(page)
    return page


def _list(page: Page, texts: str) -> None:
    page.tag(f"for words in {texts}")
    page.text("{{ words }}", "List Bullet")
    page.tag("endfor")


def _paragraphs(page: Page, texts: str) -> None:
    page.tag(f"for words in {texts}")
    page.text("{{ words }}")
    page.tag("endfor")


def _about(page: Page) -> None:
    page.text("About this document", "Heading 1")
    page.text("**Rules:** {{ about.scheme }}. {{ about.scheme_source }}")
    page.tag("if about.signed")
    page.text("**Signed:** {{ about.signed }}")
    page.text("**Fingerprint:** {{ about.fingerprint }}")
    page.tag("else")
    page.text("{{ about.draft_words }}", "Draft")
    page.tag("endif")
    page.text("**Program:** ratings-panel {{ about.version }}")


def minutes() -> Page:
    """Make the template of the minutes."""
    page = Page("Minutes of the ratings panel")
    page.text("{{ about.service }}", "Title")
    page.text("Minutes of the ratings panel", "Subtitle")
    page.text("**Fieldwork:** {{ about.fieldwork }}")
    _if(page, "about.lead_inspector", "**Lead inspector:** {{ about.lead_inspector }}")
    page.text("**Rules:** {{ about.scheme }}")
    _if(page, "about.source", "**Source:** {{ about.source }}")
    page.tag("for words in files")
    page.text("{{ words }}", "Note")
    page.tag("endfor")
    page.text("Meeting", "Heading 1")
    page.tag("if not sittings")
    page.text("No details of the meeting are recorded.")
    page.tag("endif")
    page.tag("for sitting in sittings")
    page.tag("if sittings|length > 1")
    page.text("Sitting {{ sitting.number }}", "Heading 2")
    page.tag("endif")
    page.text('**Date:** {{ sitting.date or "not recorded" }}')
    _if(page, "sitting.place", "**Place:** {{ sitting.place }}")
    page.text('**Chair:** {{ sitting.chair or "not recorded" }}')
    page.text('**Present:** {{ sitting.present or "not recorded" }}')
    _if(page, "sitting.attending", "**In attendance:** {{ sitting.attending }}")
    _if(page, "sitting.apologies", "**Apologies:** {{ sitting.apologies }}")
    _if(page, "sitting.note_taker", "**Note taker:** {{ sitting.note_taker }}")
    _if(page, "sitting.quorum", "**Quorum:** {{ sitting.quorum }}")
    page.tag("endfor")
    page.text("{{ naming }}", "Note")
    page.text("Interests and recusals", "Heading 2")
    page.tag("if interests")
    page.table(
        ("Who", "Interest", "Standards", "What was done"),
        (36, 56, 34, 40),
        (
            "for each in interests",
            (
                "{{ each.name }}",
                "{{ each.interest }}",
                "{{ each.standards }}",
                '{{ each.action or "–" }}',
            ),
            "endfor",
        ),
    )
    page.tag("else")
    page.text("{{ no_interests }}")
    page.tag("endif")
    _remarks(page, "remarks", "Notes on the inspection as a whole")
    page.text("Result", "Heading 1")
    page.text("As agreed: {{ agreed }}", "Result")
    page.text("On the evidence alone: {{ by_evidence }}", "Standard rating")
    page.text("{{ scale }}")
    page.text("{{ comparison }}")
    page.caption(
        "{{ results_table }}", "The evidence rating and the agreed rating of each standard"
    )
    page.table(
        ("Standard", "Title", "Evidence or proposed rating", "Agreed rating", "Panel"),
        (17, 43, 40, 40, 26),
        (
            "for row in results",
            (
                "{{ row.id }}",
                "{{ row.title }}",
                "{{ row.by_evidence }}",
                "{% cellbg row.colour|shade %}" + either("row.differs", "{{ row.agreed }}"),
                "{{ row.outcome }}",
            ),
            "endfor",
        ),
    )
    _list_or_none(page, "Deferred", "deferred")
    _list_or_none(page, "Not decided yet", "undecided")
    page.tag("if not_applied")
    page.text("Recorded, but not applied", "Heading 2")
    _list(page, "not_applied")
    page.tag("endif")
    _standard_parts(page, "judged", "Standards rated by judgement")
    _standard_parts(page, "considered", "Standards open to discretion")
    _standard_parts(page, "others", "Other standards with notes")
    page.text("Record and signatures", "Heading 1")
    page.tag("if about.signed")
    page.table(
        ("Signed by", "Role"),
        (83, 83),
        ("for each in signatures", ("{{ each.name }}", '{{ each.role or "–" }}'), "endfor"),
    )
    page.tag("endif")
    page.tag("if record_events")
    page.text("Sign-off and reopening", "Heading 2")
    _list(page, "record_events")
    page.tag("endif")
    page.text("Assumptions that no published report states", "Heading 2")
    _list(page, "assumptions")
    _about(page)
    return page


def _standard_parts(page: Page, parts: str, title: str) -> None:
    page.tag(f"if {parts}")
    page.text(title, "Heading 1")
    page.tag(f"for standard in {parts}")
    page.text("{{ standard.id }} {{ standard.title }}", "Heading 2")
    page.tag("if standard.rating == standard.by_evidence")
    page.text("**{{ standard.rating }}**", "Standard rating")
    page.tag("else")
    page.text(
        "{{ standard.by_evidence_label }}: {{ standard.by_evidence }}. "
        "Agreed rating: **{{ standard.rating }}**.",
        "Standard rating",
    )
    page.tag("endif")
    page.tag("if standard.basis")
    page.text(
        "{{ standard.basis }}"
        "{% if standard.proposed_by %} Proposed by {{ standard.proposed_by }}.{% endif %}"
    )
    page.tag("endif")
    _paragraphs(page, "standard.rationale")
    _if(page, "standard.open", "{{ standard.open }}")
    page.tag("if standard.figures")
    page.caption("{{ standard.table }}", "Figures of {{ standard.id }} {{ standard.title }}")
    drives = "row.drives"
    page.table(
        ("Number", "Key question", "Yes", "80% interval", "Band"),
        (16, 58, 28, 24, 40),
        (
            "for row in standard.figures",
            (
                either(drives, "{{ row.id }}"),
                either(drives, "{{ row.label }}"),
                either(drives, "{{ row.figures }}"),
                either(drives, "{{ row.interval }}"),
                "{% cellbg row.colour|shade %}" + either(drives, "{{ row.rating }}"),
            ),
            "endfor",
        ),
        numbers=(2, 3),
        together=True,
    )
    page.text("Bold: the lowest key question, which the evidence rating follows.", "Note")
    page.tag("endif")
    page.tag("if standard.criteria")
    page.text("Why it is open", "Heading 3")
    page.tag("for criterion in standard.criteria")
    page.text(
        "{{ criterion.name }}: "
        + either('criterion.answer == "met"', "{{ criterion.answer }}")
        + ". {{ criterion.why }}",
        "List Bullet",
    )
    page.tag("endfor")
    _if(page, "standard.others", "Other questions: {{ standard.others }}", "List Bullet")
    _if(page, "standard.rounding", "{{ standard.rounding }}", "List Bullet")
    page.tag("for words in standard.taken")
    page.text("{{ words }}", "List Bullet")
    page.tag("endfor")
    page.tag("endif")
    page.tag("if standard.interests")
    page.text("Interests in this standard", "Heading 3")
    _list(page, "standard.interests")
    page.tag("endif")
    page.tag("if standard.settled or standard.decision")
    page.text("What the panel decided", "Heading 3")
    page.tag("endif")
    _if(page, "standard.settled", "**{{ standard.settled }}**")
    page.tag("for given in standard.decision")
    page.text("**{{ given.words }}**")
    _if(page, "given.chair_alone", "Taken by the chair alone (chair’s action).")
    for name, title in (("reason", "Reason"), ("dissent", "Dissent")):
        page.tag(f"for line in given.{name}")
        page.text(f"{{% if loop.first %}}**{title}:** {{% endif %}}{{{{ line }}}}")
        page.tag("endfor")
    for name, title in (
        ("proposed_by", "Proposed by"),
        ("agreed_by", "Agreed by"),
        ("recused", "Recused"),
        ("effect", "Effect"),
        ("published_wording", "Published wording"),
    ):
        _if(page, f"given.{name}", f"**{title}:** {{{{ given.{name} }}}}")
    page.text(
        "Recorded on {{ given.time }}"
        "{% if given.sitting %}, sitting {{ given.sitting }}{% endif %}."
        "{% if given.corrected %} {{ given.corrected }}{% endif %}",
        "Note",
    )
    page.tag("endfor")
    page.tag("if standard.earlier")
    page.text("Earlier entries", "Heading 3")
    _list(page, "standard.earlier")
    page.tag("endif")
    _remarks(page, "standard.notes", "Notes")
    page.tag("endfor")
    page.tag("endif")


def _if(page: Page, condition: str, text: str, style: str = "Normal") -> None:
    page.tag(f"if {condition}")
    page.text(text, style)
    page.tag("endif")


def _list_or_none(page: Page, title: str, texts: str) -> None:
    page.text(title, "Heading 2")
    page.tag(f"if {texts}")
    _list(page, texts)
    page.tag("else")
    page.text("None.")
    page.tag("endif")


def _remarks(page: Page, notes: str, title: str) -> None:
    page.tag(f"if {notes}")
    page.text(title, "Heading 3")
    page.tag("endif")
    page.tag(f"for note in {notes}")
    page.tag("for line in note.text")
    page.text("{{ line }}")
    page.tag("endfor")
    page.text("{{ note.time }}", "Note")
    page.tag("endfor")


def main() -> None:
    """Make both templates."""
    report().save("report.docx")
    minutes().save("minutes.docx")


if __name__ == "__main__":
    main()
