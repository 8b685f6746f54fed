"""YAML read quickly is YAML read strictly: the same values, the same refusals, the same lines."""

from importlib.resources import files
from pathlib import Path

import pytest

from monev.errors import CatalogueError
from monev.yaml_file import NOT_READ, YamlFile, read_quickly

PACKAGED = sorted(
    path for name in ("catalogue", "examples") for path in Path(str(files(name))).rglob("*.yaml")
)


class _Strict(YamlFile):
    """Reads as if the quick parser were not there."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, f"{text}\n# tab:\t\n")


def test_packaged_files_say_the_same_quickly_and_strictly() -> None:
    """No value of the catalogue depends on which parser read it; nearly all are read quickly."""
    quick = 0
    for path in PACKAGED:
        text = path.read_text(encoding="utf-8")
        assert read_quickly(f"{text}\n# tab:\t\n") is NOT_READ
        assert repr(YamlFile(path.name, text).content) == repr(_Strict(path.name, text).content)
        quick += read_quickly(text) is not NOT_READ
    assert quick > len(PACKAGED) * 0.9


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "key stands twice"),
        ("a:\n  - 1\n\tb: 2\n", 3, "a tab indents this line"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "mend the indentation or the quotes"),
        ("a: 1\nwei\tghts:\n", 2, "a tab indents this line"),
        ("&a a: 1\nb: {c: *b}\n", 2, "mend the indentation or the quotes"),
    ],
)
def test_mistakes_are_refused_with_their_line(text: str, line: int, words: str) -> None:
    """What the quick parser would let pass or word otherwise is refused by the strict one."""
    with pytest.raises(CatalogueError, match=words) as refused:
        YamlFile("rules.yaml", text)
    assert refused.value.line == line


def test_lines_are_known_of_a_file_that_was_read_quickly() -> None:
    """A value that is wrong for its reader still leads to its line."""
    text = "head:\n  from: 2021-03-25\n  points: 1.50\nlist:\n  - x\n  - y\n"
    assert read_quickly(text) is not NOT_READ
    file = YamlFile("rules.yaml", text)
    assert file.line_of(("head", "points")) == 3
    assert file.line_of(("list", 1)) == 6
    assert str(file.content["head"]["points"]) == "1.5"
