"""Write `docs/trace.schema.json` from the shapes of the code and the words of `docs/trace.md`.

    python -m tools.trace_schema

Types come from `monev.scorecard`, what a field means from the tables of the page: a field without a
row there, or a row without a field, is an error.
"""

import json
import re
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from monev.scorecard import TRACE_VERSION, Scorecard

ROOT = Path(__file__).resolve().parent.parent
PAGE, SCHEMA = ROOT / "docs" / "trace.md", ROOT / "docs" / "trace.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DIGITS = r"^-?[0-9]+(\.[0-9]+)?$"
_TABLE = re.compile(r"^### (\w+)\n\n\| field .*\n\|.*\n((?:\|.*\n)+)", re.MULTILINE)
_ROW = re.compile(r"^\| `(\w+)` \| (.*) \| (yes|no) \|$", re.MULTILINE)


class _Written(GenerateJsonSchema):
    """The shapes as they are written: every field is there, and a decimal is plain digits."""

    def ser_schema(self, schema: Any) -> JsonSchemaValue | None:
        return None

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": "string", "pattern": DIGITS}

    def field_is_required(self, field: Any, total: bool) -> bool:
        return True


def told_of(page: str) -> dict[str, dict[str, tuple[str, bool]]]:
    """Return shape -> field -> (meaning, seen by the checker) as the tables of the page say."""
    return {
        shape: {name: (meaning, seen == "yes") for name, meaning, seen in _ROW.findall(rows)}
        for shape, rows in _TABLE.findall(page)
    }


def trace_schema(page: str) -> dict[str, Any]:
    """Return the JSON Schema of a trace; ValueError where page and shapes name other fields."""
    found = Scorecard.model_json_schema(mode="serialization", schema_generator=_Written)
    shapes = {"Scorecard": found} | found["$defs"]
    told = told_of(page)
    if told.keys() != shapes.keys():
        raise ValueError(f"{PAGE.name}: shapes differ: {sorted(told.keys() ^ shapes.keys())}")
    for name, shape in shapes.items():
        fields = shape["properties"]
        if told[name].keys() != fields.keys():
            other = sorted(told[name].keys() ^ fields.keys())
            raise ValueError(f"{PAGE.name}, table {name}: fields differ: {other}")
        shape["description"] = shape["description"].replace("\n", " ")
        shape["additionalProperties"] = False
        for key, field in fields.items():
            field.pop("title", None)
            field.pop("default", None)
            field["description"] = told[name][key][0].replace("`", "")
    found["properties"]["trace_version"]["const"] = TRACE_VERSION
    found["properties"]["mode"]["enum"] = ["ketat", "indikatif"]
    found["properties"]["frame"] = {
        "$ref": "#/$defs/Frame",
        "description": found["properties"]["frame"]["description"],
    }
    return {"$schema": DIALECT} | found | {"title": f"Trace of a score, version {TRACE_VERSION}"}


def written(schema: dict[str, Any]) -> str:
    """Return a schema as the file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write the schema."""
    SCHEMA.write_text(written(trace_schema(PAGE.read_text("utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
