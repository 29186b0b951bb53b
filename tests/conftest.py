"""A small embedder, so that most tests need not wait for a model; a server that plays one."""

from __future__ import annotations

import json
import re
import signal
import threading
import zlib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep

import numpy as np
import pytest

from rag.embedding.protocol import PassageVectors


def pytest_configure():
    """Have Ctrl-C heard: what a shell starts in the background, and all below it, is deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


class HashingEmbedder:
    """Each word adds to one of 64 numbers, so texts that share words are near each other."""

    dimension = 64
    max_tokens = 256

    def __init__(self, fingerprint="words hashed to 64 numbers"):
        self.fingerprint = fingerprint
        self.embedded = 0

    def count_tokens(self, text):
        return len(re.findall(r"\w+|[^\w\s]", text))

    def embed_query(self, text):
        vector = np.zeros(self.dimension, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            number = zlib.crc32(word.encode("utf-8", "replace"))
            vector[number % self.dimension] += 1
        if not vector.any():
            vector[0] = 1
        return vector / np.linalg.norm(vector)

    def embed_passages(self, passages):
        self.embedded += len(passages)
        return [
            PassageVectors(
                self.embed_query(each.text),
                np.stack(
                    [self.embed_query(each.text[s.start : s.end]) for s in each.sentences]
                    or [np.empty(0, np.float32)]
                ).reshape(-1, self.dimension),
            )
            for each in passages
        ]


@pytest.fixture
def hashing_embedder():
    return HashingEmbedder()


@pytest.fixture(scope="session")
def small_embedder():
    """One for tests that don't count what it embeds."""
    return HashingEmbedder()


MODEL = "scripted"


class Script:
    """What the server does next: `reply` is a text, or a function of the request that gives one.

    `status` and `headers` answer instead; `mode` breaks the stream in one way. `requests` are the
    bodies that came, `paths` all paths that were asked for.
    """

    def __init__(self):
        self.reply = ""
        self.status = 200
        self.headers = {}
        self.mode = "whole"
        self.pause = 0.0
        self.size = 7
        self.requests = []
        self.paths = []
        self.sent = 0
        self.released = threading.Event()

    def text(self, body):
        return self.reply(body) if callable(self.reply) else self.reply


def handler(script):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args):
            pass

        def _json(self, status, value, headers=()):
            body = json.dumps(value).encode()
            self.send_response(status)
            for name, header in dict(headers).items():
                self.send_header(name, header)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            script.paths.append(self.path)
            if self.path.endswith("/models"):
                self._json(200, {"data": [{"id": MODEL}]})
            else:
                self._json(404, {"error": "no such page"})

        def do_POST(self):
            script.paths.append(self.path)
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not self.path.endswith("/chat/completions"):
                self._json(404, {"error": "no such page"})
                return
            script.requests.append(body)
            if script.status != 200:
                self._json(script.status, {"error": {"message": "refused"}}, script.headers)
                return
            self._stream(script.text(body))

        def _stream(self, text):
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            try:
                self._pieces(text)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _pieces(self, text):
            if script.mode == "silent":
                script.released.wait(30)
            if script.mode == "garbage":
                self._chunk(b"data: {this is no JSON\n\n")
            for start in range(0, len(text), script.size):
                self._event(text[start : start + script.size], None)
                script.sent += 1
                sleep(script.pause)
            if script.mode == "cut":
                self.wfile.flush()
                self.connection.close()
                raise ConnectionResetError
            self._event("", "stop", {"prompt_tokens": 321, "completion_tokens": len(text) // 4})
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

        def _event(self, piece, finish, usage=None):
            event = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": MODEL,
                "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": finish}],
            }
            if usage:
                event["usage"] = usage
            self._chunk(f"data: {json.dumps(event)}\n\n".encode())

        def _chunk(self, data):
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

    return Handler


@contextmanager
def scripted_server():
    """A running server; gives its address, with /v1, and its script."""
    script = Script()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(script))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", script
    finally:
        script.released.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def scripted():
    """A scripted server's address and its script."""
    with scripted_server() as running:
        yield running
