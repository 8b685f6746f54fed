"""The commands under their names, each with an example in its help."""

import typer

from monev.cli import audit, rubric
from monev.cli.account import add_account
from monev.cli.actions import actions
from monev.cli.approvals import approvals
from monev.cli.approve import give_back, publish, review
from monev.cli.bundle import bundle, replay
from monev.cli.check import check
from monev.cli.collect import collect
from monev.cli.diff import diff
from monev.cli.doctor import doctor
from monev.cli.document import document
from monev.cli.duties import duties
from monev.cli.edge import Edge
from monev.cli.evaluate import evaluate
from monev.cli.explain import explain
from monev.cli.findings import findings
from monev.cli.objections import objections
from monev.cli.open_data import open_data
from monev.cli.portal import portal
from monev.cli.rank import rank
from monev.cli.remind import remind
from monev.cli.report import report
from monev.cli.rerun import rerun
from monev.cli.score_table import score_table
from monev.cli.sign import sign
from monev.cli.simulate import simulate
from monev.cli.status import status
from monev.cli.template import template
from monev.cli.up import up
from monev.cli.verify import verify
from monev.cli.waive import waive

app = typer.Typer(
    cls=Edge,
    help="Monitoring and evaluation of regional governments under Inpres 2/2021.",
    epilog="Begin with: monev evaluate --period 2024-Q3",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
account = typer.Typer(
    help="People who sign in to the portal.",
    epilog="Example: monev account add cilegon --role office --region 36.72",
    no_args_is_help=True,
)

app.command(
    epilog="Example: monev evaluate --period 2024-Q3 --inbox inbox --region 36.72",
)(evaluate)
app.command(
    epilog="Example: monev rerun 36.72 --period 2024-Q3 --reason 'APBD-P received'",
)(rerun)
app.command(epilog="Example: monev bundle --period 2024-Q3 --province 36 --out banten.zip")(bundle)
app.command(epilog="Example: monev replay banten.zip --out diulang")(replay)
app.command(epilog="Example: monev explain 36.72 --period 2024-Q3 --indicator A1")(explain)
app.command(epilog="Example: monev collect --period 2024-Q3 --inbox inbox")(collect)
app.command(epilog="Example: monev template 36.72 --period 2024-Q3")(template)
app.command(
    epilog="Example: monev check instrumen-36.72.xlsx --annotated diperiksa.xlsx",
)(check)
app.command(
    epilog="Example: monev waive 36.72 --rule V01 --until 2024-12-31 --by 'Kanwil Banten' "
    "--reason 'rekonsiliasi berjalan'",
)(waive)
app.command(
    "score-table",
    epilog="Example: monev score-table examples/rubrics/tai.yaml examples/rubrics/tai.csv",
)(score_table)
app.command(epilog="Example: monev simulate --period 2024-Q3 --out inbox-simulasi --seed 1")(
    simulate
)
app.command(epilog="Example: monev findings --period 2024-Q3 --region 36.72")(findings)
app.command(epilog="Example: monev actions --period 2024-Q3 --province 36 --status lewat_tenggat")(
    actions
)
app.command(epilog="Example: monev status --period 2024-Q3")(status)
app.command(epilog="Example: monev duties --last 20")(duties)
app.command(epilog="Example: monev remind --period 2024-Q3 --province 36 --preview")(remind)
app.command(epilog="Example: monev rank --period 2024-Q3 --kind kota --theme cakupan")(rank)
app.command(epilog="Example: monev report 36.72 --period 2024-Q3 --out cilegon.pdf")(report)
app.command(
    epilog="Example: monev document lembar-fakta 36.72 --period 2024-Q3 --lang en --out .",
)(document)
app.command(epilog="Example: monev verify laporan-monev-36.72-2024-Q3-r1.pdf")(verify)
app.command(
    epilog="Example: monev sign 36.72 --period 2024-Q3 --p12 kepala.p12 --out .",
)(sign)
app.command(epilog="Example: monev review --period 2024-Q3 --province 36 --by dina")(review)
app.command(
    "return",
    epilog="Example: monev return --period 2024-Q3 --province 36 --region 36.72 --by dina "
    "--comment 'realisasi belum cocok'",
)(give_back)
app.command(epilog="Example: monev publish --period 2024-Q3 --by nanda")(publish)
app.command(epilog="Example: monev approvals --period 2024-Q3 --province 36")(approvals)
app.command("open-data", epilog="Example: monev open-data --period 2024-Q3 --out data-2024-Q3")(
    open_data
)
app.command(epilog="Example: monev objections --period 2024-Q3 --region 36.72")(objections)
app.command(epilog="Example: monev doctor")(doctor)
app.command(epilog="Example: monev portal --port 8000")(portal)
app.command(epilog="Example: monev up --portal-port 8080")(up)
app.command(epilog="Example: monev diff 36.72 --from 2024-Q2 --to 2024-Q3")(diff)
rules = typer.Typer(
    help="Check rules, and try a change of rules before it is in force.",
    epilog="Example: monev rubric check",
    no_args_is_help=True,
)
rules.command("check", epilog="Example: monev rubric check my-catalogue")(rubric.check)
rules.command("diff", epilog="Example: monev rubric diff bawaan kenaikan_20 --period 2024-Q3")(
    rubric.diff
)
app.add_typer(rules, name="rubric")
account.command(
    "add",
    epilog="Example: monev account add cilegon --role office --region 36.72",
)(add_account)
app.add_typer(account, name="account")
log = typer.Typer(
    help="What people did in the portal, and whether that log is whole.",
    epilog="Example: monev audit verify",
    no_args_is_help=True,
)
log.command("verify", epilog="Example: monev audit verify --head 1204:5f3c...")(audit.verify)
log.command("list", epilog="Example: monev audit list --since 2024-10-01 --who citra")(
    audit.entries
)
app.add_typer(log, name="audit")
