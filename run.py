"""The one command line: each command hands over to the room that does it."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

# Only what every command needs: the rest is opened by the command that needs it, so that a long one
# shows its first sign at once.
from bot.clock import ZONE, Clock
from bot.hearing.sentences import ROLES
from bot.operator.typed import Parser
from bot.people.offices import TITLES
from bot.refusal import Refusal, cause
from bot.store.engine import NotCommitted, OutcomeUnknown, StoreClosed, shown
from bot.terminal import logs
from config.settings import HERE, Settings, SettingsError, load

if TYPE_CHECKING:
    from bot.conversation.capability import House
    from bot.people.roster.commands import Wishes

    Commands = argparse._SubParsersAction[Parser]

DEMO = HERE / "demo.toml"


def _house() -> "House":
    from bot.content import load as load_knowledge
    from bot.language.sound import syllable
    from handlers import house

    return house(load_knowledge(), syllable)


def serve(options: argparse.Namespace) -> int:
    """Answer WeChat: needs BOT_WECHAT_… and a database."""
    settings = load(*options.config)
    faults = settings.faults()
    if faults:
        return _refused("；".join(faults))
    return asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> int:
    from bot.process import serving
    from bot.process.assistant import Assistant
    from bot.store import founding

    listening = serving.listen(settings.host, settings.port)
    founding.expect(settings)
    assistant = Assistant(settings, _house(), Clock())
    assistant.open()
    app = serving.application()
    assistant.mount(app)

    async def ready() -> None:
        assistant.start()
        _say(f"服务已启动：http://{settings.host}:{listening.getsockname()[1]}/wechat")

    return await serving.run(app, assistant, listening, ready)


def _with_database(options: argparse.Namespace) -> Settings:
    """Of a command that needs no account. Raises SettingsError."""
    settings = load(*options.config)
    if fault := settings.database_fault():
        raise SettingsError(fault)
    return settings


def init(options: argparse.Namespace) -> int:
    """Make an empty database; one that is there is left alone."""
    from bot.store import founding

    settings = _with_database(options)
    asyncio.run(founding.init(settings))
    _say(f"已建好数据库 {shown(settings.database)}，可以启动服务了")
    return 0


def demo(options: argparse.Namespace) -> int:
    """Bot, simulated WeChat and a fictional committee on one port."""
    from bot.process.rehearsal import run_demo

    settings = load(*options.config, DEMO)
    return asyncio.run(run_demo(settings, _house(), _say))


def simulator(options: argparse.Namespace) -> int:
    """Simulated WeChat alone, for a bot that runs elsewhere."""
    from bot.process.rehearsal import run_simulator

    settings = load(*options.config, DEMO)
    return asyncio.run(run_simulator(settings, options.bot, options.port, _say))


def check(options: argparse.Namespace) -> int:
    """Settings, database, queries, knowledge, menu and the account: one line per fault."""
    from bot.process import checks

    found = asyncio.run(checks.findings(lambda: load(*options.config), offline=options.offline))
    for line in (*found.faults, *(f"提示：{note}" for note in found.notes)):
        print(line)
    if not found.faults:
        print("没有问题。")
    return 1 if found.faults else 0


def backup(options: argparse.Namespace) -> int:
    """Copy the database, while it is served too."""
    from bot.operator import copies

    return copies.backup(_with_database(options), options.out, _say, Clock())


def restore(options: argparse.Namespace) -> int:
    """Put a copy in the database's place; nobody may serve it meanwhile."""
    from bot.operator import copies

    settings = _with_database(options)
    return copies.restore(settings, options.backup, _say, Clock(), replace=options.replace)


def menu_publish(options: argparse.Namespace) -> int:
    """Send config/menu.toml to WeChat and print what is live."""
    from bot.operator import menus

    return asyncio.run(menus.publish(load(*options.config), _say, options.file))


def menu_show(options: argparse.Namespace) -> int:
    """Print the menu WeChat has now."""
    from bot.operator import menus

    return asyncio.run(menus.show(load(*options.config), _say))


