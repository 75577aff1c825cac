"""CPython's own reading of a Python file, as JSON."""

import ast
import json


def dump(text):
    """The nodes of a module: kind, place, fields."""
    return json.dumps([as_json(statement) for statement in ast.parse(text).body])


def as_json(value):
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, ast.Constant):
        return {"kind": "Constant", "place": place_of(value), "fields": {"value": constant(value.value)}}
    if isinstance(value, ast.AST):
        fields = {name: as_json(getattr(value, name, None)) for name in value._fields}
        return {"kind": type(value).__name__, "place": place_of(value), "fields": fields}
    return value


def place_of(node):
    if not hasattr(node, "lineno"):
        return None
    return [node.lineno, node.col_offset, node.end_lineno, node.end_col_offset]


def constant(value):
    """A constant with its type, which JSON would lose."""
    if isinstance(value, bytes):
        return {"bytes": value.decode("latin-1")}
    if value is ...:
        return {"ellipsis": True}
    return {type(value).__name__: str(value)}
