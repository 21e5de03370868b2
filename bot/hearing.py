"""Matching by sound: texts and patterns with one character for each syllable."""

import re
from collections import Counter
from collections.abc import Iterable

from bot.sound import syllable

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-z]+")
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|er|"
    r"ia|ie|iu|ua|uo|ui|ue|ve|[aeiouv])(?![aeiouv])"
)
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff0-9]) (?=[\u4e00-\u9fff0-9])")


class Hearing:
    """Knows the characters of the texts it is built with: the commonest stands for its sound."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(character for text in texts for character in _CHINESE.findall(text))
        self._by_sound: dict[str, str] = {}
        for character, _ in counts.most_common():
            self._by_sound.setdefault(syllable(character), character)

    def sounded(self, text: str) -> str:
        """报明大讲堂 and 报名大讲堂 become the same; all but Chinese stays as it is."""
        return _CHINESE.sub(lambda c: self._by_sound.get(syllable(c[0]), c[0]), text)

    def spelled_out(self, said: str) -> str | None:
        """Pinyin in characters: “bao ming dajiangtang” is 报名大讲堂; None when there is none."""
        letters = sum(map(len, words := _LATIN.findall(said)))
        if letters * 2 < len(said.replace(" ", "")) or not any(map(self._characters, words)):
            return None
        return _BETWEEN.sub("", _LATIN.sub(lambda w: self._characters(w[0]) or w[0], said))

    def _characters(self, word: str) -> str | None:
        """A word of whole syllables in characters; of a syllable nobody knows, the letters."""
        syllables = _SYLLABLE.findall(word)
        if "".join(syllables) != word:
            return None
        return "".join(self._by_sound.get(s, s) for s in syllables)
