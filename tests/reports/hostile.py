"""Texts that try to be more than text, and every kind of document stuffed with them.

What must come of them is for the tests.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from pathlib import Path

from examples import __file__ as examples_file
from models import DocumentKind
from monev.printing import Language
from monev.recap import NationRecap, ProvinceRecap
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.recap.nation import nation_recap_paper
from monev.reports.recap.province import province_recap_paper
from monev.reports.region.paper import region_paper
from monev.reports.signed.cover_letter import cover_letter_paper
from monev.reports.signed.minutes import minutes_paper
from monev.reports.signed.signing import Agreement, LetterFields, MinutesFields, read_fields
from monev.workspace import Workspace
from tests.reports.regions import region
from tests.reports.stuffed import stuffed

MARKUP = {
    "script": '<script src="{web}/s">fetch("{web}/s")</script>',
    "attribute": '" onload="alert(1)" style="background:url({web}/a)" x="',
    "apostrophe": "' onmouseover='alert(1)' x='",
    "picture": '"><img src="file:///etc/passwd" onerror="alert(1)"><img src="{web}/p">',
    "style": "</style><style>@import url({web}/i); * {{ display: none }}</style>",
    "link": '<link rel="stylesheet attachment" href="{web}/l">',
    "frames": '<iframe src="{web}/f"></iframe><embed src="{web}/e">',
    "object": '<object data="file:///etc/passwd"></object>',
    "base": '<base href="{web}/"><meta http-equiv="refresh" content="0;url={web}/m">',
    "svg": '</title></svg><svg onload="alert(1)"><image href="{web}/d"/></svg>',
    "math": '<math><mtext><img src="{web}/n" onerror="alert(1)"></mtext></math>',
    "ends": "</table></section></main></body></html><h1>BAIK SEKALI</h1>",
    "comment": "--><!-- <![CDATA[ ]]> <?xml ?>",
    "addresses": "url({web}/u) javascript:alert(1) data:text/html,<b>x</b>",
    "template": "{{{{ 7 * 7 }}}}{{% for x in range(9) %}}x{{% endfor %}}{{# x #}}",
    "classes": "{{{{ ''.__class__.__mro__ }}}}",
    "formats": "%(x)s %s %d %% 100% {{0}} {{name}} \\g<1> \\1 $x",
    "entities": "&lt;b&gt; &#60;i&#62; &amp;amp; &nbsp;",
    "formula": '=HYPERLINK("{web}/h","x")',
    "hidden": "Dinas;=1+1;\t@SUM(A1)\n+1",
}
"""Texts with the address of a listener; doubled braces become one."""
LETTERS = {
    "turning": ("\u202eterbalik\u202c \u2066x\u2069", "[U+202E]terbalik[U+202C] [U+2066]x[U+2069]"),
    "unseen": ("Di\u200bnas\u00ad A\ufeff", "Di[U+200B]nas[U+00AD] A[U+FEFF]"),
    "tower": ("z" + "\u0301\u0336\u035f" * 40, "ź[U+0336 U+035F U+0301 +116]"),
    "loose accents": ("Cafe\u0301 A\u030angstro\u0308m", "Café Ångström"),
    "control": ("a\x00b\x1b[31mc\x7f\x9f", "a[U+0000]b[U+001B][31mc[U+007F U+009F]"),
    "none": ("a\uffff\ufffd\ue000b", "a[U+FFFF U+FFFD U+E000]b"),
    "family": ("x\U0001f468\u200d\U0001f469\u200d\U0001f467x", "x[U+1F468 U+200D U+1F469 +2]x"),
    "chinese": ("千葉", "[U+5343 U+8449]"),
    "arabic": ("العربية", "[U+0627 U+0644 U+0639 +4]"),
    "blanks": ("a\u3000b\u2003\u2028c\u202fd", "a b c d"),
}
"""Letters that no bundled face has, that are not seen or that turn a line, and what is printed."""
SUMMED_UP = (DocumentKind.PROVINCE_RECAP, DocumentKind.NATION_RECAP)
DIGEST = "0" * 64
Recaps = Mapping[DocumentKind, ProvinceRecap | NationRecap]


def payloads(web: str) -> list[str]:
    """Every text, with the address of a listener in it."""
    written = [one.format(web=web) for one in MARKUP.values()]
    return [*written, *(one for one, _ in LETTERS.values())]


def in_turn(texts: Sequence[str], start: int = 0) -> Callable[[], str]:
    """Return what gives one text after the other, again and again."""
    turns = cycle([*texts[start:], *texts[:start]])
    return lambda: next(turns)


def region_papers(
    name: str, example: Workspace, language: Language, text_of: Callable[[], str]
) -> list[Paper]:
    """Return the report, the fact sheet, the minutes and the letter of one region, stuffed."""
    dossier = stuffed(region(name, example), text_of)
    issuer = stuffed(Issuer(address="x", place="x"), text_of)
    return [
        region_paper(DocumentKind.REGION_REPORT, dossier, language, issuer),
        region_paper(DocumentKind.FACT_SHEET, dossier, language, issuer),
        minutes_paper(dossier, language, issuer, _minutes(dossier.card.actions[0].id, text_of)),
        cover_letter_paper(dossier, language, issuer, stuffed(_letter(), text_of)),
    ]


def _minutes(action: str, text_of: Callable[[], str]) -> MinutesFields:
    fields = read_fields(Path(examples_file).parent / "berita-acara.yaml", MinutesFields)
    agreed = [Agreement(action=action, remark="x")]
    return stuffed(fields.model_copy(update={"agreements": agreed}), text_of)


def _letter() -> LetterFields:
    fields = read_fields(Path(examples_file).parent / "surat-pengantar.yaml", LetterFields)
    more = {"subject": "x", "recipient": "x", "recipient_place": "x", "remarks": ["x"]}
    return fields.model_copy(update={**more, "on_behalf_of": "x"})


def recap_papers(recaps: Recaps, language: Language, text_of: Callable[[], str]) -> list[Paper]:
    """Return the recaps of a province and of the nation, stuffed."""
    issuer = stuffed(Issuer(address="x", place="x"), text_of)
    province, nation = (stuffed(recaps[kind], text_of) for kind in SUMMED_UP)
    assert isinstance(province, ProvinceRecap)
    assert isinstance(nation, NationRecap)
    return [
        province_recap_paper(province, language, issuer, 1, DIGEST),
        nation_recap_paper(nation, language, issuer, 1, DIGEST),
    ]
