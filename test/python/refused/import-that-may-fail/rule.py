try:
    import not_a_module_anywhere as fast
except ImportError:
    fast = None


def rule(event):
    return fast is None and event.get("kind") == "x"
