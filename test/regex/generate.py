"""Writes the tables beside it from Python's own re, fnmatch and ipaddress: what our tests hold the TypeScript to.

    python3.11 test/regex/generate.py regex       > test/regex/python-regex.jsonl
    python3.11 test/regex/generate.py wildcard    > test/regex/python-wildcard.jsonl
    python3.13 test/regex/generate.py address     > test/ir/python-address.jsonl

The regex table is of Python 3.11 (Panther's); the address table of 3.13, whose special ranges are those of the security releases of
3.11 and 3.12. No test runs this script.
"""

import fnmatch
import ipaddress
import json
import random
import re
import sys
import warnings

warnings.simplefilter("ignore")

FLAGS = {"i": re.I, "m": re.M, "s": re.S, "x": re.X, "a": re.A}

# pattern, flags (with i, match, full), texts
CASES = [
    ("a+b", "", ["xaab", "b", "ab", ""]),
    ("^a$", "", ["a", "a\n", "a\n\n", "\na", "ba"]),
    ("^a$", "m", ["b\na\nc", "a\n", "\n\na", "ba"]),
    ("a$", "full", ["a", "a\n"]),
    ("a\\Z", "", ["a", "a\n"]),
    ("\\Aa", "m", ["b\na", "ab"]),
    ("^", "m", ["", "a\n"]),
    ("a$\\n", "", ["a\n", "a\nb", "a\n\n"]),
    ("(?:a$|b)c", "", ["bc", "ac", "a\nc"]),
    ("a|b", "full", ["a", "b", "ab", "a\n"]),
    ("a|b", "match", ["ax", "xa", "bx"]),
    ("a.c", "", ["abc", "a\nc", "a\rc", "a\u2028c", "a\U0001f600c"]),
    ("a.c", "s", ["a\nc", "ac"]),
    ("(?s:a.)b.", "", ["a\nbx", "a\nb\n"]),
    ("\\d+", "", ["12", "\u0663", "\u00b2", "x"]),
    ("\\d+", "a", ["12", "\u0663"]),
    ("^\\w+$", "", ["abc_9", "caf\u00e9", "e\u0301", "\u00b2", "\u00bd", "\u203f", "a-b", "\u4e00"]),
    ("^\\w+$", "a", ["abc_9", "caf\u00e9"]),
    ("^\\s$", "", [" ", "\t", "\x0b", "\x1c", "\x1f", "\x85", "\xa0", "\u2003", "\u2028", "\u3000", "\u200b", "\u180e"]),
    ("^\\s$", "a", [" ", "\x0b", "\x1c", "\xa0"]),
    ("^[\\W_]+$", "", ["_-", "a", "\u0301", "\u00b2"]),
    ("^[^\\W_]+$", "", ["a1", "_", "\u00e9", "\u0663", "\u00b2", "\u0301"]),
    ("^[^\\W\\d_]+$", "", ["ab", "a1", "\u0663", "\u00b2", "\u00e9"]),
    ("^[^\\S\\n]+$", "", [" \t", " \n", "\u2003", "\xa0"]),
    ("^[\\s\\S]$", "", ["\n", "a", "\U0001f600"]),
    ("[^\\s\\S]", "", ["a", "\n", ""]),
    ("^[^\\D5]$", "", ["4", "5", "\u0663", "x"]),
    ("\\bfoo\\b", "", ["a foo.", "foobar", "caf\u00e9foo", "e\u0301foo", "_foo", "foo"]),
    ("\\bfoo\\b", "a", ["caf\u00e9foo", "foo_"]),
    ("\\Boo\\B", "", ["fooo", "oo", "foo"]),
    ("\\B", "", ["", "a", "ab", " "]),
    ("\\b", "", ["", "a", " ", "\u00e9"]),
    ("windows", "i", ["WINDOWS", "W\u0130NDOWS", "w\u0131ndows", "window"]),
    ("k\u00e5", "i", ["\u212a\u212b", "K\u00c5", "k\u00e5"]),
    ("stra\u00dfe", "i", ["STRA\u1e9eE", "STRASSE", "\u017ftra\u00dfe"]),
    ("\u03c3", "i", ["\u03a3", "\u03c2", "\u03c3", "s"]),
    ("\u00b5", "i", ["\u03bc", "\u039c", "m"]),
    ("[a-z]+", "ifull", ["ABC", "\u0130", "\u0131", "\u017f", "\u212a", "\u00e9"]),
    ("[^a-z]", "i", ["A", "\u0130", "\u212a", "1"]),
    ("[\u00e9-\u00fc]", "i", ["\u00c9", "\u00dc", "e"]),
    ("\u0131", "i", ["i", "I", "\u0130", "l"]),
    ("k", "ia", ["K", "\u212a"]),
    ("(?i:a)b", "", ["Ab", "aB", "AB"]),
    ("(?i)a(?-i:b)c", "", ["AbC", "ABC"]),
    ("(?im)^ab$", "", ["x\nAB\ny", "xAB"]),
    ("(?x) a  b # comment\n c", "", ["abc", "a b c"]),
    ("a b\\ c[ ]d", "x", ["ab c d", "a b c d"]),
    ("a{2,3}", "full", ["a", "aa", "aaa", "aaaa"]),
    ("a{,2}b", "match", ["b", "aab", "aaab"]),
    ("a{2}", "full", ["aa", "a"]),
    ("a{x}", "", ["a{x}", "a"]),
    ("a{", "", ["a{"]),
    ("x{0}y", "full", ["y", "xy"]),
    ("(?:ab){2,}c", "", ["ababc", "abc"]),
    ("a*?b", "full", ["aab", "b", "a"]),
    ("a++b", "", ["aab", "b"]),
    ("a++ab", "", ["aaab"]),
    ("(?>a+|b)ab", "", ["aaab", "bab"]),
    ("(?:a|ab)(?:c|bcd)(?:d*)", "full", ["abcd", "acd", "abcdd"]),
    ("(a)\\1", "", ["aa", "ab"]),
    ("(?P<q>['\"]).*?(?P=q)", "", ["'a'", "'a\"", "\"\""]),
    ("(a)|b\\1", "", ["b", "a"]),
    ("(\\w)\\1", "i", ["xX", "xy"]),
    ("(a)?(?(1)b|c)", "full", ["ab", "c", "ac", "b"]),
    ("(?P<n>a)?(?(n)b|c)", "full", ["ab", "c"]),
    ("foo(?=bar)", "", ["foobar", "foo"]),
    ("foo(?!bar)", "", ["foobar", "foobaz", "foobarfoo"]),
    ("(?<=foo)bar", "", ["foobar", "bar"]),
    ("(?<!foo)bar", "", ["foobar", "xbar", "bar"]),
    ("(?=.*\\d)(?=.*[a-z]).{4,}", "", ["abc1", "abcd", "1234"]),
    ("(?=a)", "full", ["a", ""]),
    ("a(?=b$)", "match", ["ab", "ab\n", "abc"]),
    ("(?<=a|b)c", "", ["ac", "bc", "cc"]),
    ("((?:a|b)*)*c", "", ["ababc", "abab"]),
    ("(|a)+b", "", ["ab", "b"]),
    ("", "", ["", "a"]),
    ("", "full", ["", "a"]),
    ("()", "full", ["", "a"]),
    ("|a", "full", ["", "a", "b"]),
    ("[]a]", "", ["]", "a", "b"]),
    ("[^]a]", "", ["]", "a", "b"]),
    ("[a\\-z]", "", ["-", "b", "z"]),
    ("[a-]", "", ["-", "a", "b"]),
    ("[-a]", "", ["-", "b"]),
    ("[\\]\\\\]", "", ["]", "\\", "a"]),
    ("[\\b]", "", ["\b", "b"]),
    ("[a&&b]", "", ["&", "a", "c"]),
    ("[[a]]", "", ["[]", "a]", "a"]),
    ("[a~~b]", "", ["~", "c"]),
    ("\\x41\\u00e9\\U0001F600\\101\\0", "", ["A\u00e9\U0001f600A\0", "A"]),
    ("\\n\\t\\r\\f\\v\\a", "", ["\n\t\r\f\v\a"]),
    ("\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\^\\$\\|\\\\\\/\\-", "", [".*+?()[]{}^$|\\/-"]),
    ("\\$\\{jndi:", "", ["${jndi:ldap", "$jndi:"]),
    ("\\%\\&\\~\\#\\'\\\"\\ ", "", ["%&~#'\" "]),
    ("(?#comment)a(?#x)*b", "", ["aab", "b"]),
    ("^\\d{1,3}(?:\\.\\d{1,3}){3}$", "", ["10.0.0.1", "10.0.0", "10.0.0.1\n"]),
    ("^arn:aws:iam::\\d{12}:(?:user|role)/.+$", "", ["arn:aws:iam::123456789012:user/a", "arn:aws:iam::1:user/a"]),
    ("(?i)^(?:.*\\\\)?(?:powershell|pwsh)(?:\\.exe)?\\b.*\\s-e(?:nc)?\\s", "", ["C:\\x\\PowerShell.exe -Enc A", "pwsh -c"]),
    ("[\\w.+-]+@[\\w-]+\\.[\\w.-]+", "", ["a.b+c@x-y.co.uk", "a@b"]),
    ("\U0001f600{2}", "", ["\U0001f600\U0001f600", "\U0001f600"]),
    ("^.$", "", ["\U0001f600", "ab"]),
]

