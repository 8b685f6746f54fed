"""The floors of the house, enforced: an import goes down, never up, never round.

To add a room, put its name on its floor and give it a line in MAY_IMPORT; to open a library to a
room, add a pattern in DOORS. `docs/architecture.md` says why the floors are as they are.
"""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

FLOOR_1 = {
    "models",
    "monev",
    "monev.remade",
    "monev.depot",
    "monev.errors",
    "monev.held_uploads",
    "monev.settings",
    "monev.wording",
    "monev.printing",
    "monev.uncollected",
    "monev.units",
    "monev.with_parent",
    "monev.worker_name",
    "monev.yaml_file",
    "monev.composite",
    "monev.trace",
    "monev.difference",
    "monev.scorecard",
    "monev.league",
    "monev.target_path",
    "monev.told_past",
    "monev.profile",
    "monev.prospect",
    "monev.recap",
    "monev.semester_recap",
    "monev.known",
    "monev.approval",
    "monev.approval_rules",
    "monev.areas",
    "monev.audit_chain",
    "monev.objection_states",
    "monev.arrival",
    "monev.bundle",
    "monev.collected",
    "monev.dossier",
    "monev.packing",
    "monev.submissions",
    "monev.segments",
}  # "monev" is monev/__init__.py
FLOOR_2 = {
    "monev.register",
    "monev.rubric",
    "monev.fetch",
    "monev.inbox",
    "monev.sources",
    "monev.reports",
    "monev.store",
    "monev.calendar",
}
FLOOR_3 = {
    "monev.attribution",
    "monev.counterfactual",
    "monev.press",
    "monev.quality",
    "monev.ranking",
    "monev.score_table",
    "monev.scoring",
    "monev.simulate",
    "monev.trajectory",
    "monev.notify",
}
FLOOR_4 = {
    "monev.ask_prefect",
    "monev.propose_step",
    "monev.province_desk",
    "monev.province_zip",
    "monev.rerun_progress",
    "monev.runs_told",
    "monev.approve",
    "monev.as_known",
    "monev.ask_portals",
    "monev.books_then",
    "monev.bundle_recaps",
    "monev.filed_recaps",
    "monev.papers_again",
    "monev.recap_again",
    "monev.recap_moments",
    "monev.batch_plan",
    "monev.batches",
    "monev.assess_region",
    "monev.check_file",
    "monev.collect_many",
    "monev.collect_region",
    "monev.compare_revisions",
    "monev.compare_rules",
    "monev.comparison_facts",
    "monev.standing_facts",
    "monev.standing_findings",
    "monev.evaluate_batches",
    "monev.evaluate_many",
    "monev.input_marks",
    "monev.evaluate_region",
    "monev.delegate",
    "monev.duties",
    "monev.edition",
    "monev.hand_ins",
    "monev.hand_out",
    "monev.held_back",
    "monev.still_holds",
    "monev.intake_findings",
    "monev.made_again",
    "monev.lost_runs",
    "monev.make_bundle",
    "monev.make_documents",
    "monev.make_signed_papers",
    "monev.make_recaps",
    "monev.make_semester",
    "monev.open_data",
    "monev.open_dossier",
    "monev.public_verdict",
    "monev.system_state",
    "monev.objections",
    "monev.objection_numbers",
    "monev.objection_facts",
    "monev.objection_papers",
    "monev.objection_rules",
    "monev.own_books",
    "monev.rank_regions",
    "monev.region_page",
    "monev.told_trace",
    "monev.recap_many",
    "monev.remembered",
    "monev.remind",
    "monev.replay_bundle",
    "monev.run_notice",
    "monev.sum_up",
    "monev.sign_document",
    "monev.take_duties",
    "monev.take_upload",
    "monev.tell_region",
    "monev.verify_document",
    "monev.who_entered",
    "monev.workspace",
}
BELOW_4 = FLOOR_1 | FLOOR_2 | FLOOR_3
BELOW_5 = BELOW_4 | FLOOR_4
BELOW_6 = BELOW_5 | {"monev.portal", "flows"}

