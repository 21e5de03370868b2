"""How a character sounds: for words typed by a wrong character or in pinyin."""

import os
from functools import lru_cache

# The phrase tables cost tens of megabytes; single characters are all that is asked here.
os.environ["PYPINYIN_NO_PHRASES"] = "true"
os.environ["PYPINYIN_NO_DICT_COPY"] = "true"

from pypinyin import lazy_pinyin


@lru_cache(maxsize=8192)
def syllable(character: str) -> str:
    """报 → bao; what is no Chinese character stays as it is."""
    return str(lazy_pinyin(character)[0])


def spelled(text: str) -> str:
    """报名 → baoming."""
    return "".join(syllable(character) for character in text)
