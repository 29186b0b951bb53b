"""One agency text that stands in several files counts once among what is found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.text.words import WORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.types import FoundPassage

# Word pairs of the shorter passage that stand in the longer one: copies are cut into passages at
# other places where one of them has another beginning.
SAME = 0.8

# A copy in which one of these differs is an update or a correction, and says something else.
_TELLING = frozenset(
    """
    no not never none without denied false two three four five six seven eight nine ten eleven
    twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty
    sixty seventy eighty ninety hundred hundreds thousand thousands million billion dozen dozens
    monday tuesday wednesday thursday friday saturday sunday
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


@dataclass(frozen=True, slots=True)
class _Wording:
    pairs: frozenset[tuple[str, str]]
    telling: Counter[str]


def collapsed(found: Sequence[FoundPassage], families: Mapping[str, str]) -> list[FoundPassage]:
    """Passages as ranked, but those that say the same in near-copies of one article only once.

    `families` says which articles are near-copies. The earliest article's passage stands for the
    others, the longest where dates are equal, and names them in `copies`.
    """
    files = {each.passage.file for each in found}
    counts = Counter(families[file] for file in files if file in families)
    groups: list[list[FoundPassage]] = []
    wordings: dict[str, list[tuple[_Wording, list[FoundPassage]]]] = {}
    for each in found:
        family = families.get(each.passage.file)
        if family is None or counts[family] == 1:
            groups.append([each])
            continue
        wording = _wording(each.passage.text)
        for other, group in wordings.get(family, ()):
            elsewhere = all(one.passage.file != each.passage.file for one in group)
            if elsewhere and _says_the_same(wording, other):
                group.append(each)
                break
        else:
            groups.append([each])
            wordings.setdefault(family, []).append((wording, groups[-1]))
    return [_one(group) for group in groups]


def _one(group: Sequence[FoundPassage]) -> FoundPassage:
    """The passage that stands for a group, in the place of the best of it."""
    if len(group) == 1:
        return group[0]
    first = min(
        group,
        key=lambda each: (
            each.passage.date is None,
            each.passage.date,
            -len(each.passage.text),
            each.passage.file,
        ),
    )
    others = tuple(sorted(each.passage.file for each in group if each is not first))
    return replace(first, score=max(each.score for each in group), copies=others)


def _wording(text: str) -> _Wording:
    words = [word.lower() for word in WORD.findall(text)]
    telling = Counter(word for word in words if word in _TELLING or word[0].isdigit())
    return _Wording(frozenset(pairwise(words)), telling)


def _says_the_same(one: _Wording, other: _Wording) -> bool:
    shorter, longer = sorted((one, other), key=lambda each: len(each.pairs))
    same_length = len(shorter.pairs) >= SAME * len(longer.pairs)
    if shorter.telling - longer.telling or (same_length and shorter.telling != longer.telling):
        return False
    return len(shorter.pairs & longer.pairs) >= SAME * max(1, len(shorter.pairs))