# Room: the other rooms it may import. Inside itself a room may import as it likes, but not round.
MAY_IMPORT: dict[str, set[str]] = {
    "models": set(),
    "monev": set(),
    "monev.bundle": {"monev.errors"},
    "monev.depot": {"monev.errors"},
    "monev.errors": set(),
    "monev.with_parent": set(),
    "monev.worker_name": set(),
    "monev.settings": set(),
    "monev.wording": set(),
    "monev.printing": {"monev.units"},
    "monev.uncollected": set(),
    "monev.units": {"monev.wording", "monev.yaml_file"},
    "monev.yaml_file": {"monev.errors"},
    "monev.composite": {"monev.errors", "monev.wording"},
    "monev.trace": set(),
    "monev.scorecard": {"monev.trace", "monev.wording"},
    "monev.difference": {"monev.scorecard", "monev.wording"},
    "monev.profile": {"monev.league", "monev.scorecard", "monev.target_path"},
    "monev.prospect": {"monev.scorecard", "monev.wording"},
    "monev.league": {"monev.scorecard", "monev.wording"},
    "monev.recap": {
        "models",
        "monev.league",
        "monev.scorecard",
        "monev.submissions",
        "monev.wording",
    },
    "monev.semester_recap": {
        "models",
        "monev.recap",
        "monev.scorecard",
        "monev.submissions",
        "monev.wording",
    },
    "monev.target_path": {"monev.scorecard", "monev.wording"},
    "monev.told_past": {"models", "monev.target_path"},
    "monev.known": {"models"},
    "monev.approval": {"models"},
    "monev.approval_rules": {"models", "monev.approval", "monev.areas"},
    "monev.areas": {"models"},
    "monev.audit_chain": {"models"},
    "monev.objection_states": {"models"},
    "monev.arrival": {"models"},
    "monev.collected": set(),
    "monev.dossier": {
        "models",
        "monev.known",
        "monev.profile",
        "monev.prospect",
        "monev.scorecard",
        "monev.submissions",
        "monev.wording",
    },
    "monev.packing": set(),
    "monev.submissions": {"models"},
    "monev.segments": {"monev.errors", "monev.yaml_file"},
    "monev.register": {"models", "monev.errors"},
    "monev.rubric": FLOOR_1,
    "monev.fetch": {"models", "monev.arrival", "monev.errors", "monev.yaml_file"},
    "monev.inbox": {"models", "monev.errors"},
    "monev.sources": {
        "models",
        "monev.arrival",
        "monev.errors",
        "monev.packing",
        "monev.segments",
        "monev.wording",
        "monev.yaml_file",
    },
    "monev.reports": FLOOR_1,
    "monev.calendar": FLOOR_1,
    "monev.store": {
        "models",
        "monev.approval",
        "monev.depot",
        "monev.errors",
        "monev.objection_states",
        "monev.register",
        "monev.submissions",
    },
    "monev.quality": FLOOR_1,
    "monev.scoring": FLOOR_1 | {"monev.rubric"},
    "monev.attribution": FLOOR_1 | {"monev.rubric", "monev.scoring"},
    "monev.counterfactual": FLOOR_1 | {"monev.rubric", "monev.scoring"},
    "monev.score_table": FLOOR_1,
    "monev.ranking": FLOOR_1,
    "monev.trajectory": FLOOR_1,
    "monev.simulate": FLOOR_1 | {"monev.register", "monev.sources"},
    "monev.notify": FLOOR_1 | {"monev.fetch"},
    "monev.press": {"monev.reports", "monev.with_parent"},
    "monev.workspace": BELOW_4,
    "monev.duties": BELOW_4,
    "monev.take_duties": BELOW_4 | {"monev.workspace", "monev.duties"},
    "monev.remind": BELOW_4 | {"monev.workspace", "monev.hand_ins"},
    "monev.run_notice": BELOW_4,
    "monev.who_entered": BELOW_4 | {"monev.workspace"},
    "monev.approve": BELOW_4 | {"monev.workspace", "monev.who_entered"},
    "monev.delegate": BELOW_4 | {"monev.workspace"},
    "monev.ask_prefect": BELOW_4,
    "monev.propose_step": BELOW_4 | {"monev.workspace", "monev.approve", "monev.who_entered"},
    "monev.province_desk": BELOW_4 | {"monev.workspace", "monev.approve", "monev.hand_ins"},
    "monev.province_zip": BELOW_4 | {"monev.workspace", "monev.approve"},
    "monev.rerun_progress": BELOW_4 | {"monev.workspace", "monev.ask_prefect", "monev.lost_runs"},
    "monev.runs_told": BELOW_4 | {"monev.workspace", "monev.rerun_progress"},
    "monev.held_back": BELOW_4 | {"monev.workspace", "monev.assess_region", "monev.still_holds"},
    "monev.still_holds": BELOW_4 | {"monev.workspace", "monev.assess_region"},
    "monev.check_file": BELOW_4 | {"monev.workspace"},
    "monev.intake_findings": BELOW_4,
    "monev.collect_region": BELOW_4 | {"monev.workspace", "monev.intake_findings"},
    "monev.collect_many": BELOW_4 | {"monev.workspace", "monev.collect_region"},
    "monev.held_uploads": set(),
    "monev.take_upload": BELOW_4
    | {"monev.workspace", "monev.check_file", "monev.collect_many", "monev.collect_region"}
    | {"monev.intake_findings"},
    "monev.ask_portals": BELOW_4
    | {"monev.workspace", "monev.collect_region", "monev.collect_many"},
    "monev.objection_numbers": BELOW_4,
    "monev.objection_papers": BELOW_4
    | {"monev.workspace", "monev.collect_region", "monev.take_upload"},
    "monev.objection_facts": BELOW_4
    | {"monev.workspace", "monev.assess_region", "monev.objection_numbers"}
    | {"monev.standing_facts"},
    "monev.objection_rules": BELOW_4 | {"monev.workspace"},
    "monev.objections": BELOW_4
    | {"monev.workspace", "monev.objection_facts", "monev.objection_numbers"}
    | {"monev.objection_papers", "monev.objection_rules", "monev.rerun_progress"},
    "monev.own_books": BELOW_4 | {"monev.workspace", "monev.hand_ins"},
    "monev.assess_region": BELOW_4
    | {"monev.workspace", "monev.comparison_facts", "monev.hand_ins", "monev.own_books"}
    | {"monev.standing_facts", "monev.standing_findings"},
    "monev.tell_region": BELOW_4 | {"monev.assess_region"},
    "monev.comparison_facts": BELOW_4 | {"monev.workspace", "monev.standing_facts"},
    "monev.standing_facts": BELOW_4 | {"monev.workspace"},
    "monev.standing_findings": BELOW_4 | {"monev.workspace", "monev.standing_facts"},
    "monev.rank_regions": BELOW_4 | {"monev.workspace", "monev.comparison_facts"},
    "monev.hand_ins": BELOW_4 | {"monev.workspace"},
    "monev.region_page": BELOW_4 | {"monev.workspace", "monev.approve", "monev.hand_ins"},
    "monev.told_trace": {"models"},
    "monev.hand_out": BELOW_4 | {"monev.workspace"},
    "monev.remembered": BELOW_4 | {"monev.workspace"},
    "monev.compare_revisions": BELOW_4 | {"monev.workspace", "monev.remembered"},
    "monev.compare_rules": BELOW_4 | {"monev.workspace", "monev.assess_region"},
    "monev.sign_document": BELOW_4 | {"monev.workspace"},
    "monev.verify_document": BELOW_4 | {"monev.workspace"},
    "monev.open_data": BELOW_4 | {"monev.workspace"},
    "monev.public_verdict": BELOW_4
    | {"monev.workspace", "monev.take_upload", "monev.verify_document"},
    "monev.system_state": BELOW_4 | {"monev.workspace", "monev.duties", "monev.lost_runs"},
    "monev.open_dossier": BELOW_4 | {"monev.workspace", "monev.remembered"},
    "monev.make_signed_papers": BELOW_4
    | {"monev.workspace", "monev.make_documents", "monev.open_dossier"},
    "monev.edition": BELOW_4 | {"monev.workspace"},
    "monev.lost_runs": BELOW_4 | {"monev.workspace"},
    "monev.make_documents": BELOW_4 | {"monev.workspace", "monev.open_dossier", "monev.edition"},
    "monev.remade": {"models"},
    "monev.papers_again": BELOW_4,
    "monev.books_then": BELOW_4,
    "monev.filed_recaps": BELOW_4 | {"monev.workspace"},
    "monev.made_again": BELOW_4
    | {"monev.workspace", "monev.assess_region", "monev.open_dossier", "monev.remembered"}
    | {"monev.papers_again", "monev.tell_region"},
    "monev.recap_again": BELOW_4
    | {"monev.workspace", "monev.books_then", "monev.filed_recaps", "monev.made_again"}
    | {"monev.make_recaps", "monev.sum_up"},
    "monev.recap_moments": BELOW_4 | {"monev.workspace", "monev.edition", "monev.recap_again"},
    "monev.as_known": BELOW_4
    | {"monev.workspace", "monev.edition", "monev.filed_recaps", "monev.made_again"}
    | {"monev.recap_again"},
    "monev.bundle_recaps": BELOW_4
    | {"monev.workspace", "monev.books_then", "monev.comparison_facts", "monev.filed_recaps"}
    | {"monev.hand_ins", "monev.recap_moments", "monev.remembered"},
    "monev.make_bundle": BELOW_4
    | {"monev.workspace", "monev.bundle_recaps", "monev.edition", "monev.open_dossier"}
    | {"monev.papers_again", "monev.remembered"},
    "monev.replay_bundle": BELOW_4
    | {"monev.workspace", "monev.as_known", "monev.collect_many", "monev.edition"},
    "monev.sum_up": BELOW_4
    | {
        "monev.workspace",
        "monev.comparison_facts",
        "monev.hand_ins",
        "monev.own_books",
        "monev.remembered",
    },
    "monev.make_recaps": BELOW_4 | {"monev.workspace", "monev.make_documents", "monev.sum_up"},
    "monev.make_semester": BELOW_4
    | {"monev.workspace", "monev.make_documents", "monev.make_recaps", "monev.sum_up"},
    "monev.evaluate_region": BELOW_4
    | {
        "monev.workspace",
        "monev.assess_region",
        "monev.make_documents",
        "monev.remembered",
        "monev.still_holds",
        "monev.tell_region",
    },
    "monev.evaluate_many": BELOW_4
    | {"monev.workspace", "monev.assess_region", "monev.evaluate_region"},
    "monev.input_marks": BELOW_4 | {"monev.workspace"},
    "monev.evaluate_batches": BELOW_4
    | {"monev.workspace", "monev.evaluate_many", "monev.evaluate_region", "monev.input_marks"}
    | {"monev.recap_many"},
    "monev.batch_plan": BELOW_4 | {"monev.evaluate_many"},
    "monev.batches": BELOW_4
    | {"monev.workspace", "monev.batch_plan", "monev.evaluate_many", "monev.recap_many"},
    "monev.recap_many": BELOW_4 | {"monev.workspace", "monev.evaluate_many", "monev.make_recaps"},
    "monev.portal": BELOW_5,
    "flows": BELOW_5,
    "monev.cli": BELOW_6,
}

