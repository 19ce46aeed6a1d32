"""The report can be read by everyone: structure, tables, contrast, nothing from elsewhere."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from culture_data.scdl import report
from culture_data.scdl.validation import Validation, validate
from tests.scdl.test_validation import write

VOID = {"meta", "link", "br", "img", "hr", "input"}
HEADER = "Nom de l'attribuant;idAttribuant;dateConvention;objet;montant\n"
ROW = "Nantes;<script>alert(1)</script>;03/04/2024;NC;1 500 €\n"


class Outline(HTMLParser):
    """Notes tags in order, and checks that each one is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture
def told(tmp_path) -> Validation:
    return validate(write(tmp_path, HEADER + ROW * 60), "subventions")


def outline(html: str) -> Outline:
    parsed = Outline()
    parsed.feed(html)
    assert parsed.open == []
    return parsed


def test_the_page_has_one_title_headings_in_order_and_described_tables(told):
    page = outline(report.page(told))
    tags = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"] == {"lang": "fr"}
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert tags.count("table") == tags.count("caption") >= 3
    assert all(
        attributes.get("scope") in ("col", "row") for tag, attributes in page.tags if tag == "th"
    )


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(told):
    page = outline(report.page(told))
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in page.tags}
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    places = {attributes.get("id") for _, attributes in page.tags}
    assert links
    assert all(link and link.startswith("#") and link[1:] in places for link in links)
    assert any("<script>alert(1)</script>" in text for text in page.text), "shown, not run"


def test_the_page_says_all_that_the_terminal_says(told):
    text = " ".join("".join(outline(report.page(told)).text).split())
    for words in (
        report.verdict(told),
        *report.said(told),
        "rien n'est renommé" if told.proposals_accepted else "Rien n'a été renommé",
        "60 fois en tout",
        "ligne 2, colonne idAttribuant",
    ):
        assert " ".join(words.split()) in text


def test_french_typography_in_everything_that_is_told(told):
    texts = ["\n".join(report.lines(told)), "".join(outline(report.page(told)).text)]
    for text in texts:
        plain = re.sub(r"<[^>]*>|\{[^}]*\}|:root.*?@media[^\n]*", "", text, flags=re.S)
        assert not re.search(r" [:;?!»]|« ", plain), re.findall(r".{20} [:;?!»]", plain)[:3]


def test_colours_have_enough_contrast(told):
    style = report.page(told).split("<style>")[1].split("</style>")[0]
    for colour in re.findall(r"[^-]color: (#[0-9a-f]{6})", style):
        for background in ("#ffffff", "#ececec"):
            assert contrast(colour, background) >= 7


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_notebook_shows_a_piece_without_identifiers(told):
    html = told._repr_html_()
    piece = outline(html)
    assert piece.tags[0] == ("section", {"lang": "fr", "aria-label": "Validation de fichier.csv"})
    assert "<style" not in html
    assert not [attributes for _, attributes in piece.tags if "id" in attributes]
