from helpers_of_nobody import is_bad


def rule(event):
    return is_bad(event)
