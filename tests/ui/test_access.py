"""Who may open the page from elsewhere."""

import pytest
from typer.testing import CliRunner

from rag.errors import SettingsError
from ui.access import check_for, read_users, user_line
from ui.password import app

PASSWORD = "a long password"


@pytest.fixture
def users(tmp_path):
    path = tmp_path / "users"
    path.write_text(f"# who may\n\n{user_line('anna', PASSWORD)}\n")
    return path


def test_this_machine_needs_no_password() -> None:
    assert check_for("127.0.0.1", None, no_auth=False) is None


def test_elsewhere_a_password_or_a_clear_word_is_demanded() -> None:
    with pytest.raises(SettingsError, match=r"DATELINE_USERS.*--no-auth"):
        check_for("0.0.0.0", None, no_auth=False)
    assert check_for("0.0.0.0", None, no_auth=True) is None


def test_only_the_right_password_of_a_user_is_let_in(users) -> None:
    check = check_for("0.0.0.0", users, no_auth=False)
    assert check("anna", PASSWORD)
    assert not check("anna", "another one")
    assert not check("ben", PASSWORD)
    assert not check("ben", "nobody")
    assert not check("anna", "x" * 1000)


def test_users_are_asked_for_on_this_machine_too_where_there_are_some(users) -> None:
    assert check_for("127.0.0.1", users, no_auth=False) is not None


def test_passwords_are_not_written_down(users) -> None:
    assert PASSWORD not in users.read_text()


@pytest.mark.parametrize(
    ("lines", "reason"),
    [("anna", "line 1: not NAME:HASH"), ("anna:secret", "line 1: not NAME"), ("", "no user")],
)
def test_a_file_that_can_not_be_used_says_what_is_wrong(tmp_path, lines, reason) -> None:
    path = tmp_path / "users"
    path.write_text(lines)
    with pytest.raises(SettingsError, match=reason):
        read_users(path)
    with pytest.raises(SettingsError, match="can't be read"):
        read_users(tmp_path / "missing")


def test_a_line_for_the_file_is_written_by_a_command(tmp_path) -> None:
    done = CliRunner().invoke(app, ["anna"], input=f"{PASSWORD}\n{PASSWORD}\n")
    path = tmp_path / "users"
    path.write_text(done.stdout)
    assert check_for("0.0.0.0", path, no_auth=False)("anna", PASSWORD)


def test_a_short_password_is_refused() -> None:
    done = CliRunner().invoke(app, ["anna"], input="short\nshort\n")
    assert done.exit_code == 1
    assert "8 characters" in done.stderr
