def rule(event):
    with open("/tmp/users.txt") as users:
        return event.get("user") in users.read()
