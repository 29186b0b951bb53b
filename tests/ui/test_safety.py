"""What the page gives away, and to whom."""

from __future__ import annotations

import json
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

from ui.access import password_check, read_users, user_line

pytestmark = [
    # Gradio counts its calls with two options that pandas 4 will drop.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

PASSWORD = "a long password"


@pytest.fixture(scope="module")
def guarded(start, served, tmp_path_factory):
    """The same page behind a password."""
    path = tmp_path_factory.mktemp("users") / "users"
    path.write_text(user_line("anna", PASSWORD))
    blocks, address = start(served, check=password_check(read_users(path)))
    yield address
    blocks.close(verbose=False)


def status(url: str, data: object = None) -> int:
    body = None if data is None else json.dumps(data).encode()
    try:
        with urlopen(Request(url, body, {"Content-Type": "application/json"}), timeout=30) as found:
            return found.status
    except HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "pyproject.toml", "ui/page.py", "../../etc/passwd", "drafts"]
)
def test_no_file_of_this_machine_is_served(address, path) -> None:
    assert status(f"{address}gradio_api/file={path}") in (403, 404)


def test_nothing_is_told_without_a_password(guarded) -> None:
    assert status(f"{guarded}gradio_api/call/v2/ask", {"question": "Who?"}) == 401
    assert status(f"{guarded}gradio_api/call/v2/articles", {}) == 401
    assert status(f"{guarded}gradio_api/component_server", {}) in (401, 422)
    assert status(f"{guarded}config") == 401
    with urlopen(guarded, timeout=30) as front:
        assert "Harbour" not in front.read().decode()


def test_who_signs_in_is_answered(guarded) -> None:
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    wrong = urlencode({"username": "anna", "password": "nobody"}).encode()
    with pytest.raises(HTTPError, match="400"):
        opener.open(f"{guarded}login", wrong, timeout=30)
    right = urlencode({"username": "anna", "password": PASSWORD}).encode()
    opener.open(f"{guarded}login", right, timeout=30).close()
    question = Request(
        f"{guarded}gradio_api/call/v2/articles", b"{}", {"Content-Type": "application/json"}
    )
    with opener.open(question, timeout=30) as found:
        assert "event_id" in json.load(found)


def test_nothing_is_loaded_from_elsewhere(address) -> None:
    with urlopen(address, timeout=30) as front:
        page = front.read().decode()
    assert "googleapis" not in page
    assert "https://cdn" not in page