# Library: the modules that may import it, as patterns.
DOORS: dict[str, tuple[str, ...]] = {
    "prefect": ("flows", "flows.*"),
    "weasyprint": ("monev.reports.pdf.render",),
    "pikepdf": (
        "monev.reports.pdf.conform",
        "monev.reports.pdf.streams",
        "monev.reports.pdf.tag_tree",
    ),
    "pyhanko": ("monev.reports.pdf.signature",),
    "segno": ("monev.reports.pdf.qr",),
    "openpyxl": (
        "monev.packing",
        "monev.sources",
        "monev.sources.*",
        "monev.reports.workbook",
        "monev.simulate.*",
    ),
    "fsspec": ("monev.depot", "monev.inbox"),
    "filelock": ("monev.store.alone",),
    "pebble": ("monev.sources.confined",),
    "httpcore": ("monev.fetch", "monev.fetch.*"),
    "python_calamine": ("monev.sources", "monev.sources.*"),
    "numpy": ("monev.ranking", "monev.ranking.*"),
    "holidays": ("monev.calendar.national",),
    "smtplib": ("monev.notify.mail",),
    "ijson": ("monev.sources", "monev.sources.*"),
    "httpx": (
        "monev.fetch",
        "monev.fetch.*",
        "monev.ask_prefect",
        "monev.portal.oidc",
        "flows.engine",
        "flows.station.prefect_side",
    ),
    "stamina": ("monev.fetch", "monev.fetch.*"),
    "pyrate_limiter": ("monev.fetch", "monev.fetch.*"),
    "authlib": ("monev.portal.oidc",),
    "joserfc": ("monev.portal.oidc",),
    "limits": ("monev.portal.limits",),
    "fastapi": ("monev.portal", "monev.portal.*"),
    "starlette": ("monev.portal", "monev.portal.*"),
    "sqlmodel": ("models", "models.*", "monev.store*"),
    "sqlalchemy": ("models", "models.*", "monev.store*", "monev.cli.*"),
    "alembic": ("models.*", "monev.store*"),
    "babel": ("monev.printing", "monev.reports.words.messages", "monev.cli.doctor"),
    "ruamel": ("monev.yaml_file",),
    "jinja2": ("monev.reports.compiled", "monev.reports.templating", "monev.portal.*"),
    "typer": ("monev.cli", "monev.cli.*"),
    "rich": ("monev.cli", "monev.cli.*"),
}

