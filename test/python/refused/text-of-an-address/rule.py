from ipaddress import ip_address


def rule(event):
    return event.get("kind") == "x"


def title(event):
    return str(ip_address(event.get("ip")))
