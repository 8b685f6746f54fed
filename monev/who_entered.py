"""Who entered what an evaluation rests on: files laid in, waivers granted, re-runs asked for.

Whether that keeps somebody from approving is a rule of `approval_rules`.
"""

from collections.abc import Mapping

from models import Quarter, RunStatus
from monev.approval import Revision
from monev.approval_rules import Entered, person_key
from monev.workspace import Workspace

COMMAND_LINE = "command line, "
"""How the ledger begins the name of a login at the command line."""


def entered_by(workspace: Workspace, quarter: Quarter, current: Mapping[str, Revision]) -> Entered:
    """Return what each person entered of the evaluations in force, in words, by region code.

    Named are those who laid in a file with facts that counted, who filed or accepted an objection
    whose correction counted, who granted a waiver that covers the quarter, and who asked for the
    re-run that filed the revision. What a schedule or an
    endpoint brought was entered by nobody who could approve.
    """
    found: dict[str, dict[str, str]] = {}
    for (person, code), file in workspace.store.laid_in_by(current).items():
        _note(found, person, code, f"laid in {file}, on which {code} rests")
    for standing in workspace.store.objections(codes=current):
        code, answer = standing.objection.region_code, standing.answer
        if answer is None or not answer.fact_ids:
            continue
        evaluation = workspace.store.evaluation_of(code, str(quarter), current[code].number)
        if evaluation and set(answer.fact_ids.split()) & set(evaluation.fact_ids or ()):
            _note(found, standing.filed.by, code, f"filed objection {standing.number} of {code}")
            _note(found, answer.by, code, f"accepted objection {standing.number} of {code}")
    for waiver in workspace.store.waivers():
        if waiver.region_code in current and quarter.end <= waiver.until:
            words = f"excused {waiver.region_code} from {waiver.rule}"
            _note(found, waiver.granted_by, waiver.region_code, words)
    for run in workspace.store.runs_of(str(quarter)):
        revision = current.get(run.region_code)
        if revision and run.status == RunStatus.DONE and run.revision == revision.number:
            words = f"had {run.region_code} run again (revision {revision.number})"
            _note(found, run.requested_by.removeprefix(COMMAND_LINE), run.region_code, words)
    return found


def _note(found: dict[str, dict[str, str]], person: str, code: str, words: str) -> None:
    found.setdefault(person_key(person), {}).setdefault(code, words)
