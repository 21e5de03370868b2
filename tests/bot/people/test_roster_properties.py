"""For any roster: an export says the same, and a second time changes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.roster import commands, members
from bot.people.roster.places import Places
from bot.people.roster.plan import ERROR, LEFT, SAME, counted
from bot.sheets import reading, writing

ROOMS = [
    {"id": "u", "parent_id": "c", "kind": "unit", "number": "001", "name": "财政局", "active": 1},
    {"id": "v", "parent_id": "c", "kind": "unit", "number": None, "name": "=水利局", "active": 1},
    {
        "id": "a",
        "parent_id": "u",
        "kind": "branch",
        "number": None,
        "name": "第一支部",
        "active": 1,
    },
    {
        "id": "b",
        "parent_id": "v",
        "kind": "branch",
        "number": None,
        "name": "（二）支部",
        "active": 1,
    },
]
UNIT = {"a": ("001", "财政局", "第一支部", "u"), "b": ("", "=水利局", "（二）支部", "v")}
NAMES = st.sampled_from(["张三", "王伟", "李四", "买买提·艾力", "Anna Li", "测○一"])
PERSON = st.tuples(
    st.sampled_from("ab"),
    NAMES,
    st.sampled_from(["0000", "0089", "6789"]),
    st.booleans(),
    st.sampled_from([None, "支部书记", "=1+1", "-", "@x", "委员, 宣传\t员"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PERSON, max_size=12), st.sampled_from([".csv", ".xlsx"]))
def test_importing_an_export_changes_nothing(people: list[tuple], suffix: str) -> None:
    roster = [
        {
            "id": f"m{n}", "unit_id": UNIT[branch][3], "branch_id": branch, "name": name,
            "digits": digits, "staff_number": f"G{n}" if numbered else None,
            "post": post and " ".join(post.split()), "left_at": None,
        }
        for n, (branch, name, digits, numbered, post) in enumerate(people)
    ]  # fmt: skip
    exported = [
        [*UNIT[each["branch_id"]][:3], each["name"], each["digits"], each["staff_number"] or "",
         each["post"] or ""]
        for each in roster
    ]  # fmt: skip
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"out{suffix}"
        writing.write(file, members.HEADER, exported)
        lines = reading.read(file, commands.columns.MEMBERS).lines
        plan = members.plan(lines, Places(ROOMS), roster)
    counts = counted(plan.steps)
    # Homonyms that nothing tells apart are asked about; nobody is changed, added or missed.
    assert counts[SAME] + counts[ERROR] == len(roster), plan.steps
    assert counts[LEFT] == 0
    assert all(step.what.startswith(("同一支部", "名册里")) for step in plan.of(ERROR))
    assert counts.total() == len(roster)
