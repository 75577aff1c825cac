"""Forms of statements that rules seldom use, for the reader of Python alone."""

from __future__ import annotations

import os, sys as system
import os.path
from collections import (
    OrderedDict as Ordered,
    namedtuple,
)
from . import sibling
from ..package.module import name as other
from os import *

x = y = 1
x: int = 2
z: str
x += 1; y -= 1
x, (y, *z) = 1, (2, 3)
x @= y
del x, y[0], z.a
pass
assert x, "message"


@decorator
@decorator.call(1)
def function(a, b: int = 1, /, c=2, *args: str, d, e=3, **kwargs) -> None:
    """Docstring é."""
    global x, y
    return


async def waits():
    await function()
    async with a as b, c:
        pass
    async for d in e:
        yield d
    return [f async for f in g]


def generator():
    value = yield
    yield from range(3)
    return value


class Empty: ...


class Child(Empty, metaclass=type, key=1):
    """A class."""

    attribute: int = 1

    @property
    def method(self):
        nonlocal_value = 1

        def inner():
            nonlocal nonlocal_value
            nonlocal_value += 1

        return inner


if x:
    pass
elif y:
    pass
else:
    pass

for a, b in c:
    continue
else:
    pass

while True:
    break
else:
    pass

try:
    raise
except ValueError:
    raise ValueError("é") from None
except (TypeError, KeyError) as error:
    raise error
else:
    pass
finally:
    pass

try:
    pass
except* OSError as group:
    pass

with open("a") as f, open("b"):
    pass

with (
    open("a") as f,
    open("b") as g,
):
    pass

match x:
    case 1 | -2 | "text" | None | True:
        pass
    case [a, *rest] if a:
        pass
    case (1, 2) | [3, 4]:
        pass
    case {"key": value, **others}:
        pass
    case Point(x=0, y=other) as point:
        pass
    case os.sep:
        pass
    case str():
        pass
    case _:
        pass

if x: y = 1
elif y: pass

type Alias[T] = list[T]
def generic[T: int](value: T) -> T: return value
class Box[T]: pass
	
# A comment at the end