CODE = ("models", "monev", "flows")
OURS = (*CODE, "bench", "tests")
LONGEST_FILE = 300
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers"}
ROOT = Path(__file__).resolve().parent.parent

Arrows = dict[str, set[str]]


def python_files(root: Path, folders: tuple[str, ...]) -> list[Path]:
    """Every Python file of these folders, in a fixed order."""
    return sorted(path for folder in folders for path in (root / folder).rglob("*.py"))


def module_name(root: Path, path: Path) -> str:
    """`monev/reports/__init__.py` -> `monev.reports`."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def named_in(tree: ast.AST, package: str) -> Iterator[tuple[str, str]]:
    """Each (module, name taken from it) a file imports, wherever in the file it does so."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name, "") for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                parts = package.split(".")
                base = parts[: len(parts) - level + 1] if level else []
                source = ".".join([*base, *([module] if module else [])])
                yield from ((source, alias.name) for alias in names)
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                yield module, ""


def imports_of(root: Path) -> Arrows:
    """Module of ours -> everything it imports; a submodule counts as itself, not as its package."""
    files = python_files(root, CODE)
    modules = {module_name(root, path) for path in files}
    arrows: Arrows = {}
    for path in files:
        name = module_name(root, path)
        package = name if path.stem == "__init__" else name.rpartition(".")[0]
        found = named_in(ast.parse(path.read_text(encoding="utf-8"), str(path)), package)
        targets = {
            f"{source}.{taken}" if f"{source}.{taken}" in modules else source
            for source, taken in found
        }
        arrows[name] = targets - {name}
    return arrows


