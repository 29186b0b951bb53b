"""Which words are commands of their own."""

import typer
from typer.testing import CliRunner

from eval.commands import SUBCOMMANDS, subcommand


def test_a_known_first_word_gives_its_app():
    for name in SUBCOMMANDS:
        app = subcommand([name, "--help"])
        assert isinstance(app, typer.Typer)
        assert CliRunner().invoke(app, ["--help"]).exit_code == 0


def test_suites_and_flags_are_left_to_the_suites():
    assert subcommand([]) is None
    assert subcommand(["sample"]) is None
    assert subcommand(["--case", "retrieval"]) is None
    assert subcommand(["./retrieval"]) is None
