"""How secretaries ask, in words of their own, to change or to call off what they published."""

import re

_OFF = re.compile(r"取消|撤销|停办|不[办搞开]了?|作废")
_OWN = re.compile(r"报名|名额|我的|我报|候补|参加|[去来]不|不[去来]|退")


def calls_off(text: str) -> bool:
    """Whether it may be meant of the thing itself, not of one's own place in it."""
    return bool(_OFF.search(text)) and not _OWN.search(text)
