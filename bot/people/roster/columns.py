"""The columns of each file, and how one row of it is read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sheets import cells
from bot.sheets.cells import CellFault, Value
from bot.sheets.header import EXAMPLE, Column, Line
from bot.sheets.person_names import person_name

NUMBER, UNIT, BRANCH = "单位编号", "单位", "支部"
NAME, DIGITS, STAFF, POST = "姓名", "手机后四位", "工号", "职务"
DISTRICT, COMMUNITY = "区", "社区"

_NUMBER_ALSO = ("单位编码", "单位代码")
_UNIT_ALSO = ("单位名称", "所在单位", "工作单位")
_BRANCH_ALSO = ("支部名称", "党支部", "党支部名称", "所在支部", "所在党支部")
_PHONE_ALSO = (
    "手机尾号", "手机号后四位", "手机号码后四位", "电话后四位", "后四位", "手机", "手机号", "手机号码",
    "联系手机", "移动电话", "联系电话", "电话", "电话号码", "联系方式",
)  # fmt: skip

MEMBERS = (
    Column(NUMBER, _NUMBER_ALSO, needed=False),
    Column(UNIT, _UNIT_ALSO, needed=False),
    Column(BRANCH, _BRANCH_ALSO),
    Column(NAME, ("党员姓名",), own=True),
    Column(DIGITS, _PHONE_ALSO, own=True),
    Column(STAFF, ("职工号", "人员编号"), needed=False),
    Column(POST, ("党内职务",), needed=False),
)
UNITS = (Column(NUMBER, _NUMBER_ALSO), Column(UNIT, _UNIT_ALSO), Column(BRANCH, _BRANCH_ALSO))
COMMUNITIES = (Column(DISTRICT, ("区县", "区名称")), Column(COMMUNITY, ("社区名称",)))

MEMBERS_EXAMPLE = (EXAMPLE, "某某局", "第一党支部", "张三", "0089", "A0012", "组织委员")
MEMBERS_NOTES = (
    "一人一行；第一列写着“示例”的行不会导入。",
    "单位编号、单位至少填一项，支部须与组织名单一致。",
    "手机后四位须是文本格式的四位数字（0089 不能变成 89）。",
    "填了整个手机号也只读后四位，其余不保存。",
    "同一支部有同名、后四位又相同的人时，必须填工号。",
    "职务可以不填。表里没有“职务”这一列时，原来的职务不变；有这一列而空着，职务清空。",
    "没有写进表里的人不会被删除；要办理离开，导入时加 --leavers。",
)
UNITS_EXAMPLE = (EXAMPLE, "某某局", "第一党支部")
UNITS_NOTES = (
    "一个支部一行；还没有支部的单位，支部一列空着。第一列写着“示例”的行不会导入。",
    "单位按编号认：编号相同、名称不同，就是改名。编号用文本格式，前面的 0 才不会丢。",
    "社区另用一张表，只有两列：区、社区。",
)


@dataclass(slots=True)
class Reader:
    """Takes the cells of one row and keeps what is wrong with them."""

    line: Line
    faults: list[str] = field(default_factory=list)

    @property
    def problem(self) -> str:
        """What is wrong with the row as a whole, or else with its cells."""
        return self.line.fault or "；".join(self.faults)

    def take(self, column: str, read: Callable[[Value], str]) -> str:
        """What the cell says; beside a fault what stands there, or "" where that is not repeated."""
        try:
            return read(self.line.values.get(column))
        except CellFault as fault:
            self.faults.append(f"{column}{fault}")
            return fault.written

    def exchanged(self) -> bool:
        """Whether name and digits stand in each other's column."""
        name, digits = (self.line.values.get(column) for column in (NAME, DIGITS))
        try:
            return bool(cells.last_four(name) and person_name(digits))
        except CellFault:
            return False


def words(value: Value) -> str:
    """What somebody does."""
    return cells.masked(cells.text(value))


def filled(value: Value) -> str:
    said = cells.title(value)
    if not said:
        raise CellFault("没有填")
    return said


def code(value: Value) -> str:
    return cells.masked(cells.number(value))
