import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from press import digest, layout
from press.layout import RATIOS, Reading, contrast, values
from press.problems import Problem, Refused

ROOT = Path(__file__).parent.parent


@pytest.fixture
def layouts(tmp_path: Path) -> Path:
    """A copy of the project's layouts that a test may spoil."""
    return Path(shutil.copytree(ROOT / "layouts", tmp_path / "layouts"))


def refused(layouts: Path) -> list[str]:
    with pytest.raises(Refused) as caught:
        layout.load(layouts, ROOT / "fonts")
    return [f"{problem.place} {problem.rule}" for problem in caught.value.problems]


def refused_for(layouts: Path) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        layout.load(layouts, ROOT / "fonts")
    return caught.value.problems


def edited(file: Path, edit: Callable[[str], str]) -> None:
    before = file.read_text()
    after = edit(before)
    assert after != before
    file.write_text(after)


def test_the_project_s_layouts_load() -> None:
    found = layout.load(ROOT / "layouts", ROOT / "fonts")
    assert {name: each.makes for name, each in found.items()} == {
        "a4": ("pdf",),
        "a4-columns": ("pdf",),
        "booklet": ("pdf",),
        "audio": ("mp3", "opus"),
        "braille": ("brf", "pef", "svg"),
        "data": ("json",),
        "dl": ("pdf",),
        "easy-read": ("pdf", "docx"),
        "epub": ("epub",),
        "large-print": ("pdf", "docx"),
        "talking-book": ("epub",),
        "text": ("txt",),
        "web": ("html",),
    }


@pytest.mark.parametrize("name", ["a4", "large-print", "web"])
def test_no_type_is_smaller_than_the_layout_allows_at_any_size(name: str) -> None:
    found = layout.load(ROOT / "layouts", ROOT / "fonts")[name]
    for size in found.type.sizes:
        type_ = found.at(size).type
        assert min(type_.points(ratio) for ratio in ("body", *RATIOS)) >= found.type.smallest


def test_large_print_has_nothing_below_its_body() -> None:
    type_ = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"].type
    assert min(type_.ratios.values()) >= 1


def test_another_size_changes_all_sizes_and_nothing_else() -> None:
    a4 = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]
    larger = a4.at(16)
    assert larger.type.points("title") > a4.type.points("title")
    assert (larger.page, larger.colours, larger.conformance) == (a4.page, a4.colours, a4.conformance)
    assert a4.at(16) is larger


def test_a_designer_s_own_template_wins_over_the_shared_one(layouts: Path) -> None:
    shutil.copytree(layouts / "a4", layouts / "mine")
    (layouts / "mine" / "print.css").write_text("p { color: red }")
    found = layout.load(layouts, ROOT / "fonts")
    assert found["mine"].templates["print.css"] == "p { color: red }"
    assert found["a4"].templates["print.css"] != "p { color: red }"
    assert found["mine"].templates["blocks.html"] == found["a4"].templates["blocks.html"]


def test_a_region_s_language_takes_the_language_s_strings() -> None:
    a4 = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]
    assert a4.strings_for("en-GB") is a4.strings_for("en")
    assert a4.strings_for("tlh") is None


def test_all_faults_of_all_layouts_are_named_with_their_lines(layouts: Path) -> None:
    edited(layouts / "a4" / "layout.yaml", lambda text: text.replace("makes:", "mades:"))
    edited(layouts / "web" / "layout.yaml", lambda text: text.replace("Lexend", "Comic"))
    edited(layouts / "shared" / "colours.yaml", lambda text: text.replace('"#1B1B26"', '"ink"'))
    edited(layouts / "stationery.yaml", lambda text: text.replace("grammage: 80", "grammage: heavy"))
    assert refused(layouts) == [
        "layouts/a4/layout.yaml:3 unknown-key",
        "layouts/a4/layout.yaml:2 missing-key",
        "layouts/shared/colours.yaml:5 colour",
        "layouts/stationery.yaml:2 number",
        "layouts/web/layout.yaml:19 choice",
    ]


