import os


def rule(event):
    return event.get("user") == os.environ.get("WATCHED_USER")
