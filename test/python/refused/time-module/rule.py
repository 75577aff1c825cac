import time


def rule(event):
    return event.get("expires", 0) < time.time()