def test_a_colour_without_quotes_in_a_layout_is_one_fault_at_its_line(layouts: Path) -> None:
    edited(layouts / "shared" / "colours.yaml", lambda text: text.replace('"#232C5C"', "#232C5C", 1))
    (problem,) = refused_for(layouts)
    assert (problem.rule, problem.place.file, problem.grade.value) == ("colour", "layouts/shared/colours.yaml", "error")
    assert "YAML takes this for a comment" in problem.message


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("office/Office.otf", "A font that ends in `.otf` is not read"),
        *(
            (f"office/Office{end}", f"A font that ends in `{end}` is not read")
            for end in (".woff2", ".woff", ".ttc", ".otc", ".eot")
        ),
        ("office/Office.TTF", "A font that ends in `.TTF` is not read"),
        ("Office.ttf", "A font lies in a folder of its family"),
        ("office/static/Office.ttf", "A font lies in a folder of its family"),
    ],
)
def test_a_font_that_would_not_be_read_is_refused_by_name(tmp_path: Path, name: str, says: str) -> None:
    file = tmp_path / "fonts" / name
    file.parent.mkdir(parents=True)
    shutil.copy(ROOT / "fonts" / "inter" / "Inter-Regular.ttf", file)
    with pytest.raises(Refused) as caught:
        layout.load(ROOT / "layouts", ROOT / "fonts", tmp_path)
    (problem,) = caught.value.problems
    assert problem.place.file == f"fonts/{name}"
    assert says in problem.message


@pytest.mark.parametrize(("kept", "lacking"), [("Inter-Regular.ttf", "bold"), ("Inter-Bold.ttf", "regular")])
def test_a_font_without_a_bold_says_so(layouts: Path, tmp_path: Path, kept: str, lacking: str) -> None:
    fonts = Path(shutil.copytree(ROOT / "fonts", tmp_path / "fonts"))
    for file in (fonts / "inter").glob("*.ttf"):
        if file.name != kept:
            file.unlink()
    with pytest.raises(Refused) as caught:
        layout.load(layouts, fonts)
    faults = [problem for problem in caught.value.problems if problem.rule == "font"]
    assert faults
    assert {problem.message.partition(", so")[0] for problem in faults} == {
        f"The font `Inter` has no {lacking} in fonts/"
    }


def test_type_below_the_smallest_is_refused(layouts: Path) -> None:
    edited(layouts / "a4" / "layout.yaml", lambda text: text.replace("small: 1\n", "small: 0.8\n"))
    assert refused(layouts) == ["layouts/a4/layout.yaml:12 type-size"]


def test_large_print_is_offered_in_no_smaller_type() -> None:
    large = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]
    assert min(large.type.sizes) == large.type.smallest == 16
    assert not large.offers(Reading(size=14))


def test_no_ground_is_printed_on_coloured_stock_and_its_contrast_is_measured() -> None:
    large = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]
    wished = Reading(paper="yellow-stock")
    assert large.offers(wished)
    read = large.read(wished)
    assert read.colours["paper"] == read.colours["tint"] == "#FFFFFF"
    assert read.reading.suffix == "yellow-stock"
    assert "yellow-stock" in {ground for _, ground, _ in layout.contrasts(large.colours, large.papers)}


def test_a_reader_may_wish_for_size_paper_font_spacing_and_bold() -> None:
    large = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]
    read = large.read(Reading("", 24, "yellow", "Lexend", 1.5, bold=True))
    assert read.type.body == 24
    assert read.type.line_height == 1.5
    assert read.colours["paper"] == large.papers["yellow"]
    assert {face.family for face in read.faces} == {"Lexend", "Inter", "Vazirmatn"}
    assert read.reading.suffix == "yellow-lexend-spacing-1.5-bold"


def test_arial_is_printed_in_its_stand_in_and_named_in_word() -> None:
    fonts = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"].read(Reading(font="Arial")).fonts
    assert (fonts.body, fonts.word, fonts.embed) == ("Arimo", "Arial", False)


@pytest.mark.parametrize(
    "wish",
    [
        Reading(size=19),
        Reading(paper="pink"),
        Reading(font="Comic"),
        Reading(spacing=3),
        Reading(size=18, paper="pink"),
    ],
)
def test_what_a_layout_does_not_have_it_does_not_offer(wish: Reading) -> None:
    assert not layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"].offers(wish)


def test_the_layout_as_it_is_stays_itself() -> None:
    large = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]
    assert large.read(Reading()) is large
    assert large.at(18) is large


