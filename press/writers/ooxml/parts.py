"""The parts that are the same in every document of a layout: settings, fonts, theme, and the styles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

from press.layout import Face
from press.writers.ooxml.ground import Ground
from press.writers.ooxml.markup import DECLARATION, NAMESPACES, twips
from press.writers.ooxml.package import Relations
from press.writers.ooxml.styles import styles


@lru_cache(maxsize=256)
def parts(ground: Ground) -> Mapping[str, bytes]:
    """The parts that are the same in every document, by name, with the relations of the fonts."""
    relations = Relations()
    xml = {
        "styles": styles(ground),
        "settings": _settings(ground),
        "fontTable": _font_table(ground, relations),
        "theme/theme1": _theme(ground),
    }
    made = {f"word/{name}.xml": (DECLARATION + text).encode() for name, text in xml.items()}
    for number, face in enumerate(ground.faces, 1):
        made[f"word/fonts/font{number}.odttf"] = _obfuscated(face)
        made["word/_rels/fontTable.xml.rels"] = relations.xml().encode()
    return made


def _settings(ground: Ground) -> str:
    setting = '<w:compatSetting w:name="{}" w:uri="http://schemas.microsoft.com/office/word" w:val="{}"/>'
    compatible = (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
    paper = ground.colours["paper"].upper() != "#FFFFFF"
    bidi = ground.language if ground.rtl else "ar-SA"
    return (
        f'<w:settings {NAMESPACES}><w:view w:val="print"/><w:zoom w:percent="100"/>'
        f"{'<w:displayBackgroundShape/>' if paper else ''}{'<w:embedTrueTypeFonts/>' if ground.faces else ''}"
        f'<w:defaultTabStop w:val="{twips(ground.step)}"/><w:autoHyphenation w:val="0"/>'
        f"<w:compat>{''.join(setting.format(*pair) for pair in compatible)}</w:compat>"
        f'<w:themeFontLang w:val="{ground.language}" w:bidi="{bidi}"/></w:settings>'
    )


def _font_table(ground: Ground, relations: Relations) -> str:
    embedded = "".join(
        f"<w:{'embedBold' if face.weight >= 600 else 'embedRegular'}"
        f' r:id="{relations.to("font", f"fonts/font{number}.odttf")}" w:fontKey="{_key(face)}"/>'
        for number, face in enumerate(ground.faces, 1)
    )
    families = dict.fromkeys((ground.family, ground.complex_family))
    fonts = "".join(
        f'<w:font w:name="{family}"><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        f"{embedded if family == ground.family else ''}</w:font>"
        for family in families
    )
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def _key(face: Face) -> str:
    """A GUID made from the font itself, so that two builds are the same."""
    digits = sha256(face.data).hexdigest()[:32].upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}}}"


def _obfuscated(face: Face) -> bytes:
    """ISO/IEC 29500-4, 9.2.8: the first 32 bytes XORed with the key's bytes from last to first."""
    key = bytes.fromhex(_key(face).strip("{}").replace("-", ""))[::-1]
    return bytes(byte ^ mask for byte, mask in zip(face.data[:32], key * 2, strict=True)) + face.data[32:]


_THEME_COLOURS = {
    "dk1": "text",
    "lt1": "paper",
    "dk2": "heading",
    "lt2": "tint",
    "accent1": "accent",
    "accent2": "heading",
    "accent3": "important",
    "accent4": "urgent",
    "accent5": "link",
    "accent6": "rule",
    "hlink": "link",
    "folHlink": "link",
}


def _theme(ground: Ground) -> str:
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{ground.colours[name].lstrip("#")}"/></a:{slot}>'
        for slot, name in _THEME_COLOURS.items()
    )
    font = f'<a:latin typeface="{ground.family}"/><a:ea typeface=""/><a:cs typeface="{ground.complex_family}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Leaflet"><a:themeElements>'
        f'<a:clrScheme name="Leaflet">{colours}</a:clrScheme><a:fontScheme name="Leaflet">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Leaflet"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
