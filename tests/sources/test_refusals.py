"""Every reason for refusing a file is known in Bahasa Indonesia, told from the code itself."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import product, zip_longest
from pathlib import Path

import pytest

from monev.errors import CatalogueError, MonevError, SourceError
from monev.register import load_register
from monev.sources import SOURCES, read_file
from monev.sources.refusals import Dictionary, Refusals, Wording, in_indonesian, load_refusals
from monev.yaml_file import read_yaml
from tests.arrivals import arrived
from tests.sources import hostile

CODE = Path(__file__).resolve().parents[2] / "monev"
FOR_ANALYSTS = "score_table/"
"""Tables of an analyst are read on the command line, which speaks English; no region sees that."""
HOLE = "\0"
EXCEPTIONS = {
    ("sources/bps/answer.py", "f'{label[:80]!r}'"): "BPS's own heading of the rows, quoted",
    ("sources/bps/answer.py", "f'{number[:40]!r}'"): "the number in the file, quoted",
    ("sources/bps/answer.py", "f'{str(entry)[:60]!r}'"): "the entry in the file, quoted",
    ("sources/djpk/question.py", "str(error)"): "words of the register; tested below",
    ("sources/open_data/question.py", "expected"): "a list of roles, no sentence",
    ("sources/spreadsheetml.py", "expected"): "one of its callers gives a bare number",
}
"""Arguments of SourceError of which the code shows no word, and why none is needed."""
ENGLISH = re.compile(r"\b(a|an|and|at|by|file|is|more|most|no|of|once|or|than|that|the|twice)\b")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, eq=False)
class Module:
    """The syntax tree of one module, and what the names and calls in it may stand for."""

    path: Path
    following: list[ast.AST] = field(default_factory=list)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All nodes; the first is the module."""
        return [*ast.walk(ast.parse(self.path.read_text(encoding="utf-8")))]

    @cached_property
    def functions(self) -> dict[Function, list[ast.AST]]:
        """All functions with the nodes in them, the inner ones first."""
        found = [one for one in self.nodes if isinstance(one, Function)]
        return {one: [*ast.walk(one)] for one in reversed(found)}

    def calls_of(self, name: str) -> Iterator[ast.Call]:
        """Yield the calls of a function or method of that name."""
        for node in self.nodes:
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield node

    def argument(self, call: ast.Call, at: int) -> Iterator[ast.expr]:
        """Yield what is passed in one place, also out of a starred tuple."""
        for place, one in enumerate(call.args[: at + 1]):
            if isinstance(one, ast.Starred):
                yield from self.part(one.value, at - place)
                return
        yield from call.args[at : at + 1]

    def texts(self, node: ast.expr) -> Iterator[str]:
        """Yield every text that an expression may be, with a hole for what only a run can tell."""
        for one in self.plain(node):
            match one:
                case ast.Constant(value=str(text)):
                    yield text or HOLE
                case ast.JoinedStr(values=parts):
                    yield from map("".join, product(*([*self.texts(part)] for part in parts)))
                case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                    yield from self.texts(value)
                case ast.BinOp(left=left, op=ast.Add(), right=right):
                    yield from map("".join, product(self.texts(left), self.texts(right)))
                case _:
                    yield HOLE

    def plain(self, node: ast.expr) -> Iterator[ast.expr]:
        """Follow names, choices, slices and calls within the module to what is behind them."""
        if node in self.following:
            return
        self.following.append(node)
        behind = [*self.behind(node)]
        for one in behind:
            yield from self.plain(one)
        if not behind:
            yield node
        self.following.remove(node)

    def behind(self, node: ast.expr) -> Iterator[ast.expr]:
        """Yield what one step leads to; nothing where there is no further step."""
        match node:
            case ast.Name():
                yield from self.meanings(node)
            case ast.IfExp(body=body, orelse=orelse):
                yield from (body, orelse)
            case ast.Subscript(value=value, slice=ast.Slice()):
                yield value
            case ast.Call(func=ast.Name(id="next"), args=[first, *default]):
                found = [one for one in self.plain(first) if isinstance(one, ast.GeneratorExp)]
                yield from [*(one.elt for one in found), *default]
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self"), attr=name)
            ):
                for function, inside in self.functions.items():
                    if function.name == name:
                        returned = [one.value for one in inside if isinstance(one, ast.Return)]
                        yield from filter(None, returned)

    def meanings(self, name: ast.Name) -> Iterator[ast.expr]:
        """Yield what a name stands for: in its function, for its callers, else in the module."""
        for function, inside in self.functions.items():
            if name in inside:
                found = [*self.bound(inside, name.id), *self.passed(function, name.id)]
                if found:
                    yield from found
                    return
        yield from self.bound([*ast.iter_child_nodes(self.nodes[0])], name.id)

    def passed(self, function: Function, name: str) -> Iterator[ast.expr]:
        """Yield what the callers in this module pass for a parameter."""
        names = [one.arg for one in function.args.args if one.arg != "self"]
        if name in names:
            for call in self.calls_of(function.name):
                yield from self.argument(call, names.index(name))

    def bound(self, nodes: list[ast.AST], name: str) -> Iterator[ast.expr]:
        """Yield what these statements bind to a name."""
        for node in nodes:
            match node:
                case (
                    ast.Assign(targets=[target], value=ast.expr() as value)
                    | ast.AnnAssign(target=target, value=ast.expr() as value)
                    | ast.NamedExpr(target=target, value=value)
                ):
                    yield from self.shared_out(target, [value], name)
                case (
                    ast.For(target=target, iter=items)
                    | ast.comprehension(target=target, iter=items)
                ) if name in re.findall(r"\w+", ast.unparse(target)):
                    lists = [one for one in self.plain(items) if isinstance(one, ast.Tuple)]
                    values = [item for one in lists for item in one.elts]
                    yield from self.shared_out(target, values, name)

    def shared_out(self, target: ast.expr, values: list[ast.expr], name: str) -> Iterator[ast.expr]:
        """Yield those values, or parts of them, that go to a name of the target."""
        match target:
            case ast.Name(id=found) if found == name:
                yield from values
            case ast.Tuple(elts=targets):
                for at, one in enumerate(targets):
                    parts = [part for value in values for part in self.part(value, at)]
                    yield from self.shared_out(one, parts, name)

    def part(self, node: ast.expr, at: int) -> Iterator[ast.expr]:
        """Yield one part of every tuple that an expression may be."""
        for one in self.plain(node):
            if isinstance(one, ast.Tuple):
                yield from one.elts[at : at + 1]


