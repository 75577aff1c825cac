import pycountry


def rule(event):
    return pycountry.countries.get(alpha_2=event.get("country")).name == "Atlantis"
