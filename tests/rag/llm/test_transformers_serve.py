"""A real OpenAI-compatible server, `transformers serve`, with a tiny model of random weights."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from llama_index.core.base.llms.types import ChatMessage

from rag.errors import LanguageModelError
from rag.llm.endpoint import endpoint, http_client, language_model
from rag.llm.listing import models_at
from rag.llm.reply import Reply
from rag.llm.tokens import from_file
from rag.settings import Settings

CONTEXT = 1024
BUILD = r"""
import sys

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
alphabet = pre_tokenizers.ByteLevel.alphabet()
trainer = trainers.BpeTrainer(
    vocab_size=300, special_tokens=["<s>", "</s>"], initial_alphabet=alphabet, show_progress=False
)
tokenizer.train_from_iterator(["a bridge was closed after two of its piers cracked"], trainer)
whole = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>")
whole.chat_template = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }} {% endfor %}"
whole.save_pretrained(sys.argv[1])
torch.manual_seed(0)
model = LlamaForCausalLM(
    LlamaConfig(
        vocab_size=len(whole), hidden_size=32, intermediate_size=64, num_hidden_layers=1,
        num_attention_heads=4, max_position_embeddings=1024, bos_token_id=0, eos_token_id=1,
    )
)
# It writes beginnings of words for as long as it may: random weights could end at once,
# or write half letters, which are held back.
told = {i for token, i in whole.get_vocab().items() if token[0] == "\u0120" and len(token) > 1}
model.generation_config.suppress_tokens = sorted(set(range(len(whole))) - told)
model.save_pretrained(sys.argv[1])
"""

pytestmark = pytest.mark.slow


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The address of a running server and the folder of its model."""
    pytest.importorskip("accelerate", reason="transformers serve starts no model without it")
    folder = tmp_path_factory.mktemp("tiny")
    quiet = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "home")}
    subprocess.run([sys.executable, "-c", BUILD, folder], check=True, env=quiet, timeout=120)
    port = free_port()
    command = Path(sys.executable).with_name("transformers")
    flags = ["--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [command, "serve", folder, *flags], env=quiet, stdout=log, stderr=log
        )
        try:
            wait_for(port, server, folder / "log")
            yield f"http://127.0.0.1:{port}/v1", folder
        finally:
            server.terminate()
            server.wait(20)


def wait_for(port, server, log):
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail(f"transformers serve ended: {log.read_text('utf-8')[-800:]}")
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("transformers serve did not start in two minutes")


@pytest.fixture
def ask(tiny):
    """Ask it, as the settings name it; gives the reply and what it is to be asked with."""
    url, folder = tiny
    settings = Settings(llm_url=url, llm_model=str(folder), llm_context=CONTEXT, llm_timeout=60)
    at = endpoint(settings)
    client = http_client(at.url, at.timeout)

    def run(text, **changes):
        llm = language_model(at, client)
        for name, value in changes.items():
            setattr(llm, name, value)
        return Reply(llm, [ChatMessage(role="user", content=text)], at.model, at.timeout)

    yield run
    client.close()


def test_it_streams_and_counts_its_tokens_as_its_tokenizer_does(ask, tiny):
    reply = ask("Which bridge was closed?", max_tokens=40)
    pieces = list(reply)
    assert len(pieces) > 1
    assert reply.usage.completion <= 40
    count = from_file(tiny[1] / "tokenizer.json")
    assert reply.usage.prompt == count("user: Which bridge was closed? ")


def test_it_writes_no_more_than_it_may(ask):
    reply = ask("Go on.", max_tokens=5)
    list(reply)
    assert reply.usage.completion <= 5


def test_it_stops_when_told(ask):
    reply = ask("Go on.", max_tokens=900)
    started = time.monotonic()
    for _ in reply:
        reply.stop()
    assert time.monotonic() - started < 20
    assert reply.usage is None


def test_a_model_that_it_can_not_load_is_one_line(ask):
    with pytest.raises(LanguageModelError) as raised:
        list(ask("Go on.", model="no/such-model"))
    assert "\n" not in str(raised.value)


def test_listing_its_models_ends_in_names_or_in_a_line(tiny):
    try:
        assert isinstance(models_at(tiny[0]), tuple)
    except LanguageModelError as error:
        assert "llm_model" in str(error)
    except httpx.HTTPError:
        pytest.fail("it answers, so it is to be listed")
