"""A stand-in of Panther's event object, for tests: what a rule sees when Panther calls rule(event)."""

import re
import sys
import types
from collections.abc import Mapping, Sequence


def plain(value):
    """The value with every event container replaced by a dict or list of its own."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, ImmutableList)):
        return [plain(item) for item in value]
    return value


def wrapped(value):
    """The value as an event gives it: containers are read-only."""
    if isinstance(value, dict):
        return ImmutableCaseInsensitiveDict(value)
    if isinstance(value, (list, tuple)):
        return ImmutableList(value)
    return value


def bare(value):
    """What an event container holds, or the value itself."""
    return value._held if isinstance(value, (ImmutableCaseInsensitiveDict, ImmutableList)) else value


class ImmutableCaseInsensitiveDict(Mapping):
    """An object of the event. Keys are looked up exactly, else ignoring case."""

    def __init__(self, held):
        self._held = bare(held)

    def _key(self, key):
        if key in self._held:
            return key
        if isinstance(key, str):
            wanted = key.lower()
            for other in self._held:
                if isinstance(other, str) and other.lower() == wanted:
                    return other
        raise KeyError(key)

    def __getitem__(self, key):
        return wrapped(self._held[self._key(key)])

    def __iter__(self):
        return iter(self._held)

    def __len__(self):
        return len(self._held)

    def __repr__(self):
        return repr(self._held)

    def __eq__(self, other):
        return self._held == bare(other) if isinstance(other, Mapping) else NotImplemented

    __hash__ = None

    def copy(self):
        """A dict that may be changed."""
        return plain(self)


class ImmutableList(Sequence):
    """A list of the event. A slice of it is a tuple."""

    def __init__(self, held):
        self._held = list(bare(held))

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(wrapped(item) for item in self._held[index])
        return wrapped(self._held[index])

    def __len__(self):
        return len(self._held)

    def __repr__(self):
        return f"ImmutableList({tuple(self._held)!r})"

    def __eq__(self, other):
        return self._held == bare(other) if isinstance(other, (list, ImmutableList)) else NotImplemented

    __hash__ = None

    def copy(self):
        """A list that may be changed."""
        return plain(self)


class PantherEvent(ImmutableCaseInsensitiveDict):
    """A log event. `data_model` maps the names of udm() to a path (text) or a method (callable)."""

    def __init__(self, held, data_model=None):
        super().__init__(held)
        self._data_model = data_model or {}

    def to_dict(self):
        """The event as a dict that may be changed."""
        return plain(self)

    def deep_get(self, *keys, default=None):
        """The value at the end of the keys; the default where it is missing or null. Lists are not crossed."""
        value = self
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
            if value is None:
                return default
        return value

    def deep_walk(self, *keys, default=None, return_val="all"):
        """Every value at the end of the keys, crossing lists; a list found is a real one."""
        found = walk(self, keys, default, return_val)
        return list(found) if isinstance(found, ImmutableList) else found

    def udm(self, name, default=None):
        """The field that the data model names."""
        mapping = self._data_model.get(name)
        if callable(mapping):
            value = mapping(self)
        elif mapping is not None:
            found = follow_json_path(self._held, mapping)
            if len(found) > 1:
                raise ValueError(f"{name}: {mapping} finds more than one value")
            value = wrapped(found[0]) if found else None
        else:
            value = self.deep_get("p_udm", name)
        return default if value is None else value

    def udm_path(self, name):
        """The path that the data model gives to a name; of a method, its name."""
        mapping = self._data_model.get(name)
        return mapping.__name__ if callable(mapping) else mapping and mapping.removeprefix("$.")


def is_list(value):
    return isinstance(value, Sequence) and not isinstance(value, str)


def holds_nothing(value):
    """A list of nothing but lists of nothing."""
    return is_list(value) and all(holds_nothing(item) for item in value)


def walk(value, keys, default, return_val):
    """deep_walk below a value."""
    if not keys:
        return default if holds_nothing(value) else value
    if isinstance(value, Mapping):
        below = value.get(keys[0])
        return default if below is None else walk(below, keys[1:], default, return_val)
    found = {}
    if is_list(value):
        for item in value:
            one = walk(item, keys, default, return_val)
            if one is not None:
                for leaf in one if is_list(one) else [one]:
                    found[leaf] = None
    several = list(found)
    if not several:
        return default
    if return_val == "first":
        return several[0]
    if return_val == "last":
        return several[-1]
    return several[0] if len(several) == 1 else several


STEP = re.compile(r"""\.?(?:\[(-?\d+)\]|\[(\*)\]|\['([^']*)'\]|\["([^"]*)"\]|"([^"]*)"|'([^']*)'|(\*)|([^.\[\]"'*]+))""")


def follow_json_path(value, path):
    """The values that a JSONPath of names, indexes and wildcards finds."""
    rest = path[1:] if path.startswith("$") else path
    values = [value]
    at = 0
    while at < len(rest):
        step = STEP.match(rest, at)
        if step is None:
            raise ValueError(f"not a path: {path}")
        index, all_items, *names, all_values, name = step.groups()
        at = step.end()
        if all_items or all_values:
            values = [one for held in values for one in below_all(held)]
        elif index is not None:
            values = [held[int(index)] for held in values if isinstance(held, list) and -len(held) <= int(index) < len(held)]
        else:
            key = next((one for one in [*names, name] if one is not None), "")
            values = [held[key] for held in values if isinstance(held, dict) and key in held]
    return values


def below_all(held):
    if isinstance(held, dict):
        return list(held.values())
    return held if isinstance(held, list) else []


STORE = {}


def caching():
    """The module panther_detection_helpers.caching, its store in memory."""
    module = types.ModuleType("panther_detection_helpers.caching")

    def get_string_set(key, force_ttl_check=False):
        return set(STORE.get(key, set()))

    def put_string_set(key, val, epoch_seconds=None):
        STORE[key] = set([val] if isinstance(val, str) else val)

    def add_to_string_set(key, val, epoch_seconds=None):
        STORE[key] = set(STORE.get(key, set())) | set([val] if isinstance(val, str) else val)
        return STORE[key]

    def remove_from_string_set(key, val, epoch_seconds=None):
        STORE[key] = set(STORE.get(key, set())) - set([val] if isinstance(val, str) else val)
        return STORE[key]

    def reset_string_set(key):
        STORE[key] = set()

    def get_dictionary(key, force_ttl_check=False):
        return dict(STORE.get(key, {}))

    def put_dictionary(key, val, epoch_seconds=None):
        STORE[key] = dict(val)

    def get_counter(key, force_ttl_check=False):
        return STORE.get(key, 0)

    def increment_counter(key, val=1, epoch_seconds=None):
        STORE[key] = STORE.get(key, 0) + val
        return STORE[key]

    def reset_counter(key):
        STORE[key] = 0

    def check_account_age(key):
        return bool(STORE.get(key))

    for one in list(locals().values()):
        if callable(one):
            setattr(module, one.__name__, one)
    return module


def install():
    """Makes the modules that Panther's runtime offers importable."""
    core = types.ModuleType("panther_core")
    core.PantherEvent = PantherEvent
    event = types.ModuleType("panther_core.enriched_event")
    event.PantherEvent = PantherEvent
    immutable = types.ModuleType("panther_core.immutable")
    immutable.ImmutableList = ImmutableList
    immutable.ImmutableCaseInsensitiveDict = ImmutableCaseInsensitiveDict
    core.enriched_event = event
    core.immutable = immutable
    helpers = types.ModuleType("panther_detection_helpers")
    helpers.caching = caching()
    sys.modules.update(
        {
            "panther_core": core,
            "panther_core.enriched_event": event,
            "panther_core.immutable": immutable,
            "panther_detection_helpers": helpers,
            "panther_detection_helpers.caching": helpers.caching,
        }
    )
