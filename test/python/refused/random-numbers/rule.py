import random


def rule(event):
    return event.get("kind") == "sample" and random.random() < 0.1
