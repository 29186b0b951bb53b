"""Words that turn a report into its opposite, as stems."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from rag.text.words import stem

# Either side of the dash says the opposite of the other.
_PAIRS = """
confirm confirmed confirms - deny denied denies rejected dismissed refuted
kill killed died dead dies slain perished death deaths - survive survived survives survivor alive \
spared unharmed
wounded injured hurt - unhurt unharmed uninjured unscathed
accept accepted accepts agreed agree approve approved backed - reject rejected rejects refuse \
refused declined disagreed opposed vetoed
support supported supports favoured favored - oppose opposed opposes
open opened opens reopened - close closed closes shut
begin began begun start started resume resumed continue continued - end ended stop stopped halted \
suspend suspended cease ceased finished
rise rose risen increase increased grew gained climbed - fall fell fallen decrease decreased \
shrank dropped declined
win won wins victory - lose lost loses defeat defeated
allow allowed allows permitted let - ban banned forbid forbade forbidden prohibited blocked
arrive arrived arrives enter entered - leave left depart departed withdrew exit
stay stayed remained - left departed fled
success successful succeeded - failure failed fails unsuccessful
true correct right accurate - false untrue wrong incorrect mistaken inaccurate
guilty convicted - innocent acquitted cleared
safe safely - unsafe dangerous
legal lawful - illegal unlawful
friend ally allies allied - enemy enemies foe rival
attack attacked - defend defended protect protected
buy bought - sell sold
lend lent - borrow borrowed
include included includes including - exclude excluded excludes excluding
release released freed - detain detained arrested captured jailed seized
build built - destroy destroyed demolished
known clear certain - unknown unclear uncertain
confirmed verified - unconfirmed unverified
public publicly openly - secret secretly privately
first - last
early earlier - late later
before - after
more - fewer less
most - least
above - below
north northern northeastern - south southern
east eastern - west western
inside within - outside beyond
large larger big bigger major - small smaller minor
high higher - low lower
old older - young younger new newer
many - few
long longer - short shorter
day daytime - night
civilian civilians - soldier soldiers military
man men male father son husband brother king - woman women female mother daughter wife sister queen
up - down
ahead - behind
same - different
possible - impossible
likely - unlikely
able - unable
present - absent
empty - full
peaceful - violent
domestic - foreign
friendly - hostile
hero - villain
praise praised welcomed - condemn condemned criticised criticized
admit admitted acknowledged - deny denied
love loved liked - hate hated disliked
peace - war
offer offered - demand demanded
"""
# One of these in place of another tells another story, though both can be true at once.
_APART = """
kill killed kills killing dead died - wound wounded wounds injured hurt
arrest arrested detained - kill killed charged
"""


@cache
def _sides(pairs: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in pairs.strip().splitlines():
        one, other = ({stem(word) for word in side.split()} for side in line.split(" - "))
        for each in one:
            found[each] |= other - one
        for each in other:
            found[each] |= one - other
    return {each: frozenset(others) for each, others in found.items()}


def opposites(of: str) -> frozenset[str]:
    """Stems of the words that say the opposite of a stemmed word."""
    return _sides(_PAIRS).get(of, frozenset())


def apart(of: str) -> frozenset[str]:
    """Stems of the words that tell another story than a stemmed word does, opposites included."""
    return opposites(of) | _sides(_APART).get(of, frozenset())