def room_of(module: str) -> str:
    """`monev.reports.pdf.render` -> `monev.reports`; `models.facts` -> `models`."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "monev" else parts[0]


def wrong_directions(arrows: Arrows) -> list[str]:
    """Imports between rooms that the table does not allow, and rooms it does not know."""
    problems = []
    for module, targets in sorted(arrows.items()):
        room = room_of(module)
        if room not in MAY_IMPORT:
            problems.append(f"{room} ({module}): no such room in MAY_IMPORT; give it a floor")
        for target in sorted(targets):
            other = room_of(target)
            if other.split(".")[0] not in OURS or other == room:
                continue
            if other not in MAY_IMPORT.get(room, set()):
                problems.append(f"{room} -> {other} is not allowed ({module} imports {target})")
    return problems


def forced_doors(arrows: Arrows) -> list[str]:
    """Imports of a library outside the rooms it belongs to."""
    return [
        f"{module} imports {target}; {library} belongs to {' '.join(DOORS[library])}"
        for module, targets in sorted(arrows.items())
        for target in sorted(targets)
        if (library := target.split(".")[0]) in DOORS
        and not any(fnmatch(module, door) for door in DOORS[library])
    ]


def circle(arrows: Arrows) -> str:
    """One circle of imports, as a -> b -> a; empty where there is none."""
    ours = {module: targets & arrows.keys() for module, targets in arrows.items()}
    try:
        TopologicalSorter(ours).prepare()
    except CycleError as error:
        return " -> ".join(reversed(error.args[1]))
    return ""


def house(root: Path, files: dict[str, str]) -> Arrows:
    """The imports of a small house made of these files, for the tests of the test."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return imports_of(root)


