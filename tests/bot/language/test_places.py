"""Places in a list as people say them."""

import pytest

from bot.language.naming import number_named, numbers_named
from bot.language.numbers import MIDDLE, placed


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("2", 2),
        ("头一个", 1),
        ("头一条吧", 1),
        ("最前面那个", 1),
        ("最后那个", -1),
        ("最後一個", -1),
        ("末一条", -1),
        ("最下面的一项", -1),
        ("倒数第二个", -2),
        ("中间那个", MIDDLE),
        ("最后那个不去了", -1),
        ("我要报第2项", 2),
        ("最后一个工作日", None),
        ("头一个月", None),
        ("中间人", None),
    ],
)
def test_one_place(said: str, place: int | None) -> None:
    assert number_named(said) == place


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("1.3.5", (1, 3, 5)),
        ("1.3", (1, 3)),
        ("前两个", (1, 2)),
        ("前三条都不去了", (1, 2, 3)),
        ("头两个", (1, 2)),
        ("后两个", (-2, -1)),
        ("最后三项", (-3, -2, -1)),
        ("1和3都退", (1, 3)),
        ("12.5去党校", ()),
        ("前两个月", ()),
        ("前两天", ()),
        ("以前两个人", ()),
    ],
)
def test_several_places(said: str, places: tuple[int, ...]) -> None:
    assert numbers_named(said) == places


@pytest.mark.parametrize(
    ("place", "count", "found"),
    [(1, 3, 1), (-1, 3, 3), (-3, 3, 1), (-4, 3, None), (4, 3, None), (MIDDLE, 3, 2), (MIDDLE, 4, None)],
)  # fmt: skip
def test_a_place_counts_in_its_list(place: int, count: int, found: int | None) -> None:
    assert placed(place, count) == found