def test_profiles_are_wishes_that_the_layout_offers() -> None:
    large = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]
    assert large.profiles
    assert all(large.offers(profile) and profile.suffix == name for name, profile in large.profiles.items())


def test_a_profile_has_all_that_it_wishes_for(layouts: Path) -> None:
    wish = "{size: 24, paper: yellow, font: Lexend, spacing: 1.5, bold: true}"
    (layouts / "large-print" / "profiles.yaml").write_text(f"a: {wish}\nb: {{size: 20}}\n")
    assert layout.load(layouts, ROOT / "fonts")["large-print"].profiles == {
        "a": Reading("a", 24, "yellow", "Lexend", 1.5, bold=True),
        "b": Reading("b", 20),
    }


def test_a_profile_of_braille_has_all_that_it_wishes_for(layouts: Path) -> None:
    (layouts / "braille" / "profiles.yaml").write_text("a: {grade: 1, cells: 28, lines: 20, sides: 1}\n")
    assert layout.load(layouts, ROOT / "fonts")["braille"].profiles == {
        "a": Reading("a", grade=1, cells=28, lines=20, sides=1)
    }


def test_a_profile_that_the_layout_does_not_offer_is_refused(layouts: Path) -> None:
    (layouts / "large-print" / "profiles.yaml").write_text("a: {size: 19}\nb: {paper: pink}\nc: {colour: red}\n")
    assert refused(layouts) == [
        "layouts/large-print/profiles.yaml:1 profile",
        "layouts/large-print/profiles.yaml:2 choice",
        "layouts/large-print/profiles.yaml:3 unknown-key",
    ]


def test_text_that_does_not_stand_out_is_refused_once_for_all_layouts(layouts: Path) -> None:
    edited(layouts / "shared" / "colours.yaml", lambda text: text.replace("#1F4E9C", "#8899CC"))
    assert refused(layouts) == ["layouts/shared/colours.yaml:7 contrast"] * 2


def test_a_layout_s_own_colour_wins_and_has_to_stand_out(layouts: Path) -> None:
    edited(layouts / "booklet" / "layout.yaml", lambda text: text + 'colours: {link: "#8899CC"}\n')
    assert refused(layouts) == ["layouts/booklet/layout.yaml:22 contrast"] * 2


def test_a_colour_that_nobody_names_is_refused(layouts: Path) -> None:
    edited(layouts / "shared" / "colours.yaml", lambda text: text.replace('tint: "#F5F1F6"', ""))
    assert set(refused(layouts)) >= {
        "layouts/a4/layout.yaml:2 missing-key",
        "layouts/large-print/layout.yaml:21 missing-key",
    }


def test_colours_of_printed_pages_are_named_nowhere_but_among_the_colours() -> None:
    sheets = [file for file in (ROOT / "layouts").glob("*/*.css") if file.parent.name != "web"]
    sheets = [file for file in sheets if file.name != "book.css"]
    assert [file.name for file in sheets if re.search(r"#[0-9a-fA-F]{3,6}\b(?!\w)|rgb|hsl", file.read_text())] == []


def test_every_contrast_is_told_with_what_a_colour_stands_on() -> None:
    large = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]
    told = list(layout.contrasts(large.colours, large.papers))
    assert {(name, ground) for name, ground, _ in told} >= {("text", "paper"), ("text", "yellow"), ("urgent", "tint")}
    assert all(
        ratio == layout.contrast(large.colours[name], {**large.colours, **large.papers}[on]) for name, on, ratio in told
    )


def test_a_clinic_s_own_file_takes_the_place_of_the_layout_s(layouts: Path) -> None:
    own = layouts / "booklet" / "clinics" / "riverside"
    own.mkdir(parents=True)
    (own / "clinic.css").write_text("h1 { color: black }")
    booklet = layout.load(layouts, ROOT / "fonts")["booklet"]
    riverside = booklet.for_clinic("riverside")
    assert riverside.templates["clinic.css"] == "h1 { color: black }"
    assert riverside.templates["extra.css"] == booklet.templates["extra.css"]
    assert booklet.templates["clinic.css"] != "h1 { color: black }"
    assert booklet.for_clinic("") is booklet.for_clinic("hillside") is booklet


