"""Units and signs in words: Welsh. Behind a number a noun is singular (``500 miligram``).

Nothing is mutated behind a number: a voice says "2 miligram" where a speaker might say "dau filigram". What is
said for what stands in the account, and is signed off by somebody who speaks Welsh.
"""

from __future__ import annotations

from press.aloud.tongue import Tongue


def _hour(hour: int, minute: str, half: str) -> str:
    """``8 30 y bore``, ``4 y prynhawn``, ``14 o'r gloch``; twelve is noon or midnight."""
    minutes = "" if minute in ("", "00") else f" {minute}"
    if not half:
        return f"{hour}{minutes or ' o’r gloch'}"
    if hour == 12:
        return f"{hour}{minutes} canol {'nos' if half == 'a' else 'dydd'}"
    time = "y bore" if half == "a" else "y prynhawn" if hour < 6 else "yr hwyr"
    return f"{hour}{minutes} {time}"


_UNITS = {
    "mg": "miligram",
    "g": "gram",
    "kg": "cilogram",
    "mcg": "microgram",
    "µg": "microgram",
    "μg": "microgram",
    "ug": "microgram",
    "ng": "nanogram",
    "ml": "mililitr",
    "mls": "mililitr",
    "l": "litr",
    "dl": "decilitr",
    "cl": "centilitr",
    "mmol": "milimol",
    "mol": "mol",
    "iu": "uned ryngwladol",
    "mmhg": "milimetr o fercwri",
    "kpa": "cilopascal",
    "kcal": "cilocalori",
    "kj": "cilojoule",
    "mm": "milimetr",
    "cm": "centimetr",
    "m": "metr",
    "km": "cilometr",
    "°c": "gradd Celsius",
    "°f": "gradd Fahrenheit",
    "°": "gradd",
    "%": "y cant",
    "awr": "awr",
    "mun": "munud",
}
WELSH = Tongue(
    units={sign: (word, word) for sign, word in _UNITS.items()},
    per={"dydd": "dydd", "diwrnod": "diwrnod", "awr": "awr", "wythnos": "wythnos", "dos": "dos", "m²": "metr sgwâr"},
    by="fesul",
    before={
        "≤": "dim mwy na ",
        "≥": "o leiaf ",
        "<": "llai na ",
        ">": "mwy na ",
        "≈": "tua ",
        "~": "tua ",
        "±": "plws neu finws ",
        "−": "minws ",
        "+": "plws ",
    },
    parts={
        "½": "hanner",
        "¼": "chwarter",
        "¾": "tri chwarter",
        "⅓": "traean",
        "⅔": "dau draean",
        "⅛": "un rhan o wyth",
    },
    signs={"&": "a", "→": "i", "=": "yn hafal i", "×": "gwaith", "+": "plws", "•": ""},
    short={"e.e.": "er enghraifft", "h.y.": "hynny yw", "ayyb.": "ac yn y blaen", "ayyb": "ac yn y blaen"},
    digits=("dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw"),
    money={"£": ("punt", "punt"), "€": ("ewro", "ewro"), "$": ("doler", "doler")},
    months=(
        *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf"),
        *("Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
    ),
    marks={".": "dot", "/": "blaenslaes", "-": "cysylltnod", "@": "at", "_": "tanlinell"},
    called=("GIG", "ffoniwch", "ffonio", "galwch", "deialwch", "999 neu", "111 neu"),
    staged=("cam", "gradd", "math"),
    halves={"am": "a", "pm": "p", "yb": "a", "yp": "p", "yh": "p"},
    hours=_hour,
    to="i",
    conjoined="a",
    point="pwynt",
    of="{}",
    or_="neu",
    over="dros",
    pressure="milimetr o fercwri",
    pressed="wysedd gwaed",
    plus="plws",
    extension="estyniad",
)
