"""Runs rules of a checkout on events, as Panther does, and tells what each function answers."""

import copy
import json
import sys
import types
from collections.abc import Mapping

import mutate
import panther_event

TEXTS = ["title", "dedup", "severity", "unique", "description", "runbook", "reference"]
VALUES = ["alert_context", "destinations"]

codes = {}


def load(path, name):
    """A module of its own, executed afresh."""
    if path not in codes:
        with open(path, encoding="utf-8") as file:
            codes[path] = compile(file.read(), path, "exec")
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(codes[path], module.__dict__)
    return module


def json_value(value):
    """What Panther stores of a value: event containers and tuples become plain ones."""
    if isinstance(value, Mapping):
        return {key: json_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, panther_event.ImmutableList)):
        return [json_value(item) for item in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def model_of(models, log):
    """The data model of an event's log type: its names with paths, or methods of the file beside it."""
    held = models.get(log.get("p_log_type"), {"mappings": {}})
    module = load(held["module"], "data_model_methods") if held.get("module") else None
    return {
        name: getattr(module, mapping["method"]) if "method" in mapping else mapping["path"]
        for name, mapping in held["mappings"].items()
    }


def answer(path, log, models):
    """What a rule says of an event. Where it does not match, only that."""
    panther_event.STORE.clear()
    event = panther_event.PantherEvent(copy.deepcopy(log), model_of(models, log))
    module = load(path, "rule_under_test")
    try:
        matched = module.rule(event)
    except Exception as error:
        return {"matched": False, "raised": type(error).__name__}
    if matched is not True:
        return {"matched": False}
    said = {}
    raised = []
    for name in [*TEXTS, *VALUES]:
        if not hasattr(module, name):
            continue
        try:
            value = getattr(module, name)(event)
            said[name] = str(value) if name in TEXTS else json_value(value)
        except Exception:
            raised.append(name)
    return {"matched": True, "said": said, "raised_in": raised}


def ask(request):
    """Answers for each rule's own events and for so many mutants of them, as JSON text."""
    asked = json.loads(request)
    answers = []
    for rule in asked["rules"]:
        events = [*rule["logs"], *mutate.mutants(rule["id"], rule["logs"], asked["mutants"])]
        for event in events:
            one = answer(rule["path"], event, asked["models"])
            answers.append({"id": rule["id"], "event": event, **one})
    return json.dumps(answers)
