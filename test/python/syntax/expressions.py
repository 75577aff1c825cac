"""Forms of expressions that rules seldom use, for the reader of Python alone."""

numbers = [0, 1, -2, 1_000, 0x1F, 0b101, 0o17, 1.5, 1e3, 2.0, 10**20, 123456789012345678901234567890, .5, 5.]
texts = ["plain", 'single', """triple
lines""", r"raw\d", "tab\t\x41\u00e9\U0001F600\101\
next", "joined " "together", b"bytes\x00", rb"\d", "", "é日本𝄞", u"old"]
formatted = [
    f"{numbers[0]}",
    f"{numbers!r:>10}",
    f"{{literal}} {texts[0]:{numbers[1]}}",
    f"{numbers=}",
    f"{'nested'} {texts[1] + 'x'!s}",
    f"""{
        numbers
    } é {texts}""",
    rf"\d{numbers}",
    f"one" "two" f"{texts}",
    f"{(lambda x: x)(1)}",
    f"{texts["key"]}",
    f"{numbers:{len(texts)}.{2}f}{{{texts}}}",
    f"{numbers # comment
    }",
    f"{f"{f"{1}"}"}",
    f"\t\u00e9{'\n'.join(texts)}\\",
    (
        "a"  # comment
        f"b{numbers}"
        "c"
    ),
]
chained = 1 < 2 <= 3 != 4 is not None not in [5]
logic = not True or False and (None or not ...)
arithmetic = -1 ** 2 + ~3 // 4 % 5 @ 6 << 7 >> 8 & 9 | 10 ^ 11 - +12 / 13
chosen = 1 if logic else 2 if chained else 3
slices = [texts[1:2], texts[:], texts[::2], texts[1:], texts[:-1], texts[1:2, ::3], texts[-1]]
called = print(*texts, sep="", **{"end": ""})
made = [x for x in range(3) if x if x > 1], {x: y for x, y in [(1, 2)]}, {x for xs in [[1]] for x in xs}, (x for x in ())
starred = [*numbers, *texts], {**{"a": 1}, "b": 2}, (*texts,)
function = lambda a, /, b=1, *c, d, e=2, **f: (a, b, c, d, e, f)
empty = (), [], {}, set()
one = (1,)
(named := 5)
long = (
    texts[0]
    .upper()
    .lower()
)
continued = 1 + \
    2
größe = "ident"
big = 0XFF, 1E5, 1_0.0_1, 00
compared = (a for a in b if (c := a) in d)
nested = [[[i for i in j] for j in k] for k in l], (yield_ := 1)
ternary = lambda: (yield)
calls = f(a)(b)[c].d(*e, f=1, **g)(h for h in i)
subscripts = a[b, c], a[b:c, d], a[(b, c)], a[b:=1], a[lambda: 1], a[...]
