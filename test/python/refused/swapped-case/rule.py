def rule(event):
    return event.get("kind") == "x"


def dedup(event):
    return event.get("name", "").swapcase()