def test_a_clinic_s_own_file_may_be_for_all_layouts_or_be_the_settings(layouts: Path) -> None:
    for folder in (layouts / "shared" / "clinics" / "riverside", layouts / "a4" / "clinics" / "hillside"):
        folder.mkdir(parents=True)
    (layouts / "shared" / "clinics" / "riverside" / "clinic.css").write_text("h1 { color: black }")
    settings = (layouts / "a4" / "layout.yaml").read_text()
    (layouts / "a4" / "clinics" / "hillside" / "layout.yaml").write_text(settings.replace("body: 14", "body: 16"))
    found = layout.load(layouts, ROOT / "fonts")
    assert all(each.for_clinic("riverside").templates["clinic.css"] == "h1 { color: black }" for each in found.values())
    assert found["a4"].for_clinic("hillside").type.body == 16
    assert found["a4"].type.body == found["a4"].for_clinic("riverside").type.body == 14


def test_a_fault_in_a_clinic_s_own_settings_is_named(layouts: Path) -> None:
    own = layouts / "a4" / "clinics" / "riverside"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text((layouts / "a4" / "layout.yaml").read_text().replace("makes:", "mades:"))
    assert "layouts/a4/clinics/riverside/layout.yaml:3 unknown-key" in refused(layouts)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#FFFFFF", 21), ("#777777", "#FFFFFF", 4.48), ("#123456", "#123456", 1)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert layout.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert layout.contrast(other, one) == layout.contrast(one, other)


def test_a_language_with_a_string_missing_is_refused(layouts: Path) -> None:
    english = (layouts / "strings" / "en.yaml").read_text()
    lines = [line for line in english.splitlines() if not line.startswith("phone:")]
    (layouts / "strings" / "cy.yaml").write_text("\n".join(lines))
    assert refused(layouts) == ["layouts/strings/cy.yaml:2 missing-key"]


def test_a_font_that_is_none_is_refused(tmp_path: Path) -> None:
    fonts = Path(shutil.copytree(ROOT / "fonts", tmp_path / "fonts"))
    (fonts / "inter" / "Inter-Bold.ttf").write_bytes(b"not a font")
    with pytest.raises(Refused) as caught:
        layout.load(ROOT / "layouts", fonts)
    assert str(caught.value.problems[0].place) == "fonts/inter/Inter-Bold.ttf"


def test_a_folder_without_layouts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "strings").mkdir()
    shutil.copy(ROOT / "layouts" / "strings" / "en.yaml", tmp_path / "strings")
    assert refused(tmp_path)[-1].endswith("no-layouts")


def test_the_fonts_cover_what_leaflets_print() -> None:
    wanted = "ŵŷŴŶâêîôû ąćęłńóśźż •–—‑→← ½⅓⅔¼¾ ≥≤µ°×²₂ £€ ‘’“”…"
    for each in layout.load(ROOT / "layouts", ROOT / "fonts").styled:
        assert [letter for letter in wanted if ord(letter) not in each.characters] == []


def test_every_font_has_its_licence_beside_it() -> None:
    for font in (ROOT / "fonts").glob("*/*.ttf"):
        assert "SIL Open Font License" in (font.parent / "OFL.txt").read_text(encoding="utf-8")


def test_english_welsh_and_arabic_strings_are_whole_and_none_is_english() -> None:
    strings = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"].supplies.strings
    english = strings["en"]
    for language in ("cy", "ar"):
        assert strings[language].texts.keys() == english.texts.keys()
        said = {key: text for key, text in strings[language].texts.items() if key != "see_within"}  # a comma in both
        assert not {key for key, text in said.items() if text == english.texts[key]}
        assert not set(strings[language].months) & set(english.months)


def test_a_language_that_does_not_say_how_keeps_brackets_within_brackets() -> None:
    english = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"].supplies.strings["en"]
    assert english.see_page(within=True) == (", ", "page\N{NO-BREAK SPACE}{page}")
    silent = replace(english, texts={key: text for key, text in english.texts.items() if key != "see_within"})
    assert silent.see_page(within=True) == silent.see_page(within=False) == (" ", "(page\N{NO-BREAK SPACE}{page})")


def test_what_people_may_have_a_leaflet_as_follows_from_the_layouts(layouts: Path) -> None:
    for name in ("web", "text", "large-print"):
        shutil.rmtree(layouts / name)
    assert layout.load(layouts, ROOT / "fonts").supplies.kinds == ("print", "e_book")
    edited(layouts / "epub" / "layout.yaml", lambda text: f"{text}on_request: true\n")
    found = layout.load(layouts, ROOT / "fonts")
    assert found.supplies.kinds == ("print",)
    assert found["a4"].supplies.kinds == ("print",)


