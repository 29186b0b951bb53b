"""How an ingest from the page is shown."""

from pathlib import Path

from lxml import html

from ingest.report import Failure, IngestReport
from rag.settings import Settings
from ui.frame import add_html
from ui.intake import Intake, Work
from ui.markup import template
from ui.texts import ENGLISH
from ui.working import working_html


def report(**more) -> IngestReport:
    values = {"added": 0, "changed": 0, "removed": 0, "failed": (), **more}
    return IngestReport("g", unchanged=3, articles=3, passages=9, embedded=0, seconds={}, **values)


def shown(work: Work) -> html.HtmlElement:
    return html.fromstring(f"<div>{working_html(work, ENGLISH)}</div>")


def test_progress_is_told_by_file() -> None:
    page = shown(Work(running=True, files=14, done=3))
    assert page.text_content() == "Reading 3 of 14 files"
    assert (page.xpath("//progress/@value"), page.xpath("//progress/@max")) == (["3"], ["14"])
    assert shown(Work(running=True)).xpath("//progress[not(@value)]")


def test_every_file_that_failed_is_named() -> None:
    failed = tuple(Failure(f"{n}.pdf", f"{n}.pdf: <no> text") for n in range(3))
    page = shown(Work(report=report(added=2, failed=failed)))
    assert "Added 2, changed 0, removed 0; unreadable 3." in page.text_content()
    assert [each.text for each in page.iter("li")] == [each.error for each in failed]


def test_nothing_new_and_nothing_done_are_two_things() -> None:
    assert shown(Work(report=report())).text_content() == "Nothing has changed."
    assert shown(Work()).text_content() == ""


def test_an_error_is_an_alert() -> None:
    assert shown(Work(error="The disk is full.")).xpath("string(//p[@role='alert'])") == (
        "The disk is full."
    )


def test_a_folder_of_any_name_is_only_text_in_a_template() -> None:
    name = "`${window.attacked = 1}` {{constructor}} \\ <b>"
    intake = Intake(Path(name), Settings(), lambda: None, ENGLISH, local=True)
    written = template(add_html(intake, ENGLISH))
    assert not set(written) & set("`${}\\")
    assert name in html.fromstring(f"<div>{written}</div>").text_content()