@cache
def refusals_in_code() -> list[tuple[str, str, str]]:
    """Every (file, argument, text) that is given to SourceError as found or expected."""
    told = []
    for path in sorted(CODE.rglob("*.py")):
        module, file = Module(path), path.relative_to(CODE).as_posix()
        if file.startswith(FOR_ANALYSTS):
            continue
        for call in module.calls_of("SourceError"):
            for at in (2, 3):
                texts = [
                    (file, ast.unparse(one), re.sub(f"{HOLE}+", HOLE, text))
                    for one in module.argument(call, at)
                    for text in module.texts(one)
                ]
                told += texts or [(file, ast.unparse(call), HOLE)]
    return sorted(set(told))


def test_every_reason_in_the_code_has_an_indonesian_one() -> None:
    """Each text given to SourceError has an entry, which keeps whatever was filled into it."""
    for file, argument, text in refusals_in_code():
        if text.strip(f"{HOLE}, ") == "":
            assert (file, argument) in EXCEPTIONS, f"{file}: nothing is known of {argument}"
            continue
        pieces = text.split(HOLE)
        numbers = [str(701 + at) for at in range(len(pieces) - 1)]
        sample = "".join(map("".join, zip_longest(pieces, numbers, fillvalue="")))
        indonesian = load_refusals().translated(sample)
        assert indonesian, f"{file}: refusals.yaml has no entry for {sample!r}"
        assert all(number in indonesian for number in numbers), indonesian


def test_the_code_is_really_searched() -> None:
    """Texts of constants, loops, parameters and returned tuples are found; no exception is idle."""
    told = refusals_in_code()
    assert {
        *("a picture", "a Word document", "an archive without a workbook in it", "fewer"),
        *("a smaller file; split it", "elements nested too deep", "no periode in the question"),
        f"a sheet of more than {HOLE} cells",
        f"reading it took more than {HOLE} s of computing",
    } <= {text for _, _, text in told}
    wordless = {(file, argument) for file, argument, text in told if not text.strip(f"{HOLE}, ")}
    assert EXCEPTIONS.keys() == wordless


def test_what_each_source_wants_is_known() -> None:
    """The list of what would be read is translated whole; nowhere is an English word left."""
    known = load_refusals()
    for told in [*known.exact.values(), *(indonesian for _, indonesian in known.patterns)]:
        assert not ENGLISH.search(re.sub(r"\{\w+\}", "", told)), told
    wanted = [source.wants for source in SOURCES]
    in_id = [known.translated(one) for one in wanted]
    assert None not in in_id, wanted
    listed = known.translated(f"one of: {'; '.join(wanted)}") or ""
    assert listed.startswith(f"salah satu dari: {'; '.join(map(str, in_id))}; ")


