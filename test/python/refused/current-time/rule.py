from datetime import datetime, timedelta


def rule(event):
    born = datetime.fromisoformat(event.get("born", "2024-01-01"))
    return datetime.now() - born < timedelta(days=1)
