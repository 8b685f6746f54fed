"""English of the templates: all of them have it, say nothing outside gettext, and keep it."""

from pathlib import Path

import pytest

from monev.reports.templating import TEMPLATES
from monev.reports.words.messages import translations
from tests.reports.template_texts import said_outside_gettext, templates
from tools.messages import all_faults, bring_up_to_date, locale_of, places_in

PAGE = """
<h1>{{ _("Judul") }}</h1>
<p>{{ _("Nilai %(score)s dari 100%%", score=score) }}</p>
"""
ENGLISH = """
msgid "Judul"
msgstr "Title"

msgid "Nilai %(score)s dari 100%%"
msgstr "Score %(score)s out of 100%%"
"""


def test_every_text_of_every_template_has_its_english() -> None:
    """None is missing, fuzzy, left over, contradicted or filled with other values."""
    assert all_faults(TEMPLATES) == []


def test_english_is_served_and_indonesian_stays_as_it_stands() -> None:
    """A text of a template comes out in the language that is asked for."""
    assert translations("en").gettext("Kelengkapan data") == "Data completeness"
    assert translations("id").gettext("Kelengkapan data") == "Kelengkapan data"


@pytest.mark.parametrize("path", templates(), ids=lambda one: str(one.relative_to(TEMPLATES)))
def test_a_template_says_nothing_outside_gettext(path: Path) -> None:
    """No letter stands in its text or in an attribute that is read, nor in a printed constant."""
    assert said_outside_gettext(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>Nilai {{ x }}</p>", ["Nilai"]),
        ('<img alt="Lambang">', ["Lambang"]),
        ('<div data-head="Halaman {{ x }}"></div>', ["Halaman"]),
        ("<title>{% if x %}Laporan{% endif %}</title>", ["Laporan"]),
        ('{{ x or "tidak disebut" }}', ["tidak disebut"]),
        ('{{ "ya" if x else "belum" }}', ["ya", "belum"]),
        ('{{ x ~ " orang" }}', ["orang"]),
        ('{{ x|default("nihil") }}', ["nihil"]),
        ('{{ x|join(" dan ") }}', ["dan"]),
        ('{% set x = "kata" %}', ["kata"]),
        ('{% for x in ["satu"] %}{{ x }}{% endfor %}', ["satu"]),
        ('{{ _("Sumber: %(who)s", who=x or "daerah") }}', ["daerah"]),
        ('{% import "parts/ui.html" as ui %}{{ ui.heading("A", "Judul") }}', ["Judul"]),
    ],
)
def test_a_text_outside_gettext_is_found(source: str, said: list[str]) -> None:
    """Each way past the translators is seen."""
    assert said_outside_gettext(source) == said


@pytest.mark.parametrize(
    "source",
    [
        '<p class="besar">{{ _("Nilai") }} {{ x|teks }}: 5%</p>',
        '<p class="{{ "below" if x == "lewat" }}">{{ n.table("nilai") }}</p>',
        '{{ _("Nilai") if x == "ketat" else _("Skor") }}{# catatan #}<!-- catatan -->',
        '{{ x|selectattr("segment", "equalto", "SEMUA")|list }}{{ "ketat"|mode }}',
        "<style>p { color: red }</style>{{ '.' * 20 }}",
    ],
)
def test_what_is_no_text_of_ours_passes(source: str) -> None:
    """Styles, codes that are looked up, keys and remarks are not read by anybody."""
    assert said_outside_gettext(source) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Templates of one document with their English."""
    (tmp_path / "surat").mkdir()
    (tmp_path / "surat" / "document.html").write_text(PAGE, "utf-8")
    locale_of(tmp_path).mkdir(parents=True)
    (locale_of(tmp_path) / "surat.po").write_text(ENGLISH, "utf-8")
    return tmp_path


def test_the_tool_keeps_what_is_translated_and_drops_what_is_gone(folder: Path) -> None:
    """A new text comes without English, an old one with it, and running again changes nothing."""
    assert all_faults(folder) == []
    page = folder / "surat" / "document.html"
    page.write_text(PAGE.replace("Judul", "Perihal"), "utf-8")
    (written,) = bring_up_to_date(folder)
    assert bring_up_to_date(folder) == []
    text = written.read_text("utf-8")
    assert 'msgstr "Score %(score)s out of 100%%"' in text
    assert "Judul" not in text
    assert all_faults(folder) == ["surat.po: 'Perihal' (surat/document.html) is not translated"]


def test_the_tool_takes_the_english_that_another_document_has(folder: Path) -> None:
    """A text that two documents share is translated once; two translations are a fault."""
    (folder / "nota").mkdir()
    (folder / "nota" / "document.html").write_text('{{ _("Judul") }}', "utf-8")
    bring_up_to_date(folder)
    assert all_faults(folder) == []
    other = locale_of(folder) / "nota.po"
    other.write_text(other.read_text("utf-8").replace("Title", "Heading"), "utf-8")
    assert all_faults(folder) == ["surat.po: 'Judul' is 'Title', in nota.po 'Heading'"]


def test_a_lost_place_and_a_fuzzy_or_left_over_text_are_faults(folder: Path) -> None:
    """English must fill what the Indonesian fills, be settled, and belong to a text."""
    path = locale_of(folder) / "surat.po"
    path.write_text(ENGLISH.replace("Score %(score)s", "Score %(points)s"), "utf-8")
    assert "does not fill the same places" in all_faults(folder)[0]
    path.write_text(ENGLISH.replace('msgid "Judul"', '#, fuzzy\nmsgid "Judul"'), "utf-8")
    assert "is not translated" in all_faults(folder)[0]
    path.write_text(f'{ENGLISH}\nmsgid "Tembusan"\nmsgstr "Copies"\n', "utf-8")
    assert "stands in no template any more" in all_faults(folder)[0]


def test_places_are_told_apart_from_percent_signs() -> None:
    """`%%` is printed, `%(name)s` is filled."""
    assert places_in("%(a)s 5%% %(b)s") == ["%%", "a", "b"]
