"""Words that the news uses for one another: countries, their people and capitals; common events.

A word of a question is held by a sentence that has another word of its group. The groups are broad
on purpose: they only add to how much of a question a sentence holds.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from rag.text.words import stem

_PLACES = """
us usa american americans america washington pentagon
uk british britain briton britons london
iran iranian iranians tehran
iraq iraqi iraqis baghdad
russia russian russians moscow kremlin
china chinese beijing
israel israeli israelis jerusalem
france french paris
germany german germans berlin
turkey turkish turks ankara
syria syrian syrians damascus
lebanon lebanese beirut
jordan jordanian jordanians amman
egypt egyptian egyptians cairo
saudi saudis riyadh
yemen yemeni yemenis sanaa
ukraine ukrainian ukrainians kyiv kiev
india indian indians delhi
pakistan pakistani pakistanis islamabad
japan japanese tokyo
korea korean koreans seoul pyongyang
afghanistan afghan afghans kabul taliban
libya libyan libyans tripoli
qatar qatari qataris doha
switzerland swiss bern
italy italian italians rome
spain spanish spaniards madrid
poland polish poles warsaw
greece greek greeks athens
canada canadian canadians ottawa
mexico mexican mexicans
brazil brazilian brazilians
australia australian australians canberra
palestine palestinian palestinians gaza
kurdistan kurdish kurds kurd
shia shiite shi'ite shiites
sunni sunnis
europe european europeans brussels
"""
PLACE_WORDS = frozenset(_PLACES.split())

_EVENTS = """
kill killed killing killings die died dies dead death deaths slain murder murdered fatal
assassinate assassinated assassination toll casualties fatalities
hurt wounded injured injuries wounds injury
strike strikes airstrike airstrikes raid raids attack attacks attacked bombing bombed bomb bombard
hit struck target targeted
soldiers soldier troops forces servicemen men personnel
convoy motorcade vehicles cars vehicle
general commander chief leader head
deputy vice
group militia militias brigade brigades faction factions fighters
officials official authorities government
parliament lawmakers mps deputies legislature parliamentarians
premier prime minister
vote votes voted ballot majority
deal agreement contract accord pact
worth value cost price billion million
withdraw withdrawal leave pull expel expulsion removal remove oust depart
retaliate retaliation retaliatory revenge avenge reprisal reprisals response respond
plane aircraft jet drone drones reaper
missile missiles rocket rockets
base bases airbase
announce announced say said says told tell claim claims
photos pictures images photographs
arrested detained captured custody arrest detain capture seized
embassy compound mission
reader commenter comment comments
tweet twitter post posts account
reason reasons because cause caused
stock equity markets shares
refuse refused refusing reject rejected decline
threat threaten threatened threatening
warn warned warning
meeting session talks negotiations negotiate
money funds finances
buy purchase sell selling bought sold
capital city
border crossing frontier
ship vessel destroyer
oil crude petroleum refineries
start began begin started beginning
end ended finish finished
"""


@cache
def _groups() -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for line in (_PLACES + _EVENTS).splitlines():
        stems = {stem(word) for word in line.split()}
        for each in stems:
            members[each] |= stems
    return {each: frozenset(stems - {each}) for each, stems in members.items()}


def synonyms(of: str) -> frozenset[str]:
    """Stems of the words that stand for a stemmed word, without the word itself."""
    return _groups().get(of, frozenset())
