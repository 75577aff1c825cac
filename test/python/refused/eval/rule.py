def rule(event):
    return eval(event.get("condition", "False"))
