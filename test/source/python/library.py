"""Asks CPython what its library answers: writes library.jsonl, which library.test.ts holds lifted Python to.

Run as `PYTHONHASHSEED=0 TZ=UTC python3 test/source/python/library.py`. A case is an expression or the body of a function.
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "python" / "support"))

import panther_event  # noqa: E402

panther_event.install()

EVENTS = json.loads((HERE / "library-events.json").read_text())
HEADER = (HERE / "library-imports.txt").read_text()
# One case per paragraph.
CASES = (HERE / "library.txt").read_text().strip().split("\n\n")


def plain(value):
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, (dict, panther_event.ImmutableCaseInsensitiveDict)):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, range, panther_event.ImmutableList)):
        return [plain(item) for item in value]
    return value


def answer(code, event):
    body = code if "return " in code else f"return {code}"
    names = {}
    exec(HEADER + "\ndef f(event):\n" + "\n".join(f"    {line}" for line in body.split("\n")), names)
    try:
        value = names["f"](panther_event.PantherEvent(event))
        return {"set" if isinstance(value, (set, frozenset)) else "is": plain(value)}
    except Exception as error:
        return {"raises": type(error).__name__}


with open(HERE / "library.jsonl", "w") as file:
    for code in CASES:
        answers = [answer(code, event) for event in EVENTS]
        file.write(json.dumps({"code": code, "answers": answers}) + "\n")
