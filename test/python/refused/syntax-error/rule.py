def rule(event):
    return event.get("a") ==
