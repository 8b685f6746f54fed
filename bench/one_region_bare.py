"""What any program would do: WeasyPrint imported, styles parsed once, pages from files to PDF.

Called as `python one_region_bare.py STYLES OUT PAGE...`. Nothing of ours is imported.
"""

import sys
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def main() -> None:
    """Make a PDF of every page named."""
    styles, out, *pages = (Path(one) for one in sys.argv[1:])
    fonts = FontConfiguration()
    sheets = [CSS(filename=str(styles), font_config=fonts)]
    for page in pages:
        made = HTML(filename=str(page)).write_pdf(
            font_config=fonts, stylesheets=sheets, pdf_variant="pdf/a-3a"
        )
        (out / f"{page.stem}.pdf").write_bytes(made)


if __name__ == "__main__":
    main()