def test_imports_go_down_only() -> None:
    """Every import between our rooms is in the table, and every room has a line there."""
    problems = wrong_directions(imports_of(ROOT))
    assert not problems, "\n".join(problems)


def test_libraries_stay_behind_their_doors() -> None:
    """Heavy or replaceable libraries are imported only in the rooms that answer for them."""
    problems = forced_doors(imports_of(ROOT))
    assert not problems, "\n".join(problems)


def test_no_import_goes_round() -> None:
    """No module of ours imports itself by way of others, not even inside a function."""
    assert circle(imports_of(ROOT)) == ""


def test_files_stay_readable() -> None:
    """Code past 300 lines holds two things; migrations, which tools write, are left out."""
    written = [path for path in python_files(ROOT, CODE) if "versions" not in path.parts]
    lengths = {path: path.read_text("utf-8").count("\n") for path in written}
    assert not [f"{path}: {n} lines" for path, n in lengths.items() if n > LONGEST_FILE]


def test_every_room_stands_on_the_page_about_the_house() -> None:
    """Who looks a room up in docs/architecture.md finds it, with what belongs into it."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {room.rpartition(".")[2] for room in (*FLOOR_1, *FLOOR_2, *FLOOR_3, *FLOOR_4)}
    gone = [name for name in rooms if f"{name}.py" not in page and f"{name}/" not in page]
    assert sorted(gone) == []


def test_names_say_what_a_file_holds() -> None:
    """No file or folder has a name that anything would fit under."""
    paths = (path.relative_to(ROOT) for path in python_files(ROOT, OURS))
    assert not [
        str(path)
        for path in paths
        if EMPTY_NAMES & {word for part in path.with_suffix("").parts for word in part.split("_")}
    ]


@pytest.mark.parametrize(
    ("file", "text", "arrow"),
    [
        ("models/facts.py", "from monev.errors import MonevError", "models -> monev.errors"),
        (
            "monev/scoring/pillar.py",
            "def f():\n import monev.store",
            "monev.scoring -> monev.store",
        ),
        ("monev/quality/age.py", "from ..sources import csv", "monev.quality -> monev.sources"),
        ("monev/portal/app.py", "from flows.region import run", "monev.portal -> flows"),
        ("flows/publish.py", "import_module('monev.cli')", "flows -> monev.cli"),
        ("monev/store.py", "from monev import portal", "monev.store -> monev.portal"),
        ("monev/attic.py", "import models", "monev.attic -> models"),
    ],
)
def test_a_wrong_arrow_is_named(tmp_path: Path, file: str, text: str, arrow: str) -> None:
    """An import up, sideways, inside a function or from an unknown room is reported by name."""
    arrows = house(tmp_path, {"monev/portal/__init__.py": "", file: text})
    assert arrow in " ".join(wrong_directions(arrows))


def test_a_forced_door_is_named(tmp_path: Path) -> None:
    """A library imported in the wrong room is reported; in its own room it is not."""
    code = "def f():\n    from prefect.flows import flow\n"
    found = forced_doors(house(tmp_path, {"monev/cli.py": code, "flows/region.py": code}))
    assert found == ["monev.cli imports prefect.flows; prefect belongs to flows flows.*"]


def test_a_circle_is_named(tmp_path: Path) -> None:
    """Two modules of one room that import each other are a circle; one importing two is none."""
    files = {"models/one.py": "from models import two", "models/two.py": ""}
    assert circle(house(tmp_path, files)) == ""
    files["models/two.py"] = "def f():\n    import models.one\n"
    found = circle(house(tmp_path, files)).split(" -> ")
    assert set(found) == {"models.one", "models.two"}
    assert found[0] == found[-1]


def test_an_empty_house_stands(tmp_path: Path) -> None:
    """Nothing to check is no fault, so that rooms can be added one at a time."""
    arrows = house(tmp_path, {})
    assert (wrong_directions(arrows), forced_doors(arrows), circle(arrows)) == ([], [], "")