def test_the_layouts_that_come_with_the_press_make_each_kind_that_has_a_name() -> None:
    found = layout.load(ROOT / "layouts", ROOT / "fonts")
    assert (*found.supplies.kinds, "audio") == layout.KINDS  # which is made where it is asked for
    for strings in found.supplies.strings.values():
        assert all(f"kind_{kind}" in strings.texts for kind in (*layout.KINDS, "braille"))


def test_a_language_lists_what_one_may_choose_of_in_its_own_way() -> None:
    assert layout.named(["a", "b", "c"], "en-GB") == "a, b or c"
    assert layout.named(["أ", "ب"], "ar") == "أ أو ب"
    assert layout.named(["a", "b"], "xx") == "a, b"


def test_a_missing_string_is_a_problem_and_so_is_a_lost_brace(layouts: Path) -> None:
    strings = layouts / "strings" / "cy.yaml"
    edited(strings, lambda text: text.replace("glossary: Esbonio geiriau\n", "").replace("{page} o {pages}", "{page}"))
    assert sorted(refused(layouts)) == ["layouts/strings/cy.yaml:2 missing-key", "layouts/strings/cy.yaml:3 strings"]


def test_words_stand_in_the_order_of_their_language_s_alphabet() -> None:
    strings = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"].supplies.strings
    welsh = ["llyn", "lwmp", "cynnig", "chwarren", "dŵr", "ddoe"]
    assert sorted(welsh, key=strings["cy"].in_order) == ["cynnig", "chwarren", "dŵr", "ddoe", "lwmp", "llyn"]
    assert sorted(["باب", "أم", "ثوب", "تل"], key=strings["ar"].in_order) == ["أم", "باب", "تل", "ثوب"]
    assert sorted(["zoo", "Élan", "east"], key=strings["en"].in_order) == ["east", "Élan", "zoo"]


def test_a_language_tag_falls_back_step_by_step() -> None:
    a4 = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]
    assert a4.strings_for("ar-Arab-EG") is a4.supplies.strings["ar"]


def test_dark_colours_have_to_be_read_too(layouts: Path) -> None:
    edited(layouts / "web" / "layout.yaml", lambda text: text.replace('"#ECECF2"', '"#555566"'))
    assert refused(layouts) == ["layouts/web/layout.yaml:23 contrast"] * 2


def test_the_nearest_colour_has_the_hue_and_the_contrast() -> None:
    found = layout.nearest("#FF80C0", ["#FFFFFF", "#FFF3B0"], 4.5)
    assert min(layout.contrast(found, ground) for ground in ("#FFFFFF", "#FFF3B0")) >= 4.5
    assert layout.contrast(found, "#FFF3B0") < 4.8
    red, green, blue = (int(found[at : at + 2], 16) for at in (1, 3, 5))
    assert red > blue > green
    assert layout.nearest("#FFFFFF", ["#FFFFFF", "#000000"], 4.6) == "#000000"


def test_a_library_s_own_files_are_read_in_place_of_those_of_the_same_name_or_beside_them(tmp_path: Path) -> None:
    for name in ("a4", "shared", "strings", "poster"):
        (tmp_path / "layouts" / name).mkdir(parents=True)
    settings = (ROOT / "layouts" / "a4" / "layout.yaml").read_text()
    (tmp_path / "layouts" / "poster" / "layout.yaml").write_text(settings.replace("title:", "title: Poster #", 1))
    (tmp_path / "layouts" / "a4" / "extra.css").write_text("h1 { color: black }")
    colours = (ROOT / "layouts" / "shared" / "colours.yaml").read_text()
    (tmp_path / "layouts" / "shared" / "colours.yaml").write_text(colours.replace("#1B1B26", "#000000"))
    french = (ROOT / "layouts" / "strings" / "en.yaml").read_text()
    (tmp_path / "layouts" / "strings" / "fr.yaml").write_text(french)
    before = layout.load(ROOT / "layouts", ROOT / "fonts")
    found = layout.load(ROOT / "layouts", ROOT / "fonts", tmp_path)
    assert list(found) == [
        *(
            "a4",
            "a4-columns",
            "audio",
            "booklet",
            "braille",
            "data",
            "dl",
            "easy-read",
            "epub",
            "large-print",
            "poster",
            "talking-book",
            "text",
            "web",
        )
    ]
    assert found["poster"].title == "Poster"
    assert found["a4"].templates["extra.css"] == "h1 { color: black }"
    assert found["booklet"].templates == before["booklet"].templates
    assert (before["web"].colours["text"], found["web"].colours["text"]) == ("#1B1B26", "#000000")
    assert found["a4"].supplies.strings.keys() == before["a4"].supplies.strings.keys() | {"fr"}


