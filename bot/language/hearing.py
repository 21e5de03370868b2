"""Words meant by their sound: one wrong character, or pinyin instead of characters."""

import re
from collections import Counter
from collections.abc import Iterable

from bot.language.sound import syllable

LONGEST = 4  # syllables of a word that is known by its sound
LIGHT = frozenset("我你他的了着过不没是有在个来去")  # what is beside these is often no word

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]+")
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|er|"
    r"ia|ie|iu|ua|uo|ui|ue|ve|[aeiouv])(?![aeiouv])"
)
_GAP = re.compile(r"(?<=[\u4e00-\u9fff0-9]) (?=[\u4e00-\u9fff0-9])")


class Hearing:
    """Knows the Chinese words of the texts it is built with."""

    def __init__(self, texts: Iterable[str]) -> None:
        runs = Counter(run for text in texts for run in _CHINESE.findall(text))
        characters = Counter(character for run in runs.elements() for character in run)
        self._character: dict[str, str] = {}  # the commonest of a sound
        for character, _ in characters.most_common():
            self._character.setdefault(syllable(character), character)
        self._words: dict[tuple[str, ...], str] = {}
        for run, _ in runs.most_common():
            if 2 <= len(run) <= LONGEST:
                self._words.setdefault(tuple(map(syllable, run)), run)

    def corrected(self, text: str) -> str:
        """报明大讲堂 is 报名大讲堂: a known word has its sound and a character of it."""
        return _CHINESE.sub(lambda run: self._joined([*run[0]], [*map(syllable, run[0])]), text)

    def spelled_out(self, said: str) -> str | None:
        """“bao ming dajiangtang” is 报名大讲堂; None when the text is not mainly pinyin."""
        letters = sum(map(len, words := _LATIN.findall(said)))
        if letters * 2 < len(said.replace(" ", "")):
            return None
        syllables = [s for word in words for s in _SYLLABLE.findall(word)]
        if len("".join(syllables)) < letters:
            return None
        return _GAP.sub("", re.sub(r"[a-z]+(?: +[a-z]+)*", self._from_pinyin, said))

    def _from_pinyin(self, found: re.Match[str]) -> str:
        syllables = _SYLLABLE.findall(found[0])
        return self._joined([self._character.get(s, s) for s in syllables], syllables, heard=True)

    def _joined(self, characters: list[str], sounds: list[str], heard: bool = False) -> str:
        """With every stretch that sounds like a known word replaced by it, the longest first."""
        at = 0
        while at < len(characters):
            for size in range(min(LONGEST, len(characters) - at), 1, -1):
                word = self._words.get(tuple(sounds[at : at + size]))
                if word and (heard or _nearly(word, characters[at : at + size])):
                    characters[at : at + size] = word
                    at += size - 1
                    break
            at += 1
        return "".join(characters)


def _nearly(word: str, written: list[str]) -> bool:
    return LIGHT.isdisjoint(word) and any(map(str.__eq__, word, written))
