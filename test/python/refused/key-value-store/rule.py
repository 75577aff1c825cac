from panther_detection_helpers.caching import get_string_set, put_string_set


def rule(event):
    if event.get("kind") != "login":
        return False
    seen = get_string_set("seen")
    put_string_set("seen", [event.get("user")])
    return event.get("user") not in seen
