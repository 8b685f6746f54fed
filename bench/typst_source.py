"""A report's HTML as Typst markup: the same headings, paragraphs, lists, tables and drawings.

Boxes that only arrange what is in them become their content, one below the other. Text is written
as strings, so that nothing in it is markup.
"""

from html.parser import HTMLParser

PREAMBLE = """\
#set document(title: {title})
#set page(paper: "a4", margin: (x: 19mm, top: 20mm, bottom: 18mm), numbering: "1 / 1")
#set text(font: "Source Sans Pro", size: 9pt, lang: {language}, fill: rgb("#1d2733"))
#set par(leading: 0.5em, spacing: 0.7em)
#set table(stroke: (bottom: 0.4pt + rgb("#d3dae0"), rest: none), inset: (x: 3pt, y: 2.2pt))
#set table(align: left)
#set strong(delta: 200)
#show heading: set text(font: "Source Serif Pro", fill: rgb("#16304f"))
#show table: set text(size: 8.1pt)
#show table.cell.where(y: 0): set text(size: 7.4pt, weight: 600)
"""
STYLES = {
    "lead": 'text(size: 10.8pt, font: "Source Serif Pro", fill: rgb("#16304f"))',
    "small": 'text(size: 7.6pt, fill: rgb("#45525f"))',
    "source": 'text(size: 7.2pt, fill: rgb("#55616d"))',
    "absent": 'text(style: "italic", fill: rgb("#6a4a33"))',
    "below": 'text(weight: 600, fill: rgb("#98401f"))',
    "number": "text(size: 15pt, weight: 600)",
    "band": 'text(size: 19pt, font: "Source Serif Pro", weight: 600)',
}
BLOCKS = {"p", "div", "section", "ol", "ul", "dl", "dt", "dd", "body", "caption"}
SILENT = {"head", "title", "style"}
VOID = {"br", "img", "meta", "link", "col", "wbr", "hr", "input"}


def typst_of(html: str) -> str:
    """Return the same words, tables and drawings as Typst source."""
    reader = _Reader()
    reader.feed(html)
    title, language = quoted(reader.title), quoted(reader.language)
    return PREAMBLE.format(title=title, language=language) + "".join(reader.made[0])


def quoted(text: str) -> str:
    """Return a text as a Typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{" ".join(escaped.split())}"'


class _Reader(HTMLParser):
    """Each open element collects what it has made; closing it hands that to the one above."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[list[str]] = [[]]
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.columns: list[list[str]] = []
        self.drawing: list[str] = []
        self.title = ""
        self.language = "id"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; what stands alone is written at once."""
        if tag == "svg" or self.drawing:
            self.drawing.append(self.get_starttag_text() or "")
        if self.drawing and tag != "svg":
            return
        if tag in VOID:
            if tag == "br":
                self.made[-1].append(" #linebreak() ")
            return
        told = dict(attrs)
        self.language = told.get("lang") or self.language
        self.open.append((tag, told))
        self.made.append([])
        if tag == "table":
            self.columns.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is closed at once in a drawing; elsewhere only a line break says anything."""
        if self.drawing:
            self.drawing.append(self.get_starttag_text() or "")
        elif tag == "br":
            self.made[-1].append(" #linebreak() ")

    def handle_data(self, data: str) -> None:
        """Write a text with its blanks at either end, for they part it from its neighbours."""
        if self.drawing:
            self.drawing.append(data.replace("&", "&amp;").replace("<", "&lt;"))
        elif self.open and self.open[-1][0] == "title":
            self.title += data
        elif data.strip():
            before, after = " " * data[0].isspace(), " " * data[-1].isspace()
            self.made[-1].append(f"{before}#{quoted(data)};{after}")
        elif data and self.made[-1]:
            self.made[-1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close an element and hand on what it has become."""
        if self.drawing and tag != "svg":
            self.drawing.append(f"</{tag}>")
            return
        if tag in VOID or not self.open:
            return
        name, told = self.open.pop()
        inner = "".join(self.made.pop())
        self.made[-1].append(self._become(name, told, inner))

    def _become(self, tag: str, told: dict[str, str | None], inner: str) -> str:
        classes = (told.get("class") or "").split()
        if tag == "svg":
            return self._drawn(told)
        if tag in {"h1", "h2", "h3", "h4"}:
            return f"\n#heading(level: {tag[1]})[{inner.strip()}]\n"
        if tag == "table":
            widths = ", ".join(self.columns.pop())
            return f"\n#table(columns: ({widths},),\n{inner})\n"
        if tag == "thead":
            return f"table.header({inner}),\n"
        if tag in {"td", "th"}:
            return self._cell(told, classes, inner)
        if tag in {"tbody", "tr", "html"} | SILENT:
            return "" if tag in SILENT else inner
        if tag == "li":
            mark = "+" if self.open and self.open[-1][0] == "ol" else "-"
            return f"\n{mark} #[{inner.strip()}]\n"
        if tag == "strong":
            inner = f"#strong[{inner}]"
        for name in classes:
            if name in STYLES:
                inner = f"#{STYLES[name]}[{inner}]"
        return self._block(tag, inner)

    def _block(self, tag: str, inner: str) -> str:
        if tag == "caption":  # a table's caption goes before it, and stands within it in HTML
            self.made[-2].append(f"\n#strong[{inner.strip()}]\n")
            return ""
        return f"\n{inner.strip()}\n\n" if tag in BLOCKS else inner

    def _cell(self, told: dict[str, str | None], classes: list[str], inner: str) -> str:
        span = int(told.get("colspan") or 1)
        row = len(self.columns[-1])
        if self.open[-2][0] == "thead" or not row:
            width = next((f"{one[1:]}%" for one in classes if one[1:].isdigit()), "")
            narrow = "auto" if "n" in classes else "1fr"
            self.columns[-1] += [width or narrow] * span
        align = ", align: right" if "n" in classes else ""
        return f"table.cell(colspan: {span}{align})[{inner.strip()}],\n"

    def _drawn(self, told: dict[str, str | None]) -> str:
        source = "".join(self.drawing) + "</svg>"
        self.drawing = []
        source = source.replace("Monev Sans", "Source Sans Pro")
        alt = told.get("aria-label") or "gambar"
        wide = "19mm" if "qr" in (told.get("class") or "") else "100%"
        return (
            f'\n#image(bytes({quoted(source)}), format: "svg", alt: {quoted(alt)}, width: {wide})\n'
        )
