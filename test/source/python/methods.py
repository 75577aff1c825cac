"""Asks CPython what methods answer: writes methods.jsonl, which methods.test.ts holds lifted Python to.

Run as `PYTHONHASHSEED=0 python3 test/source/python/methods.py`. A case is an expression or the body of a function.
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "python" / "support"))

import panther_event  # noqa: E402

EVENTS = json.loads(
    """
[
{},
{"s": "Hello World", "t": "World", "n": 5, "l": ["a", "b", "c"], "d": {"K": "v", "b": {"c": 1}}, "f": 1.5, "e": "", "z": null, "b": true},
{"s": "  a.b.c  ", "t": ".", "n": -3, "l": [], "d": {}, "f": 0.0, "e": "x", "b": false},
{"s": null, "t": "a", "n": 0, "l": ["a", "a", 1, null], "d": {"b": null, "x": [1]}, "f": 2, "e": "ÀÉ"},
{"s": "a,b,,c", "t": ",", "n": 2, "l": "abc", "d": [1], "f": "1", "e": "12"},
{"s": ["x"], "t": "x", "n": "3", "l": {"q": 1}, "d": "b", "f": null, "e": "Straße"},
{"S": "UPPER", "t": "P", "n": 1, "L": ["b", "a"], "D": {"B": {"C": 2}}, "e": "ab12", "f": 100},
{"s": "+5", "t": "5", "n": 7, "l": [["a"], {"k": 1}], "d": {"b": {"c": null}}, "e": "  ", "f": 100000000000000000000},
{"s": "path/to/x", "t": "/", "n": 10, "l": [{"k": "a", "v": 1}, {"k": "b", "v": 2}, {"k": "a", "v": 3}], "d": {"b": [1, 2], "c": "C"}, "e": "aB", "f": -2.0}
]
"""
)

# One case per paragraph.
CASES = (HERE / "methods.txt").read_text().strip().split("\n\n")


def plain(value):
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, (dict, panther_event.ImmutableCaseInsensitiveDict)):
        # As JSON writes keys.
        return {key if isinstance(key, str) else json.dumps(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, panther_event.ImmutableList)):
        return [plain(item) for item in value]
    return value


def answer(code, event):
    body = code if "return " in code else f"return {code}"
    names = {}
    exec("def f(event):\n" + "\n".join(f"    {line}" for line in body.split("\n")), names)
    try:
        value = names["f"](panther_event.PantherEvent(event))
        return {"set" if isinstance(value, (set, frozenset)) else "is": plain(value)}
    except Exception as error:
        return {"raises": type(error).__name__}


panther_event.install()
with open(HERE / "methods.jsonl", "w") as file:
    file.write(json.dumps({"events": EVENTS}) + "\n")
    for code in CASES:
        answers = [answer(code, event) for event in EVENTS]
        file.write(json.dumps({"code": code, "answers": answers}) + "\n")