def clock(options: argparse.Namespace) -> int:
    """This host's time is right, whatever it looked like: what is due goes on."""
    from bot.process import watch
    from bot.store import guest

    asyncio.run(guest.change(_with_database(options), watch.beat))
    _say(f"已记下现在是 {Clock().today():%Y-%m-%d %H:%M:%S}。服务在一分钟内接着办到点的事。")
    return 0


def invite(options: argparse.Namespace) -> int:
    """A one-use code for a secretary, to be typed in chat; the first ones come from here."""
    from bot.people import inviting
    from bot.store import guest

    settings = _with_database(options)
    work = partial(inviting.invite, where=options.org, role=options.role, name=options.name)
    invited = asyncio.run(guest.change(settings, work))
    if invited.binding_code:
        _say(f"请{options.name}先在公众号里发“绑定码 {invited.binding_code}”确认身份，一次有效。")
    print(
        f"{invited.title}：请本人确认身份后在公众号里发“任职 {invited.code}”，7 天内有效，一次有效。"
    )
    return 0


def guessed(options: argparse.Namespace) -> int:
    """Wrong guesses at identities today; --open: names never confirmed need no code any more."""
    from bot.people import inviting
    from bot.store import guest

    settings = _with_database(options)
    if options.open:
        was = asyncio.run(guest.change(settings, inviting.open_again))
        _say("已放开：没有确认过的姓名又可以用后四位确认。" if was else "本来就没有要绑定码。")
    for line in asyncio.run(guest.change(settings, inviting.guessed)):
        _say(line)
    return 0


def faq_ask(options: argparse.Namespace) -> int:
    from bot.conversation.understanding import Understanding

    answers = Understanding(_house()).answers
    found = answers.search(" ".join(options.question))
    print(
        json.dumps({"verdict": found.verdict, "candidates": found.candidates}, ensure_ascii=False)
    )
    return 0


def faq_check(options: argparse.Namespace) -> int:
    from bot.content import load as load_knowledge
    from bot.process import checks

    faults = checks.knowledge_faults()
    for fault in faults or [f"政策库没有问题，共 {len(load_knowledge().entries)} 条。"]:
        print(fault)
    return 1 if faults else 0


def faq_evaluate(options: argparse.Namespace) -> int:
    from time import perf_counter

    from bot.content import load as load_knowledge
    from bot.language.sound import syllable
    from bot.language.text import simplified
    from handlers.faq.evaluation import evaluate

    knowledge, queries = map(_lines, (options.knowledge, options.queries))
    figures = evaluate(
        knowledge, queries, perf_counter, load_knowledge().synonyms, syllable, simplified
    )
    print(json.dumps(figures, ensure_ascii=False))
    return 0


def _moment(iso: str) -> datetime:
    """Without an offset it is local time."""
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").splitlines()
    except OSError as error:
        raise Refusal(f"{file}：{cause(error)}") from error
    except UnicodeDecodeError as error:
        raise Refusal(f"{file} 不是 UTF-8 编码") from error


def when(options: argparse.Namespace) -> int:
    """How phrases are understood as times, a JSON line each."""
    from bot.when.lines import line

    for phrase in options.phrase:
        print(line(phrase, options.now or Clock().today()))
    return 0


def heard(options: argparse.Namespace) -> int:
    """What a sentence is heard as, and why."""
    from bot.operator import listening

    house, now = _house(), options.now or Clock().today()
    if options.json:
        listening.in_json(house, sys.stdin, options.role, now, _say)
    for sentence in options.sentence:
        listening.in_words(house, sentence, options.role, now, _say)
    return 0


def wishes_fit(options: argparse.Namespace) -> int:
    """Learn the weights anew from all sentences; wants `make fit`."""
    from bot.operator import fitting

    return fitting.fit(_say)


def wishes_check(options: argparse.Namespace) -> int:
    """Doubtful labels, thin acts, and what is taken for what."""
    from bot.operator import fitting

    return fitting.check(_say)


def wishes_compare(options: argparse.Namespace) -> int:
    """Fit once more and count the sentences that would be decided otherwise."""
    from bot.operator import fitting

    return fitting.compare(_say)


