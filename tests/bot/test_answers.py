"""Whatever WeChat answers is an object or one of our errors, never anything else."""

import gzip
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wechat import answers, tokens
from bot.wechat.errors import Unknown, WeChatError, for_code

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(["errcode", "errmsg", "access_token", "expires_in"])


@given(st.binary(max_size=200))
def test_any_bytes(body: bytes) -> None:
    for read in (answers._answer, answers._unpacked):
        try:
            read(body)
        except WeChatError:
            continue


@given(JSON | st.dictionaries(FIELDS, JSON))
def test_any_json(said: object) -> None:
    try:
        answer = answers._answer(json.dumps(said).encode())
    except WeChatError:
        return
    assert isinstance(answer, dict)
    try:
        value, seconds = tokens._token_in(answer)
    except WeChatError:
        return
    assert value.isascii()
    assert seconds > 0


@given(st.integers(), st.text())
def test_any_errcode(code: int, message: str) -> None:
    error = for_code(code, message)
    assert error.code == code
    assert str(error).isprintable()


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_what_is_packed_is_read_up_to_a_megabyte(pack: object) -> None:
    assert callable(pack)
    assert answers._unpacked(pack(b" " * answers.MOST)) == b" " * answers.MOST
    with pytest.raises(Unknown, match="1 MB"):
        answers._unpacked(pack(b" " * (answers.MOST + 1)))
