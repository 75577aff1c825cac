LIMIT = 3


def title(event):
    return f"{event.get('name')}"
