COUNT = 0


def rule(event):
    global COUNT
    COUNT += 1
    return COUNT > 5 and event.get("kind") == "x"