ERRORS = [
    *["(", ")", "a)", "[", "[a", "[]", "[^]", "*", "+a", "?", "a**", "a*+*", "a{1}{2}", "{2}*", "a{3,2}", "(?:", "(?P<n>a"],
    *["(?P<n>a)(?P<n>b)", "(?P=n)", "(?P<1a>b)", "(?P<>a)", "(?P", "(?Px)", "(?P>n)", "(?<n>a)", "(?", "(?z)", "(?<", "(?#a"],
    *["\\", "\\q", "\\y", "[\\q]", "[z-a]", "[\\w-a]", "[a-\\d]", "\\1", "(a\\1)", "\\8", "[\\8]", "\\x1", "\\u12", "\\U00110000"],
    *["\\400", "(?<=a*)b", "(?<=a|bc)d", "(?<!a{1,2})b", "(?(1)a|b|c)", "(?(2)a)(b)", "(?(0)a)", "(?(x)a)", "(?(1a)b)"],
    *["a(?i)b", "(?i", "(?i-", "(?-:a)", "(?i-i:a)", "(?-a:b)", "(?au:b)", "(?L)a", "(?iz:a)", "^*", "$+", "\\b?"],
    *["(?<=(a)\\1)b", "\\Z*", "(?=a)**", "[a-", "(a", "a|*", "(|*)", "(?:a", "(?=a", "(?i:a"],
]


