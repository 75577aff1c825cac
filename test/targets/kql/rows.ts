/** Conditions of every operator, quantifier and function, over every form of column of the sample table. */
export const rows: readonly string[] = `
s eq "a"
s ieq "A"
s eq "5"
s eq 5
s eq true
s eq ""
s eq null
s in ["a", "b"]
s in ["a", null, "5", ""]
s iin ["A", "é"]
t eq "a"
n eq 5
n eq 1
n in [1, 2.5, 7]
n eq true
n eq null
r eq 2.5
r in [1, 2]
id eq "5"
id in ["5", "17"]
id eq 5
b eq true
b eq 0
b is_true
b is_false
flag eq "true"
flag is_true
flag truthy
digits eq 5
digits in [5, 6]
digits gt 3
o.k eq "a"
o.k eq "5"
o.k eq ""
o.k ieq "A"
o.k in ["a", "5", null]
o.n eq 5
o.n in [5, 1]
o.b eq true
o.b is_true
o.b is_false
j eq "a"
j eq "true"
j eq 5
j eq 1
j eq 0
j eq false
j in ["a", 5, true, null]
j.k eq "a"
j.k eq null
w eq "a"
w.k eq "a"
w.k in ["a", "b"]
w[0] eq "a"
w.k[0].x eq "a"
j eq 9007199254740993
s is_null
n is_null
b is_null
id is_null
o.k is_null
j is_null
w is_null
w.k is_null
tags is_null
s missing
n missing
o.k missing
j missing
w.k missing
w[0] missing
j[-1] missing
s truthy
n truthy
r truthy
b truthy
id truthy
digits truthy
o.k truthy
o.n truthy
j truthy
w truthy
tags truthy
s contains "a"
s contains "5"
s contains ""
s icontains "A"
s contains_any ["a", "."]
o.k contains "a"
o.k contains "1"
o.k icontains "A"
j contains "a"
j icontains "A"
j contains 5
j contains_any ["a", "b"]
w contains "a"
w.k contains "a"
tags contains "a"
tags contains 5
labels contains "a"
tags has "a"
tags has "5"
tags has_any ["a", 5, null]
tags ihas "A"
labels has "a"
labels has true
j has "a"
w.k has "a"
s starts_with "a"
s starts_with ""
s starts_with "n"
s istarts_with "A"
s ends_with "l"
s iends_with "B"
s starts_with_any ["x", "a"]
o.k starts_with "a"
o.k starts_with "5"
o.k starts_with "["
o.k ends_with "a"
o.k ends_with "]"
id starts_with "5"
j starts_with "a"
s wildcard "a*"
s wildcard "*a"
s wildcard "*a*"
s wildcard "?"
s wildcard "a"
s wildcard "*"
s wildcard "[ab]?"
s iwildcard "A*"
s iwildcard "*é*"
o.k wildcard "*5*"
s regex "^a.?$"
s regex "A" [i]
s regex ".*"
s regex "[0-9]+" [full]
s regex "a.b" [match]
o.k regex "a"
o.k regex "[0-9]"
j regex "a"
s lt "b"
s lte ""
s gt "a"
s gte "5"
n lt 5
n gte 2.5
n gt 2
r lte 2.5
id gt 4
o.n lt 5
o.n gte 1
o.k lt "b"
j lt 5
j gt "a"
ip cidr "10.0.0.0/8"
ip cidr "fc00::/7"
ip cidr_any ["10.0.0.0/8", "192.168.1.1", "::1"]
o.ip cidr "10.0.0.0/8"
ip ip_is "private"
ip ip_is "global"
ip ip_is "loopback"
ip ip_is "v4"
ip ip_is "v6"
ip ip_is "valid"
o.ip ip_is "private"
s type_is "string"
n type_is "integer"
n type_is "number"
b type_is "boolean"
j type_is "string"
j type_is "number"
j type_is "integer"
j type_is "boolean"
j type_is "list"
j type_is "object"
o.k type_is "string"
s in_list "names"
s iin_list "names"
o.k in_list "names"
id in_list "numbers"
s eq_field t
s ieq_field t
n eq_field m
n eq_field r
o.k eq_field s
o.k eq_field j.k
j eq_field w
j.k ieq_field o.k
s in_field tags
o.k in_field labels
j.k in_field tags
tags has_field s
s contains_field t
j contains_field t
o.k starts_with_field s
s ends_with_field o.k
n lt_field m
s lt_field t
o.n gte_field n
o.n lt_field j
any tags (@ eq "a")
any tags (@ is_null)
all tags (@ starts_with "a")
all tags (@ is_not_null)
none tags (@ is_null)
one tags (@ eq "a")
one tags (true)
any labels (@ eq "a" or @ eq "b")
any items (kind eq "a")
any items (kind eq "a" and name eq "b")
any items (kind ne "a")
none items (kind eq "a")
none items (kind ne "a" and name is_null)
all items (kind eq "a")
all items (size gt 1 or kind eq "a")
all items (kind eq_field name)
one items (kind eq "a")
any items (kind eq_field $.s)
any items (name in_field $.tags)
any items (size gt 2 and $.n eq 5)
any items (any parts (kind eq "a"))
any items (any parts (kind eq_field @1.kind))
none items (any parts (kind eq "a"))
all items (all parts (kind eq "a"))
all items (none parts (kind is_null))
any items (not all parts (kind eq "a"))
any items (len(name) gt 0)
any items (kind missing)
any j (k eq "a")
any j (@ eq "a")
any w.k (@ eq "a")
any tags (true)
none tags (true)
items[0].kind eq "a"
items[-1].kind eq "a"
tags[0] eq "a"
len(s) gt 1
len(s) lt 2
len(s) eq 0
len(s) in [1, 2]
len(s) is_null
len(o.k) eq 1
len(j) gt 1
len(j) eq 0
len(tags) gte 2
lower(s) contains "a"
lower(s) eq "A"
lower(s) is_null
upper(o.k) eq "A"
upper(s) starts_with ""
trim(s) eq "a"
trim(s) eq ""
trim(s) truthy
default(s, "a") eq "a"
default(n, 5) eq 5
default(o.k, "a") eq "a"
default(j, "a") eq "a"
default(s, t) eq "b"
if_missing(s, "a") eq "a"
if_missing(o.k, "a") eq "a"
split(s, ".")[0] eq "a"
split(s, ".")[1] eq "b"
split(s, ".")[-1] eq "a"
split(s, ".")[1] is_null
any split(s, ".") (@ eq "a")
split(s, ".") has "a"
len(split(s, ".")) eq 2
split(o.k, ".")[0] eq "a"
parse_json(s).k eq "a"
parse_json(o.text).k eq "a"
parse_json(s) eq "a"
parse_json(s) is_null
any parse_json(s).l (@ eq "a")
to_number(s) gt 3
to_number(n) lt 3
to_number(j) gt 3
to_number(o.k) eq 5
str(s) eq "None"
str(b) eq "True"
str(n) eq "5"
str(j) eq "None"
concat(s, "-", t) eq "a-a"
concat(s, n) eq "a5"
slice(s, 0, 2) eq "a."
slice(s, -1, null) eq "a"
slice(s, 1, -1) eq "."
slice(s, -2, -1) eq "a"
slice(tags, 0, 1) has "a"
slice(tags, -1, null) has "a"
slice(j, 0, 1) eq "a"
first(items, kind eq "a").name eq "b"
first(items, kind eq "a") is_null
first(tags, @ ne "a") eq "b"
lookup(s, {"a": "1", "5": "2"}, "3") eq "2"
lookup(o.k, {"a": 1, "": 2}, 3) eq 2
if(s eq "a", t, "z") eq "z"
if(s is_null, n, m) gt 3
if(o.b is_true, o.k, null) eq "a"
if(n gt 3, j, s) eq "a"
deep_walk(items, ["parts", "kind"]) contains "a"
deep_walk(items, ["kind"]) eq "a"
deep_walk(o, ["k"]) eq "a"
deep_walk(items, ["kind"], "z") eq "z"
s eq "a" or (t eq "b" and n gt 3)
s eq "a" and (t ne "b" or n not_gt 3)
s eq "a" or any items (kind eq "a") or none tags (@ eq "a")
not (n gt 3 and r lt 2) and not (id gt 4 or o.n lt 1)
any map(tags, @ ne "a", @) (@ eq "b")
len(map(items, kind eq "a", name)) gt 1
any map(items, true, name) (@ is_null)
any slice(map(items, name eq "a", @), 0, 1) (kind ne "b")
any iterate(j) (@ eq "a")
any iterate(s) (@ eq "b")
split(s, ".", 1)[1] eq "b"
rsplit(s, ".", 1)[0] eq "a"
rsplit(s, ".", 1)[-1] eq "b"
item(j, 0) eq "a"
item(tags, -1) eq "a"
item(j, "k") eq "a"
join(tags, ",") eq "a,b"
len(unique(tags)) gt 1
len(chain(tags, items)) gt 2
any list(s, t) (@ eq "a")
add(n, 1) gt 5
divide(n, 2) gt 1
subtract(n, m) eq 0
add(j, 1) gt 1
len(regex_all(s, "a", "")) gt 1
replace(s, "a", "b") eq "b"
rstrip(s, ".") eq "a"
find(tags, "b") gte 0
lower(j) contains "a"
any zip(range(0, len(split(s, "."))), split(s, ".")) (@[1] ieq "a" and add(@[0], 1) lt_field len(split($.s, ".")))
item(split(s, "."), add(first(zip(range(0, len(split(s, "."))), split(s, ".")), @[1] ieq "a" and add(@[0], 1) lt_field len(split($.s, ".")))[0], 1)) eq "b"
`
  .trim()
  .split('\n');
