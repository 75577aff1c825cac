SEEN = []


def rule(event):
    if event.get("user") in SEEN:
        return False
    SEEN.append(event.get("user"))
    return True
