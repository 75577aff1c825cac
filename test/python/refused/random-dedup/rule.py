from uuid import uuid4


def rule(event):
    return event.get("kind") == "x"


def dedup(event):
    return str(uuid4())
