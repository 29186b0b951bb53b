"""A conversation on the page: quotes, numbers, sources, and everything said in words."""

from dataclasses import replace
from datetime import UTC, date, datetime

from lxml import html

from rag.types import (
    Answer,
    Citation,
    Coverage,
    DisputedValue,
    Part,
    Question,
    Seconds,
    Statement,
    Status,
)
from ui.answers import conversation_html
from ui.conversation import Exchange, Judgement
from ui.view import View

QUOTE = "Nine <b>passengers</b> & “crew” were hurt."
CITATION = Citation(1, "a.txt", "Ferry", date(2021, 3, 2), Part.BODY, 0, len(QUOTE), QUOTE)
COMMENT = Citation(2, "b.txt", "", None, Part.COMMENTS, 5, 9, "Ten.")
ANSWER = Answer(
    question="How many?",
    text="",
    statements=(
        Statement(QUOTE, "quote", Status.UNCONFIRMED, (1,)),
        Statement("Ten.", "quote", Status.OPINION, (2,)),
    ),
    citations=(CITATION, COMMENT),
    abstained=False,
    reason=None,
    confidence=0.9,
    coverage=Coverage(14, date(2020, 1, 3), date(2024, 2, 7), 1),
    passages=(),
    seconds=Seconds(0.0, 0.0, 0.0),
)


AT = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)


def exchange(answer: Answer | None = ANSWER, number: int = 0, **more) -> Exchange:
    return Exchange(f"e{number}", AT, Question("How many?"), answer, **more)


def shown(*exchanges: Exchange, view: View | None = None) -> html.HtmlElement:
    return html.fromstring(conversation_html(exchanges, (), view or View()))


def page(answer: Answer = ANSWER, before: int = 0) -> html.HtmlElement:
    return shown(*(exchange(answer, number) for number in range(before + 1)))


def words(element: html.HtmlElement, path: str) -> list[str]:
    return [each.text_content() for each in element.xpath(path)]


def test_quotes_are_set_as_quotations_word_for_word() -> None:
    assert words(page(), "//blockquote/p/q") == [QUOTE, "Ten."]


def test_each_number_names_its_own_message() -> None:
    numbers = page(before=1).xpath("//blockquote//button")
    assert [(each.get("data-exchange"), each.get("data-citation")) for each in numbers] == [
        ("e0", "1"), ("e0", "2"), ("e1", "1"), ("e1", "2"),
    ]  # fmt: skip


def test_numbers_have_names_for_screen_readers() -> None:
    names = page().xpath("//blockquote//button/@aria-label")
    assert names == ["Citation 1: Ferry", "Citation 2: b.txt"]


def test_sources_give_title_date_part_and_file() -> None:
    assert words(page(), "//ol[@class='sources']//span[@class='meta']") == [
        "2 March 2021 · a.txt",
        "undated · reader's comment · b.txt",
    ]


def test_each_statement_has_its_date_part_and_status_in_words() -> None:
    assert words(page(), "//p[@class='labels']/span") == [
        "2 March 2021", "Unconfirmed", "undated", "Reader's comment", "Opinion",
    ]  # fmt: skip


def test_who_says_so_stands_with_the_status_unless_the_quote_starts_with_it() -> None:
    source = Statement("Nine were hurt.", "quote", Status.CONFIRMED, (1,), "the ministry")
    itself = Statement("The ministry knows.", "quote", Status.CONFIRMED, (1,), "the ministry")
    written = page(replace(ANSWER, statements=(source, itself)))
    assert words(written, "//span[@class='label']") == ["Confirmed by the ministry", "Confirmed"]


def test_what_the_first_words_refer_to_stands_before_the_quotation() -> None:
    statement = Statement("It sank.", "quote", None, (1,), refers_to="the <Norby> ferry")
    written = page(replace(ANSWER, statements=(statement,)))
    assert words(written, "//blockquote//span[@class='meant']") == ["[the <Norby> ferry]"]
    assert words(written, "//blockquote/p/q") == ["It sank."]


def test_what_was_searched_is_said() -> None:
    assert words(page(), "//p[@class='coverage']") == [
        "The articles very likely answer this. "
        "Searched 14 articles, 3 January 2020 to 7 February 2024, 1 undated."
    ]


def test_an_as_of_day_and_what_it_left_out_are_said() -> None:
    coverage = replace(ANSWER.coverage, as_of=date(2020, 1, 5), left_out=3)
    assert words(page(replace(ANSWER, coverage=coverage)), "//p[@class='coverage']") == [
        "The articles very likely answer this. Searched 14 articles, 3 January 2020 to 7 February "
        "2024, 1 undated; as of 5 January 2020; 3 articles left out by date."
    ]


def test_how_sure_an_answer_is_stands_in_words() -> None:
    said = [words(page(replace(ANSWER, confidence=each)), "//p[@class='coverage']")[0] for each in
            (0.5, 0.7, 0.85)]  # fmt: skip
    assert [each.split(".")[0] for each in said] == [
        "It is uncertain whether the articles answer this",
        "The articles probably answer this",
        "The articles very likely answer this",
    ]


