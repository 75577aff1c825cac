def rule(event):
    return hash(event.get("user")) % 2 == 0