def flags_of(spec):
    mode = next((m for m in ("match", "full") if spec.endswith(m)), "search")
    letters = spec[: -len(mode)] if mode != "search" else spec
    return letters, mode


def answer(pattern, letters, mode, text):
    compiled = re.compile(pattern, sum(FLAGS[f] for f in letters))
    ask = {"search": compiled.search, "match": compiled.match, "full": compiled.fullmatch}[mode]
    return ask(text) is not None


def emit(row):
    print(json.dumps(row, ensure_ascii=True))


def regex():
    for pattern, spec, texts in CASES:
        letters, mode = flags_of(spec)
        for text in texts:
            emit([pattern, letters, mode, text, answer(pattern, letters, mode, text)])
    for pattern in ERRORS:
        try:
            re.compile(pattern)
            raise SystemExit(f"{pattern} is a regex")
        except re.error as error:
            emit([pattern, error.msg, error.pos])
    for pattern, letters, mode in random_patterns(150):
        for _ in range(2):
            text = "".join(pick(TEXT) for _ in range(source.randint(0, 6)))
            emit([pattern, letters, mode, text, answer(pattern, letters, mode, text)])


source = random.Random(2)
TEXT = list("aabbcck1 _.-\n") + ["\u00e9", "\u0130", "\u0131", "\u017f", "\u212a", "\u03c3", "\u03c2", "\u00b2", "\u0663", "\u2028"]
SETS = ["[a-c]", "[^a]", "[\\w.]", "[^\\W_]", "[\\s\\d]", "[^\\S\\n]", "[\\W\\d]", "[i-k]", "[\\x00-\\x1f]"]


