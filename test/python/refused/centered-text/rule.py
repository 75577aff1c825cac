def rule(event):
    return event.get("kind") == "x"


def title(event):
    return f"[{event.get('name'):^12}]"