def organisations(options: argparse.Namespace) -> int:
    """用表格导入单位和支部，或者区和社区。"""
    from bot.people.roster import commands

    if options.verb == "template":
        return commands.organisations_template(options.file, _say)
    return commands.import_organisations(_with_database(options), _wishes(options), _say)


def members(options: argparse.Namespace) -> int:
    """用表格导入、导出名册。"""
    from bot.people.roster import commands

    if options.verb == "template":
        return commands.members_template(options.file, _say)
    if options.verb == "export":
        return commands.export_members(_with_database(options), options.file, _say)
    return commands.import_members(_with_database(options), _wishes(options), _say)


def _wishes(options: argparse.Namespace) -> "Wishes":
    from bot.people.roster.commands import Wishes

    return Wishes(
        options.file, options.apply, options.leavers, options.unread_checked, options.annotate
    )


def undo(options: argparse.Namespace) -> int:
    """撤销一次导入，7 天之内。"""
    from bot.people.roster import commands

    return commands.undo(_with_database(options), options.batch, _say)


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="run.py", description="连心：机关工委公众号助手")
    parser.add_argument(
        "--config",
        metavar="文件",
        type=Path,
        action="append",
        default=[],
        help="设置文件（TOML），可以写几个",
    )
    commands = parser.add_subparsers(required=True, title="命令", metavar="命令")

    def command(
        name: str, work: Callable[[argparse.Namespace], int], explained: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=explained, description=explained)
        added.set_defaults(work=work)
        return added

    command("serve", serve, "启动服务，回答微信")
    command("init", init, "第一次安装：建一个空的数据库，已有的不动")
    command("demo", demo, "演示：助手、模拟的微信和一个编出来的工委")
    alone = command("simulator", simulator, "只启动模拟的微信，助手在别处")
    alone.add_argument("--port", type=int, metavar="端口", default=8090, help="端口")
    alone.add_argument(
        "--bot", metavar="网址", default="http://127.0.0.1:8080/wechat", help="助手的网址"
    )
    checking = command("check", check, "检查设置、数据库、政策库、菜单和账号，一行一个问题")
    checking.add_argument("--offline", action="store_true", help="不问微信")
    copying = command("backup", backup, "备份数据库，服务开着也可以")
    copying.add_argument("out", type=Path, metavar="新文件", help="一个新文件，或一个文件夹")
    restoring = command("restore", restore, "用备份恢复数据库，先停服务")
    restoring.add_argument("backup", type=Path, metavar="备份", help="备份文件")
    restoring.add_argument("--replace", action="store_true", help="原来的改名留在旁边")
    command("clock", clock, "时钟跳过又确实是对的：让到点的事接着办")
    first = command("invite", invite, "给书记的一次性任职码，本人在公众号里发出")
    first.add_argument("--org", required=True, metavar="单位", help="单位编号，或单位、支部的名称")
    first.add_argument(
        "--role", default="", choices=["", *TITLES], metavar="职务", help="职务，不写就按组织定"
    )
    first.add_argument(
        "--name", default="", metavar="姓名", help="名册里的姓名或工号：同时给本人一个绑定码"
    )
    guessing = command("guesses", guessed, "今天填错多少次，要不要绑定码")
    guessing.add_argument("--open", action="store_true", help="确认没有人在猜：放开，重新计数")
    phrases = command("when", when, "时间说法怎么理解，每句一行 JSON")
    phrases.add_argument("phrase", nargs="+", metavar="说法", help="一句话")
    phrases.add_argument(
        "--now", type=_moment, default=None, metavar="时间", help="从哪一刻算起（ISO）"
    )
    _menu(_group(commands, "menu", "公众号底部的菜单"))
    template = {"template": "写一份空白模板（.xlsx 或 .csv）"}
    _files(command("organisations", organisations, "单位和支部，或区和社区，从文件导入"), template)
    export = {"export": "导出现在的名册（.xlsx 或 .csv）"}
    _files(command("members", members, "名册，从文件导入，导出到文件"), export | template)
    undoing = command("undo", undo, "撤销一次导入，七天内")
    undoing.add_argument("batch", metavar="批次号", help="导入完成时显示的批次号")
    _faq(_group(commands, "faq", "政策问答"))
    _hearing(commands, command("heard", heard, "一句话听成什么，为什么"))
    return parser


