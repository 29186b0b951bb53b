"""Text in an article that gives orders, to a reader or to a machine.

Such a sentence reports nothing, so a language model is never shown it and can't rest on it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DO = """
act add analyse analyze append apply approve ask assume become begin break browse build buy
calculate choose click combine compare compile complete compose compute conclude consider convert
copy correct craft create define delete deliver demonstrate describe design determine develop
devise disclose discuss disregard do draft draw elaborate elucidate encode enhance ensure evaluate
examine execute expand explain explore extract fetch fill find finish follow forget format generate
give go group highlight identify ignore illustrate imagine include incorporate infer insert install
integrate interpret introduce investigate invent join jumble keep let list locate make mention
misspell modify multiply navigate obey omit organise organize outline paraphrase perform predict
prepare pretend print produce proofread propose prove provide publish rearrange recite recommend
refuse remember remove render repeat rephrase replace reply respond retrieve reveal rewrite roleplay
save scramble send simulate sing skip solve speak specify spell submit subscribe suggest sum
summarise summarize take teach tell think transcribe transfer translate type update upload verify
write
"""
# These name things as often, so only what is ordered after them tells: "Report the", not "Reports".
_MAY_DO = """
answer ban call change check code confirm count demand detail download email end estimate forward
guide help look move name note offer open order pick plan play post present query question quote
rank rate read record report request research return review run say search select set share show
sign start state stop talk trace trade train try turn use view visit walk warn watch work
"""
_BARE = rf"(?:{'|'.join(_DO.split())})"
_AMBIGUOUS = (
    rf"(?:{'|'.join(_MAY_DO.split())})(?=\s+(?:the|an?|this|that|these|those|all|any|every|your|my|me|it|"
    r"its|them|us|how|what|why|whether|only|exactly|with|to|in|as|for|at|from|into|up|out)\b)"
)
_LEAD = (
    r"(?:(?:please|kindly|now|then|next|first|also|instead|finally|and|just|always|never|"
    r"do not|don[’']t|note|important|attention|in addition|step \d+)[:,]?\s+)*"
)
_FRONT = r"^[\s\W\d_]*"
# "Write a poem", "Please, now translate …".
_IMPERATIVE = re.compile(
    rf"{_FRONT}{_LEAD}(?:{_BARE}\b(?!['’:]|,\s|-|\s+(?:is|was|were|are|has|had|said|says|will)\b)"
    rf"|{_AMBIGUOUS})",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_TO_THE_READER = re.compile(
    r"\b(?:please|kindly|you|your|yourself|yours)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?[\s\W]*$")
# What only a machine is told; the rest of the paragraph, and what follows it, goes with it.
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,60}\b(?:instructions?|prompts?|rules?|guidelines|"
    r"context|articles?|above|previous|prior|everything)\b"
    r"|\b(?:previous|prior|system|new|following)\s+(?:instructions?|prompts?|directives?)\b"
    r"|^\W*(?:system|assistant|user|human|developer|instructions?)\s*:"
    r"|\b(?:language model|AI (?:assistant|model)|chatbot|any machine reading|ChatGPT|LLM)\b"
    r"|\bwhen (?:you are |you're )?asked\b|\bif (?:you are |you're )?asked\b"
    r"|\b(?:your|final) (?:answer|reply|response|output) (?:must|should|has to|is to)\b"
    r"|\b(?:reply|respond|output|print)\s+(?:only|with|that|exactly)\b"
    r"|\b(?:say|answer)\s+(?:only|exactly|nothing but)\b"
    r"|<\|?/?\w+[^<>\n]*>|\[/?(?:INST|SYS)\]|\bend of (?:articles?|passages?|context)\b",
    re.IGNORECASE,
)


def gives_orders(sentence: str) -> bool:
    """Whether a sentence orders, asks or addresses whoever reads it, instead of reporting."""
    outside = _QUOTED.sub("“”", sentence)
    return bool(
        _ASKS.search(outside)
        or _IMPERATIVE.match(outside)
        or _TO_THE_READER.search(outside)
        or _TO_A_MACHINE.search(sentence)
    )


def addresses_a_machine(sentence: str) -> bool:
    """Whether a sentence is meant for a program that reads the article."""
    return bool(_TO_A_MACHINE.search(sentence))


def reporting(sentences: Sequence[str]) -> tuple[bool, ...]:
    """Which of the sentences of a passage, in order, only report.

    After one that addresses a machine none does.
    """
    kept, addressed = [], False
    for sentence in sentences:
        addressed = addressed or addresses_a_machine(sentence)
        kept.append(not addressed and not gives_orders(sentence))
    return tuple(kept)
