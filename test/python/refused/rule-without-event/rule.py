def rule():
    return True
