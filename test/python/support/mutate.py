"""Events that nobody thought of: an event with fields taken away, emptied, retyped, swapped."""

import copy
import json
import random

ODD_TEXTS = [
    "",
    " ",
    "\n",
    "\t x ",
    "0",
    "-1",
    "1.5",
    "1e3",
    "true",
    "None",
    "[]",
    "{}",
    '{"a": 1}',
    '["a"]',
    "{",
    "a,b;c/d:e",
    "*",
    "%s",
    "{0}",
    "\\d",
    "ß",
    "İstanbul",
    "\u212a",
    "日本",
    "١",
    "10.0.0.1",
    "8.8.8.8",
    "::1",
    "2024-02-30T00:00:00Z",
    "2024-02-29T23:59:59Z",
]

NUMBERS = [0, 1, -1, 2, 0.5, 1.0, 403, 10**20, 2**63]


def paths_in(value, path=()):
    """Every path below a value, through the first elements of lists."""
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value[:3]))
    else:
        return []
    return [found for key, item in items for found in [(*path, key), *paths_in(item, (*path, key))]]


def at(value, path):
    """The value at a path."""
    for step in path:
        value = value[step]
    return value


def other_type(chance, value):
    """The value, or something like it, as another type."""
    if isinstance(value, str):
        return chance.choice([[value], [value, value], {"value": value}, {value: 1}, 0, 12, 1.5, True, [None]])
    if isinstance(value, bool):
        return chance.choice([str(value), str(value).lower(), int(value), float(value), [value]])
    if isinstance(value, (int, float)):
        return chance.choice([str(value), f" {value} ", [value], value != 0, {"value": value}])
    if isinstance(value, list):
        return chance.choice(["text", json.dumps(value), {str(i): x for i, x in enumerate(value)}, 5, True])
    if isinstance(value, dict):
        return chance.choice(["text", json.dumps(value), [value], list(value.values()), 5, False])
    return chance.choice(["text", 0, [], {}, False])


def edited(chance, text):
    """A text that is nearly the same."""
    return chance.choice(
        [
            text.upper(),
            text.lower(),
            text.swapcase(),
            text.capitalize(),
            f" {text}",
            f"{text}\n",
            f"x{text}",
            f"{text}x",
            text[: len(text) // 2],
            text[1:],
            text * 2,
            text.replace(".", "-"),
            text.replace("/", ":"),
            f"{text},{text}",
            text[: len(text) // 2] + chance.choice(ODD_TEXTS) + text[len(text) // 2 :],
            json.dumps([text]),
        ]
    )


def changed_list(chance, items):
    """A list with elements added, taken away, doubled or reversed."""
    extra = [None, "extra", 0, 2.5, True, [], {}, ["x"], {"name": "x"}]
    change = chance.randrange(6)
    if change == 0 and items:
        return [*items, copy.deepcopy(chance.choice(items))]
    if change == 1:
        return [*items, chance.choice(extra)]
    if change == 2:
        return [chance.choice(extra), *items]
    if change == 3:
        return [*items, *chance.sample(extra, 3)]
    if change == 4 and items:
        return items[1:]
    return list(reversed(items)) if change == 5 else [items]


def with_key(chance, holder, key):
    """Writes a key in another case, alone or beside the old one."""
    other = chance.choice([key.upper(), key.lower(), key.swapcase(), key.title()])
    if other in holder:
        return
    items = list(holder.items())
    alone = chance.random() < 0.6
    beside = chance.choice([None, "", "other", 1, []])
    first = chance.random() < 0.5
    holder.clear()
    if not alone and first:
        holder[other] = beside
    for name, item in items:
        holder[other if alone and name == key else name] = item
    if not alone and not first:
        holder[other] = beside


def change(chance, event, path, others):
    """Changes the event at a path."""
    holder = at(event, path[:-1])
    key = path[-1]
    value = holder[key]
    kind = chance.choice(["take", "null", "odd", "type", "type", "swap", "own", "own", "key", "empty"])
    if kind == "take":
        del holder[key]
    elif kind == "null":
        holder[key] = None
    elif kind == "odd":
        holder[key] = chance.choice(ODD_TEXTS)
    elif kind == "type":
        holder[key] = other_type(chance, value)
    elif kind == "swap":
        holder[key] = copy.deepcopy(chance.choice(others))
    elif kind == "empty":
        holder[key] = chance.choice([[], {}, "", 0, False])
    elif kind == "key" and isinstance(key, str):
        with_key(chance, holder, key)
    elif isinstance(value, str):
        holder[key] = edited(chance, value)
    elif isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, (int, float)):
        holder[key] = chance.choice([*NUMBERS, value + 1, value - 1, -value, value * 2])
    elif isinstance(value, list):
        holder[key] = changed_list(chance, value)
    elif isinstance(value, dict) and value:
        del value[chance.choice(list(value))]


def mutants(seed, events, count):
    """So many different events, each a few changes away from one of the given ones."""
    chance = random.Random(seed)
    others = [at(event, path) for event in events for path in paths_in(event)] or [None]
    seen = {json.dumps(event) for event in events}
    found = []
    for _ in range(count * 8):
        if len(found) == count:
            break
        event = copy.deepcopy(chance.choice(events))
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            paths = [path for path in paths_in(event) if path != ("p_log_type",)]
            if paths:
                change(chance, event, chance.choice(paths), others)
        text = json.dumps(event)
        if text not in seen:
            seen.add(text)
            found.append(event)
    return found