def pick(options):
    return source.choice(options)


def random_patterns(count):
    while count > 0:
        pattern = pieces(2)
        letters = "".join(f for f in "imsa" if source.random() < 0.2)
        try:
            re.compile(pattern)
        except re.error:
            continue
        count -= 1
        yield pattern, letters, pick(["search", "search", "match", "full"])


def pieces(depth):
    branches = ["".join(piece(depth) for _ in range(source.randint(1, 3))) for _ in range(pick([1, 1, 2]))]
    return "|".join(branches)


def piece(depth):
    roll = source.random()
    if depth > 0 and roll < 0.3:
        atom = pick(["(", "(?:", "(?P<n>", "(?=", "(?!", "(?<=", "(?<!", "(?i:"]) + pieces(depth - 1) + ")"
    elif roll < 0.45:
        atom = pick(SETS)
    elif roll < 0.6:
        atom = pick(["\\d", "\\w", "\\s", "\\S", "\\W", ".", "^", "$", "\\b", "\\1"])
    else:
        atom = re.escape(pick(TEXT))
    return atom + pick(["", "", "", "*", "+", "?", "{2}", "{1,2}", "*?"])


WILDCARDS = [
    *["", "*", "**", "?", "a*", "*a", "*a*", "a?c", "a*b*c", "*.exe", "arn:aws:*:user/*", "[abc]", "[!abc]", "[a-c]x", "[!a-c]*"],
    *["[]]", "[!]]", "[]a]", "[", "a[", "[a", "[!", "[!]", "[^a]", "[a-]", "[-a]", "[z-a]", "[!z-a]", "[a-c-e]", "[--0]", "[b-a!x]", "[b-a^x]", "[!b-a!x]", "[z-a!]", "[\\]", "\\*"],
    *["a.c", "a+", "(a|b)", "$a^", "[a&&b]", "[[]", "[*]", "[?]", "[.]", "{a,b}", "\u00e9*", "?\U0001f600", "a\nb", "[\\d]"],
]
WILDCARD_TEXTS = [
    *["", "a", "b", "z", "abc", "axc", "aabbcc", "x.exe", "X.EXE", "arn:aws:iam::1:user/a/b", "ax", "]", "!", "^", "-", "[", "[!", "a["],
    *["[a", "\\", "\\*", "a.c", "a+", "(a|b)", "$a^", "&", "*", "?", ".", "{a,b}", "\u00e9t\u00e9", "x\U0001f600", "a\nb", "a\n", "e", "d", "0"],
]


def wildcard():
    for pattern in WILDCARDS:
        hits = [text for text in WILDCARD_TEXTS if fnmatch.fnmatchcase(text, pattern)]
        emit([pattern, hits])
    emit([None, WILDCARD_TEXTS])


