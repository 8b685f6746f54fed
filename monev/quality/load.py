"""Reading the rules: every file of `catalogue/quality/`, each rule checked before it is used.

A rule that cannot work is refused here with file, line, key and cure, never at the first region.
"""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from pydantic import BaseModel, ConfigDict, ValidationError

from models import Severity
from monev.quality.labels import NAMES_FILE, load_labels
from monev.quality.rules import (
    CHECKS,
    OF_ONE_STATEMENT,
    SAID_ALWAYS,
    Arguments,
    Check,
    Path,
    QualityRule,
)
from monev.quality.sentences import faults_of_text
from monev.yaml_file import YamlFile, catalogue_folder, yaml_files


class _Rules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rules: list[QualityRule]


def load_quality_rules(folder: FilePath | Traversable | None = None) -> list[QualityRule]:
    """Read the rules of the packaged catalogue, or of `folder`, in the order of the file names.

    Raises CatalogueError for anything a rule cannot mean: unknown checks, operators, fields,
    codes or words, expressions that are more than arithmetic, an id that stands twice.
    """
    load_labels()
    files = yaml_files(folder or catalogue_folder("quality"))
    placed = [
        (file, at, rule)
        for file in files
        if file.name != NAMES_FILE
        for at, rule in enumerate(_read(file))
    ]
    seen: dict[str, str] = {}
    for file, at, rule in placed:
        if rule.id in seen:
            raise file.error(
                ("rules", at, "id"),
                f"{rule.id!r} stands already in {seen[rule.id]}; number it anew",
            )
        seen[rule.id] = file.name
    checks = {rule.id: rule.check for _, _, rule in placed}
    for file, at, rule in placed:
        for path, other, needed in rule.arguments.refers_to():
            if checks.get(other) != needed:
                listed = ", ".join(key for key, name in checks.items() if name == needed) or "none"
                raise file.error(
                    ("rules", at, "arguments", *path),
                    f"{other!r} found, the id of a rule with check {needed} expected: {listed}",
                )
    return [rule for _, _, rule in placed]


def _read(file: YamlFile) -> list[QualityRule]:
    rules = []
    for at, rule in enumerate(file.shaped(_Rules).rules):
        path: Path = ("rules", at)
        offered = CHECKS.get(rule.check)
        if offered is None:
            listed = ", ".join(sorted(CHECKS))
            raise file.error((*path, "check"), f"no check {rule.check!r}; write one of {listed}")
        if rule.looks_back_years is not None:
            _refuse_unless_a_note(file, path, rule)
        arguments = _arguments(file, path, rule, offered)
        checked = rule.model_copy(update={"arguments": arguments})
        for place, problem in _faults_of_words(checked, arguments, offered):
            raise file.error((*path, *place), problem)
        rules.append(checked)
    return rules


def _refuse_unless_a_note(file: YamlFile, path: Path, rule: QualityRule) -> None:
    if rule.severity is Severity.INFO and rule.check in OF_ONE_STATEMENT:
        return
    raise file.error(
        (*path, "looks_back_years"),
        f"{rule.severity} by {rule.check} found; only a rule of severity info with one of the "
        f"checks {', '.join(sorted(OF_ONE_STATEMENT))} may leave old figures out. "
        "Take the limit away",
    )


def _arguments(file: YamlFile, path: Path, rule: QualityRule, offered: Check) -> Arguments:
    where: Path = (*path, "arguments")
    try:
        arguments = offered.arguments.model_validate(rule.arguments)
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(first["loc"])
        takes = ", ".join(
            field.alias or name for name, field in offered.arguments.model_fields.items()
        )
        detail = {
            "missing": f"missing; {rule.check} takes {takes or 'no arguments'}",
            "extra_forbidden": f"no such key; {rule.check} takes {takes or 'no arguments'}",
        }.get(first["type"], f"{first['msg']} (found {first.get('input')!r})")
        raise file.error((*where, *place), detail) from error
    for place, problem in arguments.faults():
        raise file.error((*where, *place), problem)
    return arguments


def _faults_of_words(
    rule: QualityRule, arguments: Arguments, offered: Check
) -> Iterator[tuple[Path, str]]:
    for name in rule.words:
        if name not in offered.words:
            listed = ", ".join(offered.words) or "none"
            yield ("words", name), f"{rule.check} has no use for it; it takes {listed}"
    for name, used in offered.words.items():
        if name not in rule.words:
            inside = ", ".join(f"{{{one}}}" for one in sorted(used)) or "no names"
            yield ("words",), f"{name!r} is missing; add it in both languages, with {inside}"
        else:
            yield from faults_of_text(rule.words[name], used, ("words", name))
    yield from faults_of_text(rule.message, SAID_ALWAYS | arguments.offers(), ("message",))
    for name in sorted(arguments.must_say()):
        for language in ("id", "en"):
            if f"{{{name}}}" not in getattr(rule.message, language):
                yield (
                    ("message", language),
                    f"the rule compares although a value is missing; say so with {{{name}}}",
                )
