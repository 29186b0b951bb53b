"""Public question sets, read from their own formats."""

from eval.fit.sources import qamr, selqa, squad, untokenised


def answering(asked):
    return [
        (each.text, each.text[slice(*each.span)] if each.span else None)
        for each in asked.passage.sentences
        if each.answers
    ]


def test_squad_marks_the_sentence_and_the_words_that_answer(data):
    asked = squad(data / "train")
    assert answering(asked[0]) == [
        ("The bridge in Lund closed at noon on Monday.", "noon on Monday")
    ]
    assert asked[0].golden == ("noon on monday",)
    assert answering(asked[2]) == []


def test_selqa_marks_sentences_only(data):
    first, second = selqa(data / "train")
    assert answering(first) == [("Brown cows graze.", None)]
    assert first.passage.title == "Lund: Farms"
    assert answering(second) == [("Twelve people swam ashore.", None)]


def test_qamr_gives_a_sentence_among_others_of_its_article(data):
    first, second = qamr(data / "train")
    assert answering(first) == [("Ana Lund shut the bridge, she said.", "Ana Lund")]
    assert [each.text for each in first.passage.sentences] == [
        "Ana Lund shut the bridge, she said.",
        "It didn't rain (at all).",
    ]
    assert answering(second)[0][1] == "the bridge"


def test_treebank_tokens_become_running_text():
    words = ["``", "It", "is", "n't", "Ana", "'s", ",", "''", "he", "said", "-LRB-", "x", "-RRB-"]
    assert untokenised(words) == "“It isn't Ana's,” he said (x)"
