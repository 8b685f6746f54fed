"""The other ways of making a report, as `bench.reports` compares them: the same content in each."""

import os
import re
import subprocess
import sys

from bench.naive import with_drawings
from bench.processor import cpu_below, spent
from bench.typst_source import typst_of

TABLE = (
    '<table><caption>Tabel 1. Pagu</caption><thead><tr><th>Dinas</th><th class="n w15">Pagu</th>'
    '</tr></thead><tbody><tr class="group"><th colspan="2">A "satu" \\ #dua</th></tr>'
    '<tr><td>Dinas<br>Sosial</td><td class="n" style="background:linear-gradient(to right,'
    '#2f6b8ffe 75.0%,#dde5ebfe 75.0%) 0 100%/100% 1.8pt no-repeat">75,0%</td></tr>'
    '<tr><td>Nilai</td><td class="n">61,0</td></tr></tbody></table>'
)
PAGE = (
    '<!doctype html><html lang="id"><head><title>Laporan</title></head><body>'
    "<h1>Kota &amp; Desa</h1>"
    '<svg aria-label="Batang"><title>Batang</title><rect width="1"/><text>12</text></svg>'
    f"<ol><li><strong>Satu</strong>, lalu</li></ol>{TABLE}</body></html>"
)


def test_the_typst_source_holds_every_word_once_and_as_text() -> None:
    """Words stand in strings, so that marks of the language in them mean nothing."""
    source = typst_of(PAGE)
    words = re.findall(r'#"((?:[^"\\]|\\.)*)";', source)
    assert words == [
        *("Kota & Desa", "Satu", ", lalu", "Tabel 1. Pagu", "Dinas", "Pagu"),
        *('A \\"satu\\" \\\\ #dua', "Dinas", "Sosial", "75,0%", "Nilai", "61,0"),
    ]
    assert "#table(columns: (1fr, 15%,)," in source
    assert source.index("Tabel 1. Pagu") < source.index("#table(columns")
    assert 'alt: "Batang"' in source


def test_the_naive_page_draws_each_bar_and_each_score() -> None:
    """A background bar becomes a drawing, and a score cell gets one beside its number."""
    page = with_drawings(PAGE)
    assert page.count("<svg") == PAGE.count("<svg") + 2
    assert "linear-gradient" not in page
    assert "75,0%" in page
    assert '<rect width="61.0"' in page


def test_processor_time_of_children_is_counted() -> None:
    """A browser works in processes of its own: what they take is not lost."""
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    took = spent(lambda: subprocess.run([sys.executable, "-c", busy], check=True))
    assert took.cpu >= 0.25
    assert cpu_below(os.getpid()) >= 0
