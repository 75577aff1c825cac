def rule(event):
    return event.get("kind") == "x"


def title(event):
    try:
        return event["text"]
    except KeyError as error:
        return str(error)