@pytest.mark.parametrize(
    ("content", "source", "found", "expected"),
    [
        (b"", "", "berkas kosong", "simpan ulang dalam salah satu format itu"),
        (hostile.encrypted_whole(), "", "buku kerja terkunci kata sandi", "hapus kata sandinya"),
        (b"PK\x03\x04 putus", "", "rusak atau terpotong (isinya bukan arsip zip", "kirim ulang"),
        (hostile.CIRCLE, "", "bagiannya saling menunjuk tanpa akhir", "simpan sebagai XLSX"),
        (hostile.old_workbook({}, 255), "", "rusak (format buku kerja tidak dikenali)", "utuh"),
        (b"a;b\n1;2\n", "", "susunan berkas tidak dikenali: judul kolom a, b", "ekspor SIPD"),
        (b'a;"b\n', "", "rusak (data berakhir sebelum waktunya)", "perbaiki tanda kutip"),
        (b'{"a": 1', "", "tidak dikenali: JSON dengan isian a", "umpan JDIH, yaitu daftar"),
        (b'{"a": 1', "bps", "rusak atau terpotong (tanda pemisah ',' hilang)", "ambil ulang"),
        (b"[1]", "bps", "JSON berupa daftar", "jawaban WebAPI BPS; ambil ulang"),
        (b'[{"a": 1', "jdih", "catatan yang utuh: terputus setelah 8 byte", "periksa alamatnya"),
        (b"[" * 90, "", "bertingkat lebih dari 64 tingkat", "daftar catatan"),
        (b"{}", "djpk", "tahun tidak disebut dalam permintaan", "tahun 2011 sampai 2199"),
    ],
)
def test_a_real_file_is_refused_in_indonesian(
    content: bytes, source: str, found: str, expected: str
) -> None:
    """What was found and what was expected reach the region in its own language, with the cure."""
    with pytest.raises(SourceError) as caught:
        read_file(content, arrived(source_id=source, region="36.72"), load_register().resolve)
    told = in_indonesian(caught.value)
    assert found in told[0]
    assert expected in told[1]


@pytest.mark.parametrize("text", ["", "Antah", "36.7", "36.99", "3672", "99", "Cirebon", "xx.yy"])
def test_the_words_of_the_register_are_known(text: str) -> None:
    """Why a region is not known is said in Indonesian, hints and nearest names included."""
    register = load_register()
    for look in (register.resolve, register.in_force_code, partial(register.from_foreign, "DJPK")):
        with pytest.raises(MonevError) as caught:
            look(text)
        told = load_refusals().translated(str(caught.value))
        assert told is not None, str(caught.value)
        assert not ENGLISH.search(told), told


def test_a_reason_without_an_entry_comes_back_as_it_is() -> None:
    """An unknown text is neither lost nor guessed; the known half is translated all the same."""
    assert in_indonesian(SourceError("b", "", "a riddle", "at most 20000000 bytes")) == (
        "a riddle",
        "paling besar 20.000.000 byte; bagi berkasnya",
    )


def test_the_longest_words_are_asked_first_and_a_count_is_a_number() -> None:
    """A short pattern never swallows a longer one, and `{n}` takes no words."""
    known = Dictionary.of(
        [
            Wording(text="variable {name}", id="variabel {name}"),
            Wording(text="variable {name} for {what}", id="variabel {name} untuk {what}"),
            Wording(text="{n} rows", id="{n} baris"),
        ]
    )
    assert known.translated("variable 3 for (a|b)\n") == "variabel 3 untuk (a|b)\n"
    assert known.translated("1048576 rows") == "1.048.576 baris"
    assert known.translated("many rows") is None


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ('[{text: "{n} rows", id: "{m} baris"}]', "make them the same"),
        ('[{text: "{a} and {a}", id: "{a} dan {a}"}]', "stands twice"),
        ('[{text: "{a}: {b}", id: "{a}: {b}"}]', "it would fit any text"),
        ("[{text: macros, id: makro}, {text: macros, id: x}]", "'macros' stands twice"),
    ],
)
def test_a_faulty_entry_is_named(entries: str, problem: str, tmp_path: Path) -> None:
    """The catalogue is refused with its line where an entry could not be used."""
    file = tmp_path / "refusals.yaml"
    file.write_text(f"refusals:\n  {entries}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=problem):
        read_yaml(file).shaped(Refusals)
