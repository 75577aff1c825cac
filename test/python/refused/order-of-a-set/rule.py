def rule(event):
    return event.get("kind") == "x" and len(event.get("names", [])) > 1


def title(event):
    return f"{list(set(event.get('names')))[0]} and others"
