def rule(event):
    value = event.get("value", 0)
    steps = 0
    while value > 1:
        value = value // 2
        steps += 1
    return steps > 3
