"""Twenty people ask the page at once, ten questions each.

    python tests/ui/drive_clients.py INDEX [CLIENTS [QUESTIONS]]

Each client is what a browser is to the page: a session and a conversation of its own. Everything is
first asked by one client after the other, so that each answer's citations are known. Prints errors,
answers with other citations than those, and how long people waited. Exit code 1 where there were
errors or wrong citations.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from secrets import token_hex
from urllib.request import Request, urlopen

from lxml import html

QUESTIONS = (
    "Was Shibl al-Zaydi killed?",
    "How many people were killed in the strike near Taji?",
    "What did parliament vote for?",
    "Who claimed the attack on the base in Jordan?",
    "How many people were wounded?",
    "When did the strike happen?",
    "What did the coalition say?",
    "Who was named as one of the dead?",
    "What do readers say?",
    "What is not confirmed?",
)


@dataclass
class Client:
    """One person with the page open."""

    address: str
    functions: dict[str, int]
    session: str = field(default_factory=lambda: token_hex(6))
    talk: str = ""

    def call(self, name: str, data: list[object]) -> list[object]:
        """Sends an event as the page does; gives the outputs once they are complete."""
        body = {"data": data, "fn_index": self.functions[name], "session_hash": self.session}
        headers = {"Content-Type": "application/json"}
        join = Request(f"{self.address}gradio_api/queue/join", json.dumps(body).encode(), headers)
        with urlopen(join, timeout=120) as joined:
            event = json.load(joined)["event_id"]
        stream = f"{self.address}gradio_api/queue/data?session_hash={self.session}"
        outputs: list[object] = []
        with urlopen(stream, timeout=120) as lines:
            for line in lines:
                message = json.loads(line[6:]) if line.startswith(b"data: ") else {}
                if message.get("event_id") != event:
                    continue
                if not message.get("success", True):
                    raise RuntimeError(message["output"])
                if message["msg"] == "process_generating":
                    outputs = merged(outputs, message["output"]["data"])
                if message["msg"] == "process_completed":
                    return outputs or message["output"]["data"]
        raise RuntimeError("the page ended the stream before the answer")

    def ask(self, question: str) -> tuple[str, ...]:
        """The files and quotes that the last answer on the page cites."""
        outputs = self.call("page_ask", [question, "{}", self.talk])
        self.talk = str(outputs[4])
        page = html.fromstring(str(outputs[1]))
        (last,) = page.xpath("//section[last()]")
        assert question in last.text_content()
        return tuple(last.xpath(".//button[@data-do='copy']/@data-text"))


def merged(before: list[object], after: list[object]) -> list[object]:
    """Outputs with changes put in; Gradio sends what has changed since the first ones."""
    if not before:
        return after
    return [changed(old, new) for old, new in zip(before, after, strict=True)]


def changed(old: object, change: object) -> object:
    if not isinstance(change, list):
        return old if isinstance(change, dict) and change.get("__type__") == "update" else change
    for action, path, value in change:
        if isinstance(value, dict):
            continue
        assert path == [], "an output of the page is one text"
        old = f"{old}{value}" if action == "append" else value
    return old


def functions(address: str) -> dict[str, int]:
    with urlopen(f"{address}config", timeout=60) as config:
        found = json.load(config)["dependencies"]
    return {each["api_name"]: each["id"] for each in found if each["api_name"]}


def rotated(client: int, questions: int) -> list[str]:
    return [QUESTIONS[(client + number) % len(QUESTIONS)] for number in range(questions)]


def main(index: str, clients: int, questions: int) -> int:
    command = [
        sys.executable,
        "-u",
        "-m",
        "ui",
        "--index",
        index,
        "--port",
        "0",
        "--example",
        "Who?",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = re.search(r"http://\S+", server.stdout.readline()).group()
            return drive(address, clients, questions)
        finally:
            server.terminate()


def drive(address: str, clients: int, questions: int) -> int:
    known = functions(address)
    expected = []
    for number in range(min(clients, len(QUESTIONS))):
        alone = Client(address, known)
        expected.append([alone.ask(each) for each in rotated(number, questions)])
    waited: list[float] = []
    errors: list[str] = []
    wrong: list[str] = []
    start = threading.Barrier(clients)

    def live(number: int) -> None:
        client = Client(address, known)
        start.wait()
        right = expected[number % len(expected)]
        for question, cited in zip(rotated(number, questions), right, strict=True):
            began = time.perf_counter()
            try:
                if client.ask(question) != cited:
                    wrong.append(question)
            except Exception as error:  # noqa: BLE001 - each is counted and printed
                errors.append(f"{question}: {error!r}")
            waited.append(time.perf_counter() - began)

    threads = [threading.Thread(target=live, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waited.sort()
    print(f"{len(waited)} questions by {clients} clients at once")
    print(f"errors {len(errors)}, answers with other citations {len(wrong)}")
    at95 = waited[int(0.95 * len(waited))]
    print(f"seconds: median {statistics.median(waited):.2f}, p95 {at95:.2f}, most {waited[-1]:.2f}")
    for each in [*errors, *wrong][:10]:
        print(each)
    return 1 if errors or wrong else 0


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    sys.exit(main(given[0], int(given.get(1, 20)), int(given.get(2, 10))))
