"""提前一小时提醒我: ahead of what was just spoken of, and named after it."""

import re

from bot.clock import moment
from bot.conversation import focus
from bot.hearing import vetoes
from bot.hearing.clauses import ASKS
from bot.hearing.heard import Heard
from bot.language import naming
from bot.language.text import normal
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import When, leads, rest
from handlers.reminders import words

# What it is ahead of, where that has no name: 开走前半个钟头, 到时候早两个小时.
_ITS_BEGINNING = re.compile(
    r"(?:到时候?|到点?|届时|它|[那这][个场次天]?|活动|比赛|讲座|会议?|课|开[始会幕课走讲赛场播考工演]?|出发|动身|集合"
    r"|报到|[进入到]场|上课|签到|走|去|参加|以|之|的|在|离|距|快|要| )*"
)
_APART = re.compile(r"[\s,，。;；、]$")
_TELLS = re.compile(r"(?:告诉|通知)我(?!们)|[说吱]一?声")
_ONE_MORE = re.compile("再|也|还|另外|多")


def of(tx: Tx, person: Person, text: Heard) -> tuple[When, str] | None:
    """When, and what it is for; None where nothing with a time was spoken of, or the words are about something else."""
    topic = focus.latest(tx, person.openid)
    if topic is None or topic.starts_at is None or topic.starts_at <= tx.now:
        return None
    when = leads.ahead(text, moment(topic.starts_at), moment(tx.now))
    if when is None:
        return None
    start, end = when.spans[0][0], when.spans[-1][1]
    before, after = (
        text.part(rest(part, when.placed((), dated=True, timed=True)))
        for part in (text[:start], text[end:])
    )
    apart = _APART.search(text[:start]) is not None
    if not (apart or _is_it(before, topic.title)):
        return None
    things = [each for each in (before, after) if _is_besides(each, topic.title)]
    return when, "，".join([topic.title, *things])


def _is_it(said: Heard, title: str) -> bool:
    """Whether the words are of what was spoken of: nothing, its beginning, a piece of its name."""
    plain = normal(said)
    return bool(_ITS_BEGINNING.fullmatch(plain) or naming.meant(plain, [title]))


def _is_besides(said: Heard, title: str) -> bool:
    return words.means_a_thing(said) and not _is_it(said, title)


def wished(tx: Tx, person: Person, text: Heard) -> bool:
    """Whether a new reminder is plainly asked for; of a reminder just made 提前十分钟 corrects it,
    and only one more is a new one."""
    said = text.said
    tells = words.calls_me(text) or _TELLS.search(said)
    if not tells or vetoes.ruled_out(said, "reminder.create") or re.search(ASKS, said):
        return False
    topic = focus.latest(tx, person.openid)
    new = topic is not None and (topic.room != "reminders" or _ONE_MORE.search(said))
    return bool(new and person.confirmed and of(tx, person, text))
