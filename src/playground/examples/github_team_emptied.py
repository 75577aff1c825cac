REMOVALS = {"team.remove_member", "org.remove_member"}


def rule(event):
    if event.get("action") not in REMOVALS:
        return False
    return not event.get("actor", "").endswith("[bot]")


def title(event):
    return f"{event.get('actor')} takes members out of {event.get('team', 'a team')}"


def dedup(event):
    return event.get("actor")
