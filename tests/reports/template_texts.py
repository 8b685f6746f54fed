"""What a template says that gettext does not see: text that stands in it, constants it prints."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import nodes

from monev.reports.templating import TEMPLATES, environment
from monev.reports.words.filters import filters

GETTEXT = {"_", "gettext", "ngettext"}
SPOKEN = {"alt", "aria-label", "aria-description", "title", "placeholder", "summary", "label"}
"""Attributes that people read or hear; `data-` attributes are printed by style sheets."""
PRINTS_ITS_ARGUMENTS = {"d", "default", "join", "replace", "format", "center", "truncate"}
"""Filters of Jinja whose arguments may end up on the page."""
ALIKE = re.compile(r"[A-Z](\.\d+)?")
"""Marks of sections: the same in both languages, as is no other constant."""
OPEN, SHUT = "\ue000", "\ue001"
Macros = Mapping[str, Sequence[tuple[str, bool]]]
"""Macro -> its parameters in order, and whether each is printed as text."""


@dataclass
class Skeleton:
    """A template with numbered marks for what it prints, and all other values it makes."""

    pieces: list[str] = field(default_factory=list)
    printed: list[nodes.Node] = field(default_factory=list)
    made: list[nodes.Node] = field(default_factory=list)

    def take(self, node: nodes.Node) -> None:
        """Collect what a node and those below it print."""
        if isinstance(node, nodes.TemplateData):
            self.pieces.append(node.data)
        elif isinstance(node, nodes.Expr):
            self.pieces.append(f"{OPEN}{len(self.printed)}{SHUT}")
            self.printed.append(node)
        else:
            self.made += _values(node)
            for child in node.iter_child_nodes():
                if isinstance(node, nodes.Output) or not isinstance(child, nodes.Expr):
                    self.take(child)

    def said(self) -> tuple[list[str], list[nodes.Node]]:
        """Return the texts people read, and every value that may be printed as such."""
        texts, values = [], [*self.made]
        for text in read_by_people("".join(self.pieces)):
            pieces = text.replace(SHUT, OPEN).split(OPEN)
            texts += pieces[::2]
            values += [self.printed[int(place)] for place in pieces[1::2]]
        return texts, values


def _values(node: nodes.Node) -> list[nodes.Node]:
    """Return the values a statement makes that may be printed later on."""
    match node:
        case nodes.Assign():
            return [node.node]
        case nodes.For():
            return [node.iter]
        case nodes.Macro():
            return [*node.defaults]
        case nodes.CallBlock():
            return [node.call, *node.defaults]
        case nodes.With():
            return [*node.values]
    return []


class _Reader(HTMLParser):
    """Keeps what people read of a page: text and speaking attributes, without styles and code."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unread = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread = tag in {"style", "script"}
        self.texts += [
            text for name, text in attrs if text and (name in SPOKEN or name.startswith("data-"))
        ]

    def handle_endtag(self, tag: str) -> None:
        self._unread = False

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.texts.append(data)


def read_by_people(html: str) -> list[str]:
    """Return the texts and the speaking attributes of a page in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [one for one in reader.texts if one.strip()]


def said_outside_gettext(source: str) -> list[str]:
    """Return every text with a letter that a template prints without `_()`."""
    skeleton = Skeleton()
    skeleton.take(environment("id").parse(source))
    texts, values = skeleton.said()
    found = [one for one in texts if _has_letters(one)]
    for value in values:
        found += constants(value)
    return [" ".join(one.split()) for one in found]


def _has_letters(text: str) -> bool:
    return any(one.isalpha() for one in text)


def constants(node: nodes.Node) -> Iterator[str]:
    """Yield the constants with letters that the value of an expression may be made of."""
    for one in reached(node, macros()):
        value = one.value if isinstance(one, nodes.Const) else None
        if isinstance(value, str) and _has_letters(value) and not ALIKE.fullmatch(value):
            yield value


def reached(node: nodes.Node, known: Macros | None) -> Iterator[nodes.Node]:
    """Yield the constants and names that the value of an expression may be made of.

    Where no macros are known, all that a call is handed counts.
    """
    match node:
        case nodes.Const() | nodes.Name():
            yield node
        case nodes.Call():
            yield from _all(_of_call(node, known), known)
        case nodes.Filter():
            yield from _all(_of_filter(node), known)
        case nodes.Getattr() | nodes.Getitem():
            yield from reached(node.node, known)
        case nodes.CondExpr():
            yield from _all([one for one in (node.expr1, node.expr2) if one], known)
        case nodes.Keyword() | nodes.Pair():
            yield from reached(node.value, known)
        case nodes.Compare() | nodes.Not() | nodes.Test():
            return
        case _:
            yield from _all([*node.iter_child_nodes()], known)


def _all(found: Sequence[nodes.Node], known: Macros | None) -> Iterator[nodes.Node]:
    for one in found:
        yield from reached(one, known)


def _of_call(call: nodes.Call, known: Macros | None) -> list[nodes.Node]:
    """What a text is filled with, and what a macro prints of what it is handed."""
    called = call.node
    if isinstance(called, nodes.Name) and called.name in GETTEXT | {"namespace", "dict"}:
        return [*call.kwargs]
    if isinstance(called, nodes.Name):
        name = called.name
    elif isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name):
        name = called.attr if called.node.name in imported() else ""
    else:
        name = ""
    if known is None and name:
        return [*call.args, *call.kwargs]
    if known is None or name not in known:
        return [called]
    given = dict(zip((one for one, _ in known[name]), call.args, strict=False))
    given |= {one.key: one.value for one in call.kwargs}
    return [given[one] for one, said in known[name] if said and one in given]


def _of_filter(used: nodes.Filter) -> list[nodes.Node]:
    """Our own filters turn a code into words; those of Jinja print what they are given."""
    if used.name in filters() or used.node is None:
        return []
    more = [*used.args, *used.kwargs] if used.name in PRINTS_ITS_ARGUMENTS else []
    return [used.node, *more]


def templates() -> list[Path]:
    """Every template of every document."""
    return sorted(TEMPLATES.rglob("*.html"))


@cache
def _parsed() -> list[nodes.Template]:
    return [environment("id").parse(path.read_text("utf-8")) for path in templates()]


@cache
def macros() -> Macros:
    """The macros of all templates."""
    found = (one for template in _parsed() for one in template.find_all(nodes.Macro))
    return {one.name: [(each.name, each.name in _said(one)) for each in one.args] for one in found}


def _said(macro: nodes.Macro) -> set[str]:
    skeleton = Skeleton()
    skeleton.take(macro)
    _, values = skeleton.said()
    return {one.name for one in _all(values, None) if isinstance(one, nodes.Name)}


@cache
def imported() -> frozenset[str]:
    """The names under which templates import the macros of others."""
    return frozenset(
        one.target for template in _parsed() for one in template.find_all(nodes.Import)
    )