ADDRESSES = [
    *["10.0.0.1", "10.255.255.255", "11.0.0.0", "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0", "192.168.1.1"],
    *["8.8.8.8", "1.1.1.1", "127.0.0.1", "127.255.0.1", "128.0.0.0", "0.0.0.0", "0.1.2.3", "1.0.0.0", "169.254.169.254", "169.255.0.0"],
    *["100.64.0.0", "100.63.255.255", "100.127.255.255", "100.128.0.0", "192.0.0.0", "192.0.0.8", "192.0.0.9", "192.0.0.10"],
    *["192.0.0.11", "192.0.0.170", "192.0.0.255", "192.0.1.0", "192.0.2.1", "192.88.99.1", "198.17.255.255", "198.18.0.1", "198.19.255.255"],
    *["198.20.0.0", "198.51.100.7", "203.0.113.9", "203.0.114.0", "224.0.0.1", "239.255.255.255", "223.255.255.255", "240.0.0.1"],
    *["255.255.255.255", "::", "::1", "::2", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::ffff:224.0.0.1"],
    *["::ffff:169.254.1.1", "::ffff:100.64.0.1", "::ffff:c0a8:0101", "::10.0.0.1", "64:ff9b::1", "64:ff9b:1::1", "64:ff9b:2::1"],
    *["100::1", "100:0:0:1::1", "2001::1", "2001:1::1", "2001:1::2", "2001:1::3", "2001:2::1", "2001:3::1", "2001:4:112::1"],
    *["2001:4:113::1", "2001:10::1", "2001:20::1", "2001:2f::1", "2001:30::1", "2001:1ff::1", "2001:200::1", "2001:db8::1"],
    *["2001:db9::1", "2002::1", "2003::1", "2606:4700:4700::1111", "2a00:1450:4001::1", "fc00::1", "fdff::1", "fe00::1", "fe80::1"],
    *["fe80::1%eth0", "fe80::1%25", "febf::1", "fec0::1", "ff02::1", "ff00::", "FE80::A", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8"],
    *["1::8", "1:2:3:4:5:6:1.2.3.4", "::1.2.3.4", "1::1.2.3.4", "0:0:0:0:0:0:0:0", "0001:0002::", "::ffff:0:0"],
    *["", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "01.2.3.4", "1.2.3.04", "00.0.0.0", "256.1.1.1", "1.2.3.256"],
    *["1.2.3.4 ", " 1.2.3.4", "1.2.3.4\n", "+1.2.3.4", "-1.2.3.4", "1.2.3.a", "0x1.2.3.4", "1.2.3.1000", "\u0661.2.3.4", "1.2.3.4/32"],
    *[":", ":::", "::1::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::", "g::"],
    *["1:", ":1", "1:2:3:4:5:6:7:", ":2:3:4:5:6:7:8", "::1%", "%eth0", "fe80::1%a%b", "::1/128", "1.2.3.4%eth0", "::1.2.3", "::1.2.3.256"],
    *["::01.2.3.4", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "[::1]", "::1\n", "localhost", "::-1", "::+1", "1:2:3:4::5:6:7:8"],
]
NETWORKS = [
    *["10.0.0.0/8", "10.1.2.3/8", "10.0.0.0/255.0.0.0", "10.0.0.0/0.255.255.255", "0.0.0.0/0", "1.2.3.4/32", "1.2.3.4", "1.2.3.4/33"],
    *["1.2.3.4/-1", "1.2.3.4/", "1.2.3.4/a", "1.2.3.4/8/8", "1.2.3.4/08", "1.2.3.4/255.0.255.0", "1.2.3.4/255.255.255.255"],
    *["1.2.3.4/0.0.0.0", "1.2.3.4/0.0.0.1", "1.2.3/8", "::/0", "::1/128", "::1", "2001:db8::/32", "2001:db8::1/32", "::/129"],
    *["fe80::%eth0/64", "fe80::/ffff::", "", "/8", "10.0.0.0/ 8", " 10.0.0.0/8", "10.0.0.0/8 ", "::ffff:10.0.0.0/104", "10.0.0.0/\u0668"],
]
KINDS = ["private", "global", "loopback", "multicast", "link_local", "reserved", "unspecified"]


def address():
    for text in ADDRESSES:
        try:
            ip = ipaddress.ip_address(text)
        except ValueError:
            emit(["address", text, None])
            continue
        # From 3.13.1 on (3.12.8, 3.11.11) an IPv4-mapped address is what the IPv4 address inside is.
        asked = getattr(ip, "ipv4_mapped", None) or ip
        kinds = [kind for kind in KINDS if getattr(asked, f"is_{kind}")]
        emit(["address", text, {"version": ip.version, "value": str(int(ip)), "kinds": kinds}])
    for text in NETWORKS:
        emit(["network", text, network(text, False), network(text, True) is not None])
    for inside in NETWORKS:
        if network(inside, False) is None:
            continue
        net = ipaddress.ip_network(inside, strict=False)
        hits = [text for text in ADDRESSES if is_address(text) and ipaddress.ip_address(text) in net]
        emit(["inside", inside, hits])


def network(text, strict):
    try:
        net = ipaddress.ip_network(text, strict=strict)
    except ValueError:
        return None
    return {"version": net.version, "value": str(int(net.network_address)), "prefix": net.prefixlen}


def is_address(text):
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


{"regex": regex, "wildcard": wildcard, "address": address}[sys.argv[1]]()
