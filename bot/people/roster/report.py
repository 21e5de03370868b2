"""What the operator reads about an import, before and after."""

from collections import Counter
from collections.abc import Iterator

from bot.people.roster.plan import ERROR, LEFT, NAMES, SAME, Plan, Step, counted
from bot.people.roster.rows import REMOVED, RESTORED, RETIRED
from bot.sheets.marks import HIDDEN, STRUCK

SHOWN = 20  # lines of each kind; of errors all, but of rows that are hidden


def planned(file: str, plan: Plan) -> Iterator[str]:
    counts = counted(plan.steps)
    yield f"【{file}】" + "，".join(f"{NAMES[kind]} {counts[kind]}" for kind in NAMES)
    for kind in NAMES:
        if kind not in (SAME, ERROR):
            yield from _section(NAMES[kind], plan.of(kind), SHOWN)
    errors = [step for step in plan.of(ERROR) if step.what not in (HIDDEN, STRUCK)]
    yield from _section("有问题的行（不导入）", errors, len(errors))
    # A filter hides thousands.
    hidden = [step for step in plan.of(ERROR) if step.what in (HIDDEN, STRUCK)]
    yield from _section("有问题的行：被隐藏或有删除线（不导入）", hidden, SHOWN)
    if counts[LEFT]:
        yield from _leaving(plan)


def _leaving(plan: Plan) -> Iterator[str]:
    yield "离开：同一单位里、文件中没有的。只有加 --leavers 才办理。"
    if plan.unread:
        yield (
            f"注意：有 {plan.unread} 行没有读出来，“离开”的人也许就写在里面，所以单加 --leavers 也不办理。"
            "核对过上面每一行之后，再加 --leavers --unread-checked。"
        )


def _section(title: str, steps: list[Step], shown: int) -> Iterator[str]:
    if not steps:
        return
    yield f"—— {title} {len(steps)} ——"
    for step in steps[:shown]:
        what = f"：{step.what}" if step.what else ""
        yield f"{step.where} {step.who}{what}".strip()
    if len(steps) > shown:
        yield f"……还有 {len(steps) - shown} 条"


def withheld(plan: Plan) -> str:
    """After an import that did everything but this, though it was asked for."""
    count = len(plan.of(LEFT))
    return f"离开 {count} 没有办理：有 {plan.unread} 行没有读出来。核对之后加 --leavers --unread-checked 再导入一次。"


def unapplied(work: list[Step]) -> str:
    if not work:
        return "没有要改的。"
    return "以上是预演，什么也没有改。确认无误后加 --apply 执行。"


def applied(batch_id: str, work: list[Step]) -> str:
    if not batch_id:
        return "没有要改的。"
    done = "，".join(f"{NAMES[kind]} {count}" for kind, count in counted(work).items())
    return (
        f"已完成（{done or '没有剩下的'}）。批次 {batch_id}，7 天内可撤销：run.py undo {batch_id}"
    )


def undone(batch_id: str, name: str, came_to: Counter[str]) -> str:
    retired = "有记录、改为离开" if name == "名册" else "有记录、改为停用"
    again = "离开时解除的微信绑定不恢复，本人再确认一次身份即可。" if name == "名册" else ""
    return (
        f"已撤销批次 {batch_id}：删除 {came_to[REMOVED]}，{retired} {came_to[RETIRED]}，"
        f"恢复原值 {came_to[RESTORED]}。{again}"
    )
