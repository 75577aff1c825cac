def longest(value):
    if not value:
        return 0
    return 1 + longest(value.get("next"))


def rule(event):
    return longest(event.get("chain", {})) > 3