def test_a_library_s_own_font_is_used_in_place_of_the_same_family_and_weight(tmp_path: Path) -> None:
    own = tmp_path / "fonts" / "office"
    own.mkdir(parents=True)
    shutil.copy(ROOT / "fonts" / "inter" / "Inter-Bold.ttf", own / "Bold.ttf")
    before = {face.file for face in layout.load(ROOT / "layouts", ROOT / "fonts")["a4"].supplies.faces}
    found = {face.file for face in layout.load(ROOT / "layouts", ROOT / "fonts", tmp_path)["a4"].supplies.faces}
    assert before - found == {"fonts/inter/Inter-Bold.ttf"}
    assert found - before == {"fonts/office/Bold.ttf"}


def test_a_folder_without_layouts_of_its_own_changes_nothing(tmp_path: Path) -> None:
    before, found = (layout.load(ROOT / "layouts", ROOT / "fonts", own) for own in (None, tmp_path))
    assert [(each.name, each.templates, [face.file for face in each.supplies.faces]) for each in found.values()] == [
        (each.name, each.templates, [face.file for face in each.supplies.faces]) for each in before.values()
    ]


def test_a_fault_in_a_library_s_own_layout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "layouts" / "a4").mkdir(parents=True)
    (tmp_path / "layouts" / "a4" / "layout.yaml").write_text("title: A4\n")
    with pytest.raises(Refused) as caught:
        layout.load(ROOT / "layouts", ROOT / "fonts", tmp_path)
    assert str(caught.value.problems[0].place) == "layouts/a4/layout.yaml:1"


def test_a_size_that_was_written_down_and_read_back_makes_the_same_layout() -> None:
    whole, written = (
        values._read.__wrapped__(
            layout.load(ROOT / "layouts", ROOT / "fonts")["booklet"], Reading(size=size, spacing=size), "ua-1", True, ""
        )
        for size in (0, 0.0)
    )
    assert digest.of(whole.reading) == digest.of(written.reading)


BRAND = "colours: {accent: '#00594C', heading: '#003B32'}\nfonts: {headings: Inter}\n"


def test_all_layouts_follow_a_library_s_brand(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "brand.yaml").write_text(BRAND)
    plain, branded = (layout.load(ROOT / "layouts", ROOT / "fonts", own) for own in (None, tmp_path))
    for name, found in branded.items():
        assert (found.colours["accent"], found.colours["heading"]) == ("#00594C", "#003B32")
        assert found.colours["text"] == plain[name].colours["text"]
        if not found.plain:
            assert (found.fonts.headings, found.fonts.body) == ("Inter", plain[name].fonts.body)
    dark = branded["web"].dark
    assert dark["accent"] not in ("#00594C", plain["web"].dark["accent"])
    assert contrast(dark["accent"], dark["paper"]) >= values.MIN_CONTRAST
    assert dark["link"] == plain["web"].dark["link"]


@pytest.mark.parametrize(
    ("brand", "rule"),
    [
        ("colours: {accent: '#FFB3D9'}", "contrast"),
        ("colours: {akzent: '#00594C'}", "unknown-key"),
        ("fonts: {headings: Comic}", "choice"),
        ("logo: a.svg", "logo-alt"),
        ("logo_alt: {en: Care}", "logo-alt"),
        ("emblem: a.svg", "unknown-key"),
    ],
)
def test_a_brand_that_no_layout_can_print_is_refused(layouts: Path, brand: str, rule: str) -> None:
    (layouts / "brand.yaml").write_text(brand)
    assert any(found.startswith("layouts/brand.yaml:1") and found.endswith(rule) for found in refused(layouts))
