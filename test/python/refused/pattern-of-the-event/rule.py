import re


def rule(event):
    return re.search(event.get("pattern", "x"), event.get("text", "")) is not None
