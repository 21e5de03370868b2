"""The one form by which names are stored and asked for: people, places, titles."""

import re
import unicodedata
from functools import lru_cache

from bot.language.text import simplified

# What the conversion leaves apart, though it writes both the same the other way round: pairs of a
# character and the one that stands for it. tests/bot/test_keys.py shows that none is missing.
_ALSO = (
    "㓰划 㳽弥 䌽彩 䙓摆 䦆镢 䩄腼 侭尽 幺么 敍叙 暱昵 枱台 渖沈 潨潀 痺痹 著着 睪睾 穞稆 簷檐 粧妆 糭粽 縆緪 "
    "缐线 苧苎 衞卫 衹只 讬托 谘咨 迳径 钜巨 锺钟 镟旋 颚腭 馀余 鲶鲇 麹曲 麺面 𢧐战 𢭏捣 𧹒买 𧹔账 𩨂骢 𪠽当 "
    "𪨧仑 𪪏庐 𫍝谏 𫍿谫 𫔀炼 𫔭开 𫔮闲 𫖕鞲 𫖸愿 𫗫糊 𫗭喂 𫗯糇 𫛲雕 𫜩啮 𫫇恶 𬞟苹"
)
_STANDS_FOR = {pair[0]: pair[1] for pair in _ALSO.split()} | dict.fromkeys("○◯", "〇")
# All but letters, digits and what only a font of one's own can show.
_SIGNS = re.compile(r"(?:[^\w\ue000-\uf8ff\U000f0000-\U0010fffd]|_)+")


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """Letters and digits alone, in one width, one case, one of all variants of a character.

    It is for comparing only: what people read stays as it was written. Each character is taken by
    itself, so that a piece of a name has a piece of its key, and names written one after the other
    have their keys so. Two names may share a key: who asks for it is asked which one is meant.
    """
    even = unicodedata.normalize("NFKC", text).casefold()
    return _SIGNS.sub(_left_of_signs, "".join(map(_one_of_its_variants, even)))


def _left_of_signs(found: re.Match[str]) -> str:
    """Nothing; but 1-2 and 1.2 are not 12, only 1 2 is."""
    text, (start, end) = found.string, found.span()
    between = text[:start][-1:].isdecimal() and text[end : end + 1].isdecimal()
    return "-" if between and not found[0].isspace() else ""


@lru_cache(maxsize=65_536)
def _one_of_its_variants(character: str) -> str:
    simple = simplified(character)
    return _STANDS_FOR.get(simple, simple)
