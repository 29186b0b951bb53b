"""From a file of each format to articles: fields, exact text, and one line for what fails."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date

import docx
import pytest
from pypdf import PdfWriter

from ingest.readers import read_articles
from rag.settings import Settings
from rag.types import Part

THIRD = date(2020, 1, 3)
BODY = (
    "The dockers at the northern port walked out on Friday morning after talks on pay failed.\n\n"
    "Eleven ships wait off the coast, and the port's owners have asked a court to step in."
)


SENTENCE = BODY.split("\n")[0]


@pytest.fixture
def read(tmp_path):
    """Write a file, read it, and give its articles and failures."""

    def reading(name, content, **settings):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_articles(path, name, Settings(**settings))

    return reading


@pytest.fixture
def article(read):
    """The one article of a file, which has to come without failures."""

    def reading(name, content):
        articles, failures = read(name, content)
        assert not failures
        (only,) = articles
        return only

    return reading


@pytest.fixture
def error(read):
    """The one line with which a file fails."""

    def reading(name, content, **settings):
        articles, failures = read(name, content, **settings)
        assert not articles
        (failure,) = failures
        assert failure.file == name
        assert "\n" not in failure.error
        return failure.error

    return reading


def fields(found):
    return found.title, found.date, found.date_source, found.author, found.url, found.source


def words_of(found, part):
    return [found.text[s.start : s.end] for s in found.sections if s.part is part]


def pdf(*pages, password=None, **properties):
    """A PDF with lines of text on each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET"
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R"
            f" /Resources << /Font << /F1 {font} >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    written, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    written += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF"
    )
    writer = PdfWriter(clone_from=io.BytesIO(written.encode("latin-1")))
    writer.add_metadata({f"/{name}": value for name, value in properties.items()})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word_file(*paragraphs, title="", author=""):
    """A Word file of (style, text) paragraphs."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_files_are_kept_character_for_character(article, name):
    content = (
        "\ufeffDockers walk out\r\n\r\nBy Hana Brook\r\n\r\nThe “gate” is shut.\r\nNo way in.\n"
    )
    found = article(name, content)
    assert found.text == content
    assert found.version == hashlib.sha256(content.encode()).hexdigest()
    assert (found.title, found.author) == ("Dockers walk out", "Hana Brook")


def test_a_text_file_gives_its_fields_in_its_first_lines(article):
    text = f"Dockers walk out\n\nBy Hana Brook, Staff\nPublished: 3 January 2020\n\n{BODY}"
    assert fields(article("a.txt", text)) == (
        *("Dockers walk out", THIRD, "first line", "Hana Brook", None, None),
    )


def test_a_text_file_gives_its_fields_by_their_labels(article):
    text = (
        "Title: Dockers walk out\nDate: 2020-01-03\nAuthor: Hana Brook\n"
        f"URL: https://lantern.example/port\nSource: The Lantern\n\n{BODY}"
    )
    found = article("a.txt", text)
    assert fields(found) == (
        *("Dockers walk out", THIRD, "first line", "Hana Brook"),
        *("https://lantern.example/port", "The Lantern"),
    )
    assert words_of(found, Part.HEADLINE) == ["Dockers walk out"]
    assert words_of(found, Part.BODY) == [BODY]


def test_a_headline_may_end_in_a_full_stop_where_a_byline_follows(article):
    text = f"Why did they walk out? The reasons.\n\nBy Hana J. Brook: @hjbrook\n\n{BODY}"
    found = article("a.txt", text)
    assert (found.title, found.author) == ("Why did they walk out? The reasons.", "Hana J. Brook")


def test_a_first_sentence_is_no_headline(article):
    found = article("a.txt", BODY)
    assert found.title is None
    assert words_of(found, Part.BODY) == [BODY]


def test_the_first_date_counts_and_a_comment_s_does_not(article):
    text = (
        f"Dockers walk out\n\n{BODY}\n\nComments\n\nGull says:\nJanuary 4, 2020 at 3:12 am\nShame."
    )
    assert article("a.txt", text).date is None


def test_a_dateline_and_then_the_file_name_give_the_date(article):
    assert article("a.txt", f"BASRA, Jan 3, 2020 (Agency) - {BODY}").date_source == "dateline"
    assert article("2020-01-03 port.txt", BODY).date_source == "file name"
    assert article("a.txt", BODY).date is None


def test_markdown_front_matter_gives_the_fields_and_is_no_reporting(article):
    matter = "---\ntitle: Dockers walk out\ndate: 2020-01-03\nauthor:\n  - Hana Brook\n---"
    found = article("a.md", f"{matter}\n\n{BODY}\n\n## What now\n\n{BODY}")
    assert fields(found)[:4] == ("Dockers walk out", THIRD, "front matter", "Hana Brook")
    assert words_of(found, Part.BOILERPLATE) == [matter]
    assert [s.heading for s in found.sections if s.part is Part.BODY] == ["", "What now"]


def test_a_markdown_heading_is_the_title(article):
    found = article("a.md", f"# Dockers walk out\n\n{BODY}")
    assert found.title == "Dockers walk out"
    assert words_of(found, Part.HEADLINE) == ["Dockers walk out"]


def test_front_matter_that_is_not_yaml_is_left_aside(article):
    found = article("a.md", f"---\ntitle: [broken\n---\n\n{BODY}")
    assert words_of(found, Part.BODY) == [BODY]


def test_a_web_page_gives_the_article_without_the_page(article):
    page = f"""<html><head><title>Dockers walk out - The Lantern</title>
    <meta property="article:published_time" content="2020-01-03T10:00:00Z">
    <meta name="author" content="Hana Brook"><meta property="og:site_name" content="The Lantern">
    <link rel="canonical" href="https://lantern.example/port"></head>
    <body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article>
    <h1>Dockers walk out</h1>
    <figure><img src="a.jpg"><figcaption>The gate on Friday</figcaption></figure>
    {"".join(f"<p>{each}</p>" for each in BODY.split(chr(10) * 2))}
    <h2>What now</h2><p>A court is to hear both sides next Tuesday, its clerk said on Friday.</p>
    </article><section id="comments" class="comments"><h3>2 Comments</h3>
    <div class="comment"><p>About time that somebody did this for the dockers of the port.</p></div>
    <div class="comment"><p>They earn too much already, if you ask me about that.</p></div>
    </section><footer>© 2020 The Lantern</footer></body></html>"""
    found = article("a.html", page)
    assert fields(found) == (
        *("Dockers walk out", THIRD, "metadata", "Hana Brook"),
        *("https://lantern.example/port", "The Lantern"),
    )
    assert words_of(found, Part.HEADLINE) == ["Dockers walk out", "What now"]
    assert words_of(found, Part.BODY)[0] == BODY
    assert words_of(found, Part.CAPTION) == ["The gate on Friday"]
    assert len(words_of(found, Part.COMMENTS)) == 2
    assert "Sport" not in found.text


def test_a_web_page_in_its_declared_charset(article):
    page = (
        f'<html><head><meta charset="windows-1250"></head><body><p>Łódź: {BODY}</p></body></html>'
    )
    assert article("a.htm", page.encode("cp1250")).text.startswith("Łódź: The dockers")


def test_a_pdf_gives_its_text_layer_with_lines_put_back_together(article):
    lines = [
        "Dockers walk out",
        "",
        "The dockers at the northern port walked out on Friday mor-",
        "ning after talks on pay failed. Eleven ships wait off the",
        "coast.",
        "",
        "A court is to hear both sides next Tuesday, its clerk said.",
    ]
    found = article("a.pdf", pdf(lines, Title="Microsoft Word - x.doc", Author="Hana Brook"))
    assert found.title == "Dockers walk out"
    assert found.author == "Hana Brook"
    assert "walked out on Friday morning after talks on pay failed. Eleven ships" in found.text


def test_the_dates_of_a_file_s_properties_are_not_the_article_s(article):
    content = pdf([SENTENCE], CreationDate="D:20200103000000Z")
    assert article("a.pdf", content).date is None
    assert article("a.docx", word_file(("Normal", BODY))).date is None


def test_a_word_file_gives_headings_and_properties(article):
    content = word_file(
        ("Title", "Dockers walk out"),
        ("Normal", SENTENCE),
        ("Heading 1", "What now"),
        ("Normal", "A court is to hear both sides next Tuesday."),
        ("Caption", "The gate on Friday"),
        author="Hana Brook",
    )
    found = article("a.docx", content)
    assert (found.title, found.author) == ("Dockers walk out", "Hana Brook")
    assert words_of(found, Part.HEADLINE) == ["Dockers walk out", "What now"]
    assert words_of(found, Part.CAPTION) == ["The gate on Friday"]


RECORD = {"title": "Dockers walk out", "text": BODY, "date": "2020-01-03", "author": "Hana Brook"}


@pytest.mark.parametrize(
    "record",
    [
        {**RECORD, "url": "https://lantern.example/port", "source": "The Lantern"},
        {
            "headline": {"main": "Dockers walk out"},
            "articleBody": BODY,
            "datePublished": "2020-01-03T08:00:00+01:00",
            "byline": "By Hana Brook",
            "link": "https://lantern.example/port",
            "publisher": {"name": "The Lantern"},
        },
        {
            "webTitle": "Dockers walk out",
            "webPublicationDate": "2020-01-03T08:00:00Z",
            "webUrl": "https://lantern.example/port",
            "publication": "The Lantern",
            "fields": {"byline": "Hana Brook", "bodyText": BODY},
        },
        {
            "title": "Dockers walk out",
            "content": "".join(f"<p>{each}</p>" for each in BODY.split("\n\n")),
            "publishedAt": "2020-01-03T08:00:00Z",
            "authors": [{"name": "Hana Brook"}],
            "url": "https://lantern.example/port",
            "source": {"id": None, "name": "The Lantern"},
        },
    ],
)
def test_a_json_article_goes_by_the_usual_field_names(article, record):
    found = article("a.json", json.dumps(record))
    assert found.file == "a.json"
    assert fields(found) == (
        *("Dockers walk out", THIRD, "field", "Hana Brook"),
        *("https://lantern.example/port", "The Lantern"),
    )
    assert found.text == f"Dockers walk out\n\n{BODY}"


def test_a_json_list_names_articles_by_their_ids_or_their_positions(read):
    records = [{"id": 7, **RECORD}, {"id": "b", **RECORD}]
    articles, _ = read("a.json", json.dumps({"status": "ok", "articles": records}))
    assert [each.file for each in articles] == ["a.json#7", "a.json#b"]
    articles, _ = read("a.json", json.dumps([RECORD, {"id": 1, **RECORD}]))
    assert [each.file for each in articles] == ["a.json#1", "a.json#2"]
    articles, _ = read("a.json", json.dumps([{"id": 1, **RECORD}, {"id": 1, **RECORD}]))
    assert [each.file for each in articles] == ["a.json#1", "a.json#2"]


def test_a_record_s_version_is_of_its_own_content(read):
    (one, other), _ = read("a.jsonl", f"{json.dumps(RECORD)}\n{json.dumps({**RECORD, 'x': 1})}")
    (moved,), _ = read("a.jsonl", json.dumps(dict(reversed(RECORD.items()))))
    assert one.version == moved.version != other.version


def test_a_bad_line_is_named_and_the_others_are_read(read):
    lines = [
        json.dumps(RECORD),
        "{broken",
        "",
        json.dumps({"title": "No text"}),
        json.dumps(RECORD),
    ]
    articles, failures = read("a.jsonl", "\n".join(lines))
    assert [each.file for each in articles] == ["a.jsonl#1", "a.jsonl#5"]
    assert [each.file for each in failures] == ["a.jsonl#2", "a.jsonl#4"]
    assert failures[0].error.startswith("line 2 of 'a.jsonl' is not valid JSON")
    assert "has no text" in failures[1].error


def test_half_a_surrogate_pair_can_be_stored(article):
    found = article("a.json", '{"text": "The gate is \\ud83d shut.\\u0000"}')
    assert found.text == "The gate is \ufffd shut.\ufffd"


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t ", "is empty"),
        ("a.md", "\ufeff\n", "has no text in it"),
        ("a.txt", b"\x7fELF\0\0\0", "binary data"),
        ("a.pdf", b"%PDF-1.4\nnot so", "is not a whole PDF file"),
        ("a.pdf", b"plain text", "is not a whole PDF file"),
        ("a.pdf", pdf(["The gate is shut."], password="x"), "is locked with a password"),
        ("a.pdf", pdf([]), "run text recognition"),
        ("a.docx", b"PK\x03\x04 not so", "is not a whole Word file"),
        ("a.docx", b"\xd0\xcf\x11\xe0 locked", "save it as an open .docx"),
        ("a.json", b"{", "is not valid JSON (line 1, column 2"),
        ("a.json", b"[]", "is an empty list"),
        ("a.json", b"3", "bare value"),
        ("a.json", b"[" * 100_000, "is JSON too deep"),
        ("a.html", b"<html></html>", "has no article text"),
        ("two\nlines.txt", b"", r"'two\nlines.txt' is empty"),
    ],
)
def test_what_can_t_be_read_fails_with_one_line(error, name, content, line):
    assert line in error(name, content)


@pytest.mark.parametrize("step", [7, 11, 23])
def test_damage_anywhere_in_a_file_is_one_line_or_no_harm(read, step):
    for name, content in (("a.pdf", pdf([SENTENCE])), ("a.docx", word_file(("Normal", SENTENCE)))):
        for place in range(step, len(content), len(content) // 12):
            damaged = content[:place] + bytes(range(step)) + content[place + step :]
            articles, failures = read(name, damaged)
            assert len(articles) + len(failures) == 1


def test_a_file_that_is_too_large_names_the_setting(error):
    assert "max_file_mb" in error("a.txt", b"x" * 1_000_001, max_file_mb=1)


def test_another_encoding_is_reported(article, caplog):
    text = "“Nothing moves,” the port’s owner said — and went home."
    assert article("a.txt", text.encode("cp1252")).text == text
    assert "'a.txt' is not UTF-8: read as windows-1252" in caplog.text