def test_an_abstention_says_so_and_cites_nothing() -> None:
    answer = replace(
        ANSWER, statements=(), citations=(), abstained=True, text="The articles don't say. No."
    )
    written = page(answer)
    assert words(written, "//p[@class='abstention']") == ["The articles don't say. No."]
    assert not written.xpath("//button[@data-do='cite']")
    assert "answer this" not in words(written, "//p[@class='coverage']")[0]


def test_a_caveat_a_follow_up_and_notices_are_shown() -> None:
    answer = replace(
        ANSWER, reason="Only one source.", understood="How many died?", notices=("N.",)
    )
    said = words(page(answer), "//p[@class='caveat' or @class='understood' or @class='notice']")
    assert said == ["Understood as: How many died?", "Only one source.", "N."]


def test_disagreement_is_a_table_of_who_says_what_and_when() -> None:
    answer = replace(ANSWER, disagreement=(DisputedValue("9", (1,)), DisputedValue("10", (2,))))
    table = page(answer).xpath("//table[@class='disagreement']")[0]
    assert words(table, ".//thead//th") == ["What is said", "Who says so", "When"]
    assert words(table, ".//tbody//th") == ["9", "10"]
    assert [row.text for row in table.xpath(".//tbody//td[1]")] == ["Ferry", "b.txt"]
    assert words(table, ".//tbody//td[2]") == ["2 March 2021", "undated"]


def test_who_says_so_is_named_in_the_table() -> None:
    said = Statement(QUOTE, "quote", Status.REPORTED, (1,), "the <port> authority")
    answer = replace(ANSWER, statements=(said,), disagreement=(DisputedValue("9", (1,)),))
    cells = page(answer).xpath("//table[@class='disagreement']//td[1]")
    assert [each.text for each in cells] == ["the <port> authority, in “Ferry”"]


def test_a_disputed_value_with_two_sources_stands_once_beside_both() -> None:
    answer = replace(ANSWER, disagreement=(DisputedValue("9", (1, 2)),))
    table = page(answer).xpath("//table[@class='disagreement']")[0]
    assert table.xpath(".//tbody//th/@rowspan") == ["2"]
    assert len(table.xpath(".//tbody/tr")) == 2


def test_sources_say_what_became_of_their_articles() -> None:
    old = exchange(versions=(("a.txt", "v1"), ("b.txt", "v1")))
    view = View(versions={"a.txt": "v2"})
    assert words(shown(old, view=view), "//span[@class='since']") == [
        "changed since", "no longer indexed",
    ]  # fmt: skip
    same = View(versions={"a.txt": "v1", "b.txt": "v1"})
    assert words(shown(old, view=same), "//span[@class='since']") == []


def test_a_source_can_be_copied_with_its_reference() -> None:
    copied = page().xpath("//button[@data-do='copy']/@data-text")
    assert copied[0] == f"“{QUOTE}” (Ferry, 2 March 2021, a.txt[0:{len(QUOTE)}])"


def test_limits_stand_with_the_question() -> None:
    asked = replace(
        exchange(),
        question=Question(
            "?",
            since=date(2021, 3, 1),
            until=date(2021, 3, 31),
            parts=frozenset({Part.COMMENTS}),
            files=frozenset({"<b>.txt"}),
        ),
    )
    assert words(shown(asked), "//p[@class='limited']") == [
        "Asked only of: 1 March 2021 to 31 March 2021; reader's comment; <b>.txt"
    ]


def test_what_is_asked_after_a_pending_question_waits() -> None:
    both = shown(exchange(None), exchange(None, 1))
    assert words(both, "//p[@class='searching']/span") == [
        "Searching the articles…", "Waiting for the question before…",
    ]  # fmt: skip
    assert both.xpath("//section/@aria-busy") == ["true", "true"]


def test_only_the_last_question_can_be_edited_or_asked_again() -> None:
    both = page(before=1)
    assert both.xpath("//button[@data-do='edit' or @data-do='retry']/@data-exchange") == ["e1"] * 2


def test_a_judged_answer_shows_the_verdict_and_asks_why() -> None:
    judged = shown(exchange(judgement=Judgement("down", "It was <seven>.", "d.json")))
    pressed = judged.xpath("//button[@data-do='judge']/@aria-pressed")
    assert pressed == ["false", "true"]
    assert words(judged, "//textarea") == ["It was <seven>."]
    assert not page().xpath("//textarea")


def test_hostile_text_is_only_text() -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(1)</script>\"'>"
    citation = replace(CITATION, title=attack, file=attack, quote=attack)
    answer = replace(
        ANSWER,
        statements=(Statement(attack, "written", None, (1,)),),
        citations=(citation,),
        reason=attack,
        understood=attack,
        notices=(attack,),
        disagreement=(DisputedValue(attack, (1,)),),
    )
    written = shown(
        replace(exchange(answer), question=Question(attack)), exchange(None, 1, failure=attack)
    )
    assert not list(written.iter("img", "script"))
    welcome = html.fromstring(conversation_html((), (attack,), View()))
    assert not list(welcome.iter("img", "script"))
    assert words(welcome, "//button") == [attack]
