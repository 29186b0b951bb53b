"""Words that any report may use: those of reporting itself, and those that stand for others."""

from __future__ import annotations

from rag.text.synonyms import PLACE_WORDS, synonyms
from rag.text.words import STOP_WORDS, stem

# Words by which a report joins, sums up, or says whose words it gives.
_REPORTING = frozenset(
    """
    accord account accounts add added adds another article articles ask asked attributed attribute
    author case cite cited cites cities claim claimed claims comment commented compare compared
    comparison confirm confirmed conflicting contradict contradicts contrast date dated describe
    described describes description detail details differ differed differing differs disagree
    disagrees document documents earlier event events evidence explain explained explains figure
    figures first follow followed following follows former given gives hour hours however identified
    initially
    identify include included includes including incident indicate indicated indicates information
    involve involved involving issue issued later latter mention mentioned mentions meanwhile name
    named names note noted notes number numbers occur occurred occurs originally paper part
    particular passage passages people person place places point points present previous
    previously put quote quoted quotes read reads recall recalled refer referred refers regarding
    relate related remain remained remains report reported reportedly reporting reports respond
    result resulted say saying separate separately serve served set several situation source
    sources speak speaking specific specify specified spoke state stated statement statements
    states story subsequent subsequently take taken taking term terms text time told total
    version versions way whereas work worked write writes writing written wrote
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
REPORTING_STEMS = frozenset(stem(word) for word in _REPORTING)


def is_common(folded: str, common: frozenset[str] = frozenset()) -> bool:
    """Whether a folded word is no name: a small word, one of reporting, or of `common`."""
    if folded in PLACE_WORDS:
        return False
    return (
        folded in STOP_WORDS
        or folded in common
        or stem(folded) in REPORTING_STEMS
        or bool(synonyms(stem(folded)))
    )
