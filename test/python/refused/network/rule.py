from urllib.request import urlopen


def rule(event):
    return urlopen("https://example.com/" + event.get("user", "")).status == 200
