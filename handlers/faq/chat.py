"""What people hear when they ask about policy: an answer with its basis, guesses, or no answer."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.clock import moment
from bot.content import Document, Entry, Knowledge
from bot.conversation import prompts
from bot.conversation.capability import Capability, Found, NeedsSearch, meant
from bot.hearing.clauses import ASKS
from bot.hearing.heard import Heard
from bot.hearing.unexplained import unexplained
from bot.language.hearing import Hearing
from bot.language.levelling import plain
from bot.language.text import either, normal, short, simplified
from bot.message import Choice, Focus, Menu, Reply
from bot.people import offices
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.courtesies import passing_on
from handlers.faq.search import Candidate, Index, Sought, Verdict, judge
from handlers.faq.topics import GIVEN, NAMED, OURS, PAY, POLICY, THINGS

Rooms = Callable[[], Sequence[Capability]]

LONGEST_BACK = 14  # characters of a question back
GUESSES = 3  # entries that are suggested
ORIGINAL = "全文请在“共产党员网”或发文机关网站按文件名查。别的回复“人工”，我转给工委的同志。"
DOUBTED = "上面是按文件答的，{}\n您觉得不对，回复“人工”，我请工委的同志核对后答复您。"
NOT_SAID = (
    "刚才“{}”那一条没有说到“{}”。\n要问请回复“人工”，我转给工委的同志；也可以把问题说完整再问一次。"
)
ALL_THERE_IS = "“{}”这一条就是这些，没有别的内容了。"
ANYTHING_ELSE = "别的直接问就行；要问工委的同志请回“人工”。"
NO_BASIS = "这个问题我没有查到依据，不能乱答。"
TO_A_HUMAN = "回复“人工”，我转给工委的同志，答复后会在这里告诉您。"
JUDGE = "有用请回“有用”，没答到点上请回“没用”。"
THANKS = "谢谢，记下了。"
NONE_OF_THEM = "没说到点上，抱歉。请换个说法再问，或回复“人工”，我把原话转给工委的同志。"
SORRY = "没答到点上，抱歉，已记下。\n要转给工委的同志请回“人工”。"
NOTHING_TO_JUDGE = "谢谢。刚才没有可评价的回答；有问题直接问就行。"
REWORDED = 0.6  # probability from which on an answer to other words than the typed ones is sure
LIKE = 0.5  # … from which on an entry is like the question, whatever that names
LOOKED_AT = 480  # characters of a question: an answer is found by what it begins with
NEXT_TO_NOTHING = 4  # characters: too few to be like anything
SHORT = 8  # characters of a question up to which it must name a thing of ours
# Spelled out beside the words of the knowledge.
ASKING_WORDS = (
    "怎么",
    "什么",
    "多少",
    "多久",
    "几次",
    "哪里",
    "可以",
    "为什么",
    "什么时候",
    "要不要",
    "能不能",
)
_THINGS, _OURS, _ASKS = re.compile(either(POLICY, THINGS)), re.compile(OURS), re.compile(ASKS)
_NAMED = tuple(map(re.compile, NAMED))
_PAY = re.compile(PAY)
_GIVEN = tuple((re.compile(asked), re.compile(given)) for asked, given in GIVEN)
# What an answer rests on, as people ask for it.
_SOURCE = re.compile(
    either(
        r"依据|出处|出自|来源|原[文话]|条[款文]|全文|第几条|哪一?[个条份]?(?:文件|规定|条)",
        r"(?:贴|发|看|念|抄|拿).{0,4}[那这]一?条|[那这]一?条.{0,4}(?:贴|发|看|念|抄|拿)",
    )
)
# What asks for more and names nothing: 就这些, 接着说, 后面咧.
_GOES_ON = re.compile(
    r"还有(?:什么|哪些)?|继续|接着|然后|后[面续]|下[面文]|往下|其他|别的|详细|具体|展开|补充|多讲|再|多|更|点儿?|些|全|完|没"
)
_WHICH = re.compile(r"什么|怎么|为何|[几谁哪]|多[少久长大]")
_ARTICLES = re.compile(r"[\d、]+")


class PolicyAnswers:
    """The shipped knowledge and its index; read-only once built."""

    def __init__(
        self, knowledge: Knowledge, pinyin: Callable[[str], str], rooms: Rooms = tuple
    ) -> None:
        self._rooms = rooms
        self.entries = {entry.id: entry for entry in knowledge.entries}
        sought = [Sought(e.id, e.question, e.answer, e.also, e.topic) for e in knowledge.entries]
        self._index = Index(sought, knowledge.synonyms, pinyin, simplified)
        wordings = (wording for e in knowledge.entries for wording in (e.question, *e.also))
        terms = (term for group in knowledge.synonyms for term in group)
        self._hearing = Hearing([POLICY, OURS, THINGS, *ASKING_WORDS, *terms, *wordings])

    def exactly(self, question: str) -> bool:
        return self._index.exactly(question)

    def search(self, question: str) -> Found:
        return self._found(question[:LOOKED_AT])._replace(question=question)

    def _found(self, question: str) -> Found:
        """As typed; where nothing is sure then, in plain wording too: 咋个交党费嘛, dangfei."""
        found = self._searched(question, question)
        if found.verdict == "sure":
            return found
        worded = self._reworded(question)
        if self._index.alike(question, worded):
            return found
        again = self._searched(question, worded)
        if again.verdict == "sure" and not again.exact and again.candidates[0][1] < REWORDED:
            again = again._replace(verdict="guess")
        better = again.verdict == "sure" or found.verdict == "none"
        return again if better else found

    def _is_talk(self, question: str, likeness: float) -> bool:
        """换一个, 后悔了还是去吧: what is like no entry, or next to nothing, and neither asks nor
        names anything is no question of policy, and nothing is suggested."""
        said = self._hearing.corrected(self._plainly(question))
        if likeness >= LIKE and len(said) > NEXT_TO_NOTHING:
            return False
        return not any(words.search(said) for words in (_ASKS, _THINGS, _OURS))

    def _searched(self, question: str, worded: str) -> Found:
        candidates = self._index.search(worded)
        found = tuple((candidate.id, candidate.score) for candidate in candidates)
        exact = bool(candidates) and candidates[0].exact
        verdict = self._verdict(worded, candidates)
        if verdict == "guess" and self._is_talk(question, candidates[0].score):
            verdict = "none"
        return Found(question, found, verdict, exact)

    def _reworded(self, question: str) -> str:
        return self._plainly(question).replace(" ", "")

    def _plainly(self, question: str) -> str:
        said = normal(question)
        return plain(self._hearing.spelled_out(said) or said)

    def _verdict(self, question: str, candidates: Sequence[Candidate]) -> Verdict:
        """An answer that nothing in the question names is offered, never given."""
        verdict = judge(candidates)
        if verdict != "sure" or candidates[0].exact:
            return verdict
        best = candidates[0].id
        named = self._index.about(question, best) and self._names(question, best)
        return "sure" if named else "guess"

    def _names(self, question: str, entry_id: str) -> bool:
        """Whether it is about anything at all: 要写多少字 asks of what was talked of before.

        With words only of what other rooms do (什么时候提醒), the entry must be about one of them,
        and in a short question give what is asked for: 签到怎么签 wants no 不能.
        """
        said = self._hearing.corrected(normal(question))
        if self._passes_over(said, entry_id):
            return False
        if _THINGS.search(said):
            return True
        ours = _OURS.findall(said)
        if len(said) > SHORT:
            entry = self.entries[entry_id]
            wordings = "\n".join((entry.question, *entry.also))
            return not ours or any(word in wordings for word in ours)
        own = self.entries[entry_id].question
        return any(word in own for word in ours) and self._index.gives(question, entry_id)

    def _passes_over(self, said: str, entry_id: str) -> bool:
        """Whether the question names what the entry has not a word of, or is asked in a way that
        the answer does not answer."""
        entry = self.entries[entry_id]
        text = "\n".join((entry.question, *entry.also, entry.answer))
        unsaid = any(named.search(said) and not named.search(text) for named in _NAMED)
        item = _PAY.search(said)
        if unsaid or (item and item[1] not in text):
            return True
        return any(asked.search(said) and not given.search(entry.answer) for asked, given in _GIVEN)

    def reply(self, tx: Tx, person: Person, heard: Heard, found: Found) -> Reply | None:
        if not found.exact and (wish := meant(self._rooms(), tx, person, heard)):
            return wish
        ids = self._still_true(tx, found)
        if found.verdict == "sure" and ids[:1] == [found.candidates[0][0]]:
            return self._answer(ids[0], found.question)
        if found.verdict == "guess" and ids:
            return self._guesses(ids, found.question)
        return self._nothing(tx, person, heard)

    def _still_true(self, tx: Tx, found: Found) -> list[str]:
        """The entries found, without those whose last day is over."""
        today = moment(tx.now).date()
        return [i for i, _ in found.candidates if self.entries[i].holds(today)]

    def _nothing(self, tx: Tx, person: Person, question: Heard) -> Reply | None:
        """No answer of ours: it is offered to pass the question on. What a secretary says and asks
        nothing is a command not understood, which nobody could answer."""
        if offices.held(tx, person) and not re.search(ASKS, question.plain):
            return None
        return passing_on(tx, person, question).before(NO_BASIS)

    def show(self, tx: Tx, person: Person, entry_id: str) -> Reply:
        entry = self.entries.get(entry_id)
        if entry is None or not entry.holds(moment(tx.now).date()):
            return Reply(f"{NO_BASIS}\n{TO_A_HUMAN}")
        return self._answer(entry_id, entry.question)

    def _answer(self, entry_id: str, question: str) -> Reply:
        entry = self.entries[entry_id]
        choices = (
            Choice("faq.useful", entry_id, ("有用",)),
            Choice("faq.useless", entry_id, ("没用",)),
        )
        spoken_of = Focus("faq", entry_id, "answer.faq", entry.question)
        text = f"{entry.answer}\n{basis(entry)}\n{JUDGE}"
        return Reply(text, Menu(choices, about=question), spoken_of)

    # ------------------------------------------------------------ asked back about an answer

    def about(
        self,
        tx: Tx,
        person: Person,
        spoken_of: Focus,
        heard: Heard,
        field: str,
        found: Found | None,
    ) -> Reply | None:
        """依据呢, 那研究生呢, 不对吧: about the answer that was just given."""
        entry = self.entries.get(spoken_of.subject)
        if entry is None:
            return None
        if field == "source" or self._asks_for_source(heard):
            return Reply(f"{entry.question}\n{basis(entry)}\n{ORIGINAL}", about=spoken_of)
        if field == "doubt":
            doubted = Menu(about=f"{entry.question} {heard}")
            return Reply(DOUBTED.format(basis(entry)), doubted, spoken_of)
        if len(heard.said) > LONGEST_BACK:
            return None  # so many words say what they are about
        if found is None:
            raise NeedsSearch(heard.typed)
        if found.question == heard and found.verdict == "sure":
            return None  # it says what it is about by itself
        together = f"{entry.question.rstrip('？')}　{heard}"
        if found.question != together:
            raise NeedsSearch(together)
        others = [i for i in self._still_true(tx, found) if i != entry.id]
        if field == "detail" and self._asks_for_more(heard):
            return self._nothing_more(entry, spoken_of, others[:GUESSES])
        if found.verdict == "sure" and found.candidates[0][0] != entry.id and others:
            return self._answer(others[0], together)
        nothing = NOT_SAID.format(short(entry.question), short(heard))
        if not others or found.verdict == "none":
            return Reply(nothing, Menu(about=together), spoken_of)
        return self._guesses(others[:GUESSES], together).before(nothing.partition("\n")[0])

    def _asks_for_source(self, heard: Heard) -> bool:
        """Whether it asks what the answer rests on, and about nothing of ours besides."""
        rest = _SOURCE.sub("", heard.plain)
        return rest != heard.plain and not _THINGS.search(rest)

    def _asks_for_more(self, heard: Heard) -> bool:
        """Whether it asks for the rest of the answer: it names nothing of its own."""
        rest = _GOES_ON.sub(" ", heard.plain)
        named = _THINGS.search(heard.plain) or _OURS.search(heard.plain) or _WHICH.search(rest)
        return not named and not unexplained(rest)

    def _nothing_more(self, entry: Entry, spoken_of: Focus, others: Sequence[str]) -> Reply:
        """An entry is shown whole: what comes near it is offered."""
        whole = ALL_THERE_IS.format(short(entry.question))
        if not others:
            return Reply(f"{whole}\n{ANYTHING_ELSE}", Menu(about=entry.question), spoken_of)
        offered = self._guesses(others, entry.question).before(whole)
        return offered._replace(about=spoken_of)

    def _guesses(self, ids: Sequence[str], question: str) -> Reply:
        lines = [f"{n} {self.entries[i].question}" for n, i in enumerate(ids, 1)]
        text = "\n".join(["您是不是想问：", *lines, "都不是请回“人工”，我转给工委的同志。"])
        choices = [Choice("faq.show", i) for i in ids]
        none = Choice("faq.none_of_them", "", ("都不是", "不是", "都不对"))
        return Reply(text, Menu((*choices, none), about=question))


def basis(entry: Entry) -> str:
    """依据：《…》第2条（2024年1月1日起施行，2026年11月22日核对）"""
    dated = f"{source}，" if (source := _dated(entry.document)) else ""
    besides = "".join(f"；{_place(document, article)}" for document, article in entry.more)
    place = _place(entry.document, entry.article)
    return f"依据：{place}（{dated}{_day(entry.checked)}核对）{besides}"


def _place(document: Document, article: str) -> str:
    return f"《{document.title}》" + (f"第{article}条" if _ARTICLES.fullmatch(article) else article)


def _dated(document: Document) -> str:
    if document.in_force:
        return f"{_day(document.in_force)}起施行"
    if document.revised:
        return f"{_day(document.revised)}修订"
    if document.published:
        return f"{_day(document.published)}公布"
    return document.number


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def none_of_them(tx: Tx, person: Person, _: str) -> Reply:
    prompt = prompts.find(tx, person.openid)
    return Reply(NONE_OF_THEM, Menu(about=prompt.about if prompt else ""))


def useful(tx: Tx, person: Person, entry_id: str) -> Reply:
    if not entry_id:
        return Reply(NOTHING_TO_JUDGE)
    tx.run("faq.count_useful", entry_id=entry_id)
    prompts.drop(tx, person.openid)  # one answer, one verdict
    return Reply(THANKS)


def useless(tx: Tx, person: Person, entry_id: str) -> Reply:
    if not entry_id:
        return Reply(NOTHING_TO_JUDGE)
    prompt = prompts.find(tx, person.openid)
    tx.run("faq.count_useless", entry_id=entry_id)
    return Reply(SORRY, Menu(about=prompt.about if prompt else ""))


def personal(tx: Tx, person: Person) -> Sequence[str]:
    """Verdicts are counted without names: nothing is held about anybody."""
    return []


def erase(tx: Tx, person: Person) -> None:
    """Nothing is held about anybody."""
