"""The pictures: where things stand follows from the figures."""

import re
from xml.etree import ElementTree as ET

from eval.page import charts

SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture):
    return ET.fromstring(str(picture))


def test_a_bar_is_as_long_as_its_share():
    root = drawn(charts.bars([charts.Bar("who", 3, 4, 2), charts.Bar("none", 0, 5, None)], "Kinds"))
    rest = [each for each in root.iter("rect") if each.get("class") == "rest"]
    bars = [each for each in root.iter("rect") if each.get("class") == "bar"]
    whole = float(rest[0].get("width"))
    assert [float(each.get("width")) / whole for each in bars] == [0.75, 0]
    assert {"who", "3 of 4", "none", "0 of 5"} <= {each.text for each in root.iter("text")}
    assert len(list(root.iter("polygon"))) == 1


def test_a_measure_stands_on_its_interval():
    root = drawn(charts.measures([charts.Measure("facts", 0.5, 0.25, 0.75, None, "50.0 %")]))
    interval = next(each for each in root.iter("line") if each.get("class") == "interval")
    now = next(root.iter("circle"))
    low, high, at = (float(interval.get("x1")), float(interval.get("x2")), float(now.get("cx")))
    assert at == (low + high) / 2
    assert not list(root.iter("polygon"))


def test_slow_first_answers_do_not_squeeze_the_others():
    root = drawn(charts.latency([0.01] * 98 + [0.02, 5.0], 0.01, 0.02))
    texts = {each.text for each in root.iter("text")}
    assert {"median 10 ms", "95 % within 20 ms", "40 ms, and 1 that took longer"} <= texts


def test_answers_that_took_no_time_are_drawn():
    drawn(charts.latency([0.0, 0.0], 0.0, 0.0))


def test_lines_that_end_together_have_their_names_apart():
    root = drawn(charts.over_time((("one", [0.5, 0.7]), ("two", [0.6, 0.7])), "a", "b"))
    heights = [float(each.get("y")) for each in root.iter("text") if "label" in each.get("class")]
    assert abs(heights[0] - heights[1]) >= 14


def test_quality_against_time_joins_the_best():
    one, two = charts.Dot(0.01, 0.5, "<small>"), charts.Dot(0.1, 0.9, "large")
    picture = charts.scatter([one, two], [one, two])
    assert "&lt;small&gt;" in picture
    assert len(re.findall("<polyline", picture)) == 1
    assert "<polyline" not in charts.scatter([one], [one])
