"""Lines that stand around reporting: adverts, pleas, share buttons, credits, captions, posts."""

from __future__ import annotations

import re

# Longer paragraphs are reporting, whatever their first words are; notices about cookies run on.
_MOST_WORDS = 45


def _any_of(patterns: str) -> re.Pattern[str]:
    """One pattern out of many, one on each line."""
    return re.compile("|".join(f"(?:{p.strip()})" for p in patterns.split("\n") if p.strip()), re.I)


_LEAD = re.compile(r"[\s*_>#•·»→|\[({-]*")

# The paragraph says nothing else.
_WHOLE = _any_of(r"""
advertisements?|ads?( by \w+)?|(sponsored|promoted)( content| posts?| links?)?
share( this)?( article| story| post| page)?|share (on|to|via) \w+.{0,60}|tweet( this)?|pin it
save|like( this)?|like loading|loading|print( this)?( article)?|e-?mail( this)?( article)?
copy link|whatsapp|facebook|twitter|\d+ shares?|reply
(related|recommended|popular|top|more)( articles?| stories| posts?| news| content| topics?| links?)?
related (coverage|reading|videos)|recommended for you|most (read|popular|viewed|shared)
trending( now)?|editors?['’]?s? picks?|what to read next
you (may|might) (also )?(like|be interested in)
skip to (main )?content|menu|home|search|back to top|about us|contact( us)?|follow us
subscribe( now| today| here)?|sign (in|up)( now| here)?|log ?in|register( now)?
donate( now| today| here)?|support us|become a member|(next|previous) (article|post|story)
(view|show|hide|load|see)( all| more)? comments?( \(\d+\))?|no comments( yet)?
comments (off|closed|are closed|are now closed).{0,60}
\d+ min(ute)?s? read|(story|article) continues (below|after).{0,40}|continue reading.{0,80}
privacy (policy|notice)|cookie (policy|settings)|terms (of (use|service)|(and|&) conditions)
all rights reserved|play video|watch( now| live)|listen( now)?|end of story|\d+ of \d+
""")
# The paragraph opens so.
_OURS = r"(us|my|our|this (site|website|blog|channel)|independent (journalism|media))\b"
_OPENING = _any_of(rf"""
join (our|my|this|the) .{{0,40}}(telegram|discord|whatsapp|mailing list|newsletter|channel)
join (our|my) patreon|join (us|me) on \w+
(become|be) (a|our) (patron|subscriber|supporter)\b|become a (\w+ )?member( today| now| to| and)\b
(please |consider )+(support|donat|subscrib|contribut)
(support|donate to|subscribe to|contribute to) {_OURS}
(help|support|fund) (us|me|our|this) .{{0,60}}\b(journalism|reporting|site|free|independent)\b
your (support|donation|contribution)s? (helps?|makes?|keeps?|allows?|means?)\b
sign up .{{0,20}}(for|to) .{{0,60}}(newsletter|e-?mail|alert|update|briefing|inbox)
subscribe .{{0,20}}(to|for|via|on) .{{0,60}}(newsletter|podcast|channel|youtube|access|updates)
get .{{0,60}}(newsletter|in your inbox|to your inbox|delivered (daily|weekly|to))
enter your e-?mail|(thank you|thanks) for (reading|subscribing|your support)
read (more|also|next)\b|read the (full|original) (story|article|report)\b
(see also|also read|also see|watch also|related|recommended|don['’]t miss)\s*(:|\s[–—-]\s)
(more on this|more from|more stories|further reading)\s*(:|\s[–—-]\s)
(like|follow|find) (us|me) on \w+
follow @?[\w ]{{1,30}} on (twitter|x|facebook|instagram|telegram)\b
share (this|on|via)\b|download (our|the) .{{0,30}}app\b|click here\b|tap here\b
(copyright )?(©|\(c\))|copyright (\d{{4}}|by\b)|all rights reserved
this (material|article|story) may not be (published|reproduced)
(this (site|website|page)|we)( and our partners)? uses? cookies
by (continuing|using|browsing) .{{0,80}}cookies
this (article|post|story|piece|essay) (was )?(first|originally) (published|posted|appeared)
(re-?published|reprinted|reproduced|reposted) (with|from|under|courtesy)\b
proof-?read by\b|translated (from .{{1,20}} )?by\b|edited by\b|compiled by\b
(additional |further )?(reporting|writing|editing) by\b|with (additional )?reporting (by|from)\b
the (views|opinions) expressed (in|on|by|here).{{0,80}}\b(are|do|does) (not|those|solely|the author)
advertise with us|advertisement\s*[:–—-]
meet (\w+ ){{1,2}}singles\b|meet (beautiful|hot|local|single) .{{0,20}}(women|girls|men|ladies)\b
meet your (\w+ ){{0,3}}(love|match|soul ?mate)\b
if you (enjoy|like|value|appreciate|want to support|found).{{0,120}}(subscrib|support|donat|patreon)
(tags?|filed under|categories|category|topics?)\s*:
""")
# Somewhere in the paragraph the page speaks to its reader; not where somebody is quoted.
_INSIDE = _any_of(r"""
\byour (support|donation|subscription|contribution)s? (helps?|makes?|keeps?|allows?|means?|funds?)\b
\b(subscribe|donate|sign up|register) (now|today|here)\b|\bmake a donation\b
^subscribe to .*\b(a|per) (month|year|week)\b
""")
_QUOTED = re.compile(r"[\"“”«»]|(?<!\w)['‘]")
_PICTURE = r"(photo|photograph|image|picture|pic|illustration|caption|video)s?"
_CAPTION = _any_of(rf"""
(file[ -]?)?{_PICTURE}( credits?| source| courtesy( of)?| by| via)?\s*[:/]
{_PICTURE} (by|courtesy of|credit)\b|file\s+[–—-]\s|file photo\b
""")
_AGENCY_PHOTO = re.compile(
    r"(?:[(\[](?=[A-Z])[^()\[\]]{0,60}(?:[Pp]hoto|Images?|Picture|/File)\b[^()\[\]]{0,60}[)\]]"
    r"|\b(?:REUTERS|AFP|AP|EPA|Getty Images|AP Photo)/[A-Z][\w .'-]{1,40})[.]?$"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_POST_DATE = rf"(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}})"
_SIGNATURE = r"(?:—\s*|(?:(?<=\s)|^)(?:–|--?|&mdash;)\s+)[^()\n]{1,80}\(@\w{1,30}\)"
_SIGNED = re.compile(
    rf"{_SIGNATURE}[\s,·]*(?P<day>{_POST_DATE})?\s*$|a post shared by .{{0,100}}\(@[\w.]{{1,40}}\)",
    re.IGNORECASE,
)
_LINKS_OF_POSTS = re.compile(r"\bpic\.(?:twitter|x)\.com/\w|\bhttps?://t\.co/\w", re.IGNORECASE)
_TAG = re.compile(r"[#@]\w+|https?://\S+|pic\.(?:twitter|x)\.com/\S+", re.IGNORECASE)


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph belongs to the page and not to the report."""
    if not any(character.isalnum() for character in paragraph):
        return True
    line = paragraph[_LEAD.match(paragraph).end() :]  # type: ignore[union-attr]  # matches always
    if len(line.split()) > _MOST_WORDS:
        return False
    return bool(
        _WHOLE.fullmatch(line.rstrip(" .:…!*_>»→)]|"))
        or _OPENING.match(line)
        or (_INSIDE.search(line) and not _QUOTED.search(line))
    )


def is_caption(paragraph: str) -> bool:
    """Whether a paragraph describes or credits a picture."""
    line = paragraph.lstrip(" ([*_")
    image = paragraph.lstrip().startswith("![")
    if image or len(line.split()) <= 2 * _MOST_WORDS:
        return image or bool(_CAPTION.match(line) or _AGENCY_PHOTO.search(paragraph))
    return False


def is_post(paragraph: str) -> bool:
    """Whether a paragraph is an embedded social-media post, and not a report about one."""
    signed = _SIGNED.search(paragraph)
    if signed and (signed["day"] or signed.start() > 0):
        return True
    words = paragraph.split()
    tags = sum(bool(_TAG.match(word)) for word in words)
    return bool(_LINKS_OF_POSTS.search(paragraph)) or (tags >= 2 and 2 * tags >= len(words))


def is_signature_of_post(paragraph: str) -> bool:
    """Whether a paragraph is only the line that signs and dates the post before it."""
    signed = _SIGNED.match(paragraph)
    return bool(signed and (signed["day"] or paragraph.lower().startswith("a post")))