def _group(commands: "Commands", name: str, explained: str) -> "Commands":
    """A command that has commands of its own."""
    added = commands.add_parser(name, help=explained, description=explained)
    return added.add_subparsers(required=True, title="命令", metavar="命令")


def _hearing(commands: "Commands", hear: argparse.ArgumentParser) -> None:
    hear.add_argument("sentence", nargs="*", help="一句话")
    hear.add_argument("--role", choices=ROLES, default=ROLES[0], help="谁说的")
    hear.add_argument(
        "--json", action="store_true", help="从标准输入读，每行：谁说的、一个制表符、一句话"
    )
    hear.add_argument("--now", type=_moment, default=None, help="从哪一刻算起（ISO）")
    verbs = _group(commands, "wishes", "听话用的例句")
    verbs.add_parser("fit", help="照全部例句重新学一遍").set_defaults(work=wishes_fit)
    verbs.add_parser("check", help="找有两种标注的、太少的和容易听错的").set_defaults(
        work=wishes_check
    )
    verbs.add_parser("compare", help="再学一遍，看有几句会听成别的").set_defaults(
        work=wishes_compare
    )


def _faq(commands: "Commands") -> None:
    ask = commands.add_parser("ask", help="一个问题能查到什么")
    ask.add_argument("question", nargs="+", metavar="问题", help="问题")
    ask.set_defaults(work=faq_ask)
    commands.add_parser("check", help="政策库有没有问题").set_defaults(work=faq_check)
    evaluate = commands.add_parser("evaluate", help="在一组标注过的问题上算成绩")
    evaluate.add_argument(
        "knowledge", type=Path, metavar="知识库", help="每行一条 JSON：id、question、answer"
    )
    evaluate.add_argument("queries", type=Path, metavar="问题", help="每行一条 JSON：query、id")
    evaluate.set_defaults(work=faq_evaluate)


def _menu(commands: "Commands") -> None:
    publish = commands.add_parser("publish", help="把 config/menu.toml 发布到微信")
    publish.add_argument(
        "--file",
        metavar="文件",
        type=Path,
        default=HERE / "menu.toml",
        help="不用 config/menu.toml，用这个文件",
    )
    publish.set_defaults(work=menu_publish)
    commands.add_parser("show", help="微信上现在的菜单").set_defaults(work=menu_show)


def _files(parser: argparse.ArgumentParser, outs: Mapping[str, str]) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, title="命令", metavar="命令")
    reads = verbs.add_parser("import", help="读表格（.xlsx、.csv 等），先预演给您看")
    reads.add_argument("file", type=Path, metavar="文件")
    reads.add_argument("--apply", action="store_true", help="照预演的执行")
    reads.add_argument("--leavers", action="store_true", help="表里没有的人也办理离开")
    reads.add_argument(
        "--unread-checked", action="store_true", help="没读出来的行已经核对，照样办理离开"
    )
    reads.add_argument("--annotate", type=Path, metavar="副本", help="另写一份，最后一列是“问题”")
    for verb, what in outs.items():
        verbs.add_parser(verb, help=what).add_argument("file", type=Path, metavar="文件")


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    os.umask(0o077)  # whatever a command makes holds names: it is its owner's alone
    logs.start(held=options.work not in (serve, demo, simulator))
    try:
        work: Callable[[argparse.Namespace], int] = options.work
        return work(options)
    except (SettingsError, Refusal) as error:
        return _refused(str(error))
    except (NotCommitted, StoreClosed) as error:
        return _refused(f"没有办成，没有办到的部分什么也没有改动：{error}")
    except OutcomeUnknown as error:
        return _refused(f"不能确定办成没有，请先查看再决定要不要重来：{error}")


if __name__ == "__main__":
    sys.exit(main())
