"""The one command line: each command hands over to the room that does it."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import ZONE, Clock
from bot.content import load as load_knowledge
from bot.hearing.sentences import ROLES
from bot.language.sound import syllable
from bot.language.text import simplified
from bot.operator import copies, menus
from bot.people import inviting
from bot.people.offices import TITLES
from bot.process import checks, logs, serving
from bot.process.assistant import Assistant
from bot.refusal import Refusal
from bot.store import guest
from bot.wechat import menu
from config.settings import HERE, Settings, SettingsError, load
from handlers import house as build_house

if TYPE_CHECKING:
    from bot.people.roster.commands import Wishes

    pass

DEMO = HERE / "demo.toml"


def serve(options: argparse.Namespace) -> int:
    """Answer WeChat: needs BOT_WECHAT_… and a database."""
    settings = load(*options.config)
    faults = settings.faults()
    if faults:
        return _refused("; ".join(faults))
    return asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> int:
    listening = serving.listen(settings.host, settings.port)
    assistant = Assistant(settings, build_house(load_knowledge(), syllable), Clock())
    assistant.open()
    app = serving.application()
    assistant.mount(app)

    async def ready() -> None:
        assistant.start()
        _say(f"listening on http://{settings.host}:{listening.getsockname()[1]}/wechat")

    return await serving.run(app, assistant, listening, ready)


def demo(options: argparse.Namespace) -> int:
    """Bot, simulated WeChat and a fictional committee on one port."""
    from bot.process.rehearsal import run_demo

    settings = load(*options.config, DEMO)
    return asyncio.run(run_demo(settings, build_house(load_knowledge(), syllable), _say))


def simulator(options: argparse.Namespace) -> int:
    """Simulated WeChat alone, for a bot that runs elsewhere."""
    from bot.process.rehearsal import run_simulator

    settings = load(*options.config, DEMO)
    return asyncio.run(run_simulator(settings, options.bot, options.port, _say))


def check(options: argparse.Namespace) -> int:
    """Settings, database, queries, knowledge, menu and the account: one line per fault."""
    found = asyncio.run(checks.findings(lambda: load(*options.config), offline=options.offline))
    for line in (*found.faults, *(f"note: {note}" for note in found.notes)):
        print(line)
    return 1 if found.faults else 0


def backup(options: argparse.Namespace) -> int:
    """Copy the database, while it is served too."""
    return copies.backup(load(*options.config), options.out, _say, Clock())


def restore(options: argparse.Namespace) -> int:
    """Put a copy in the database's place; nobody may serve it meanwhile."""
    settings = load(*options.config)
    return copies.restore(settings, options.backup, _say, Clock(), replace=options.replace)


def menu_publish(options: argparse.Namespace) -> int:
    """Send config/menu.toml to WeChat and print what is live."""
    return asyncio.run(menus.publish(load(*options.config), _say, options.file))


def menu_show(options: argparse.Namespace) -> int:
    """Print the menu WeChat has now."""
    return asyncio.run(menus.show(load(*options.config), _say))


def invite(options: argparse.Namespace) -> int:
    """A one-use code for a secretary, to be typed in chat; the first ones come from here."""
    settings = load(*options.config)
    work = partial(inviting.invite, where=options.org, role=options.role)
    invited = asyncio.run(guest.change(settings, work))
    print(
        f"{invited.title}：请本人确认身份后在公众号里发“任职 {invited.code}”，7 天内有效，一次有效。"
    )
    return 0


def faq_ask(options: argparse.Namespace) -> int:
    from bot.conversation.understanding import Understanding

    answers = Understanding(build_house(load_knowledge(), syllable)).answers
    found = answers.search(" ".join(options.question))
    print(
        json.dumps({"verdict": found.verdict, "candidates": found.candidates}, ensure_ascii=False)
    )
    return 0


def faq_check(options: argparse.Namespace) -> int:
    faults = checks.knowledge_faults()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def faq_evaluate(options: argparse.Namespace) -> int:
    from time import perf_counter

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
        raise Refusal(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Refusal(f"{file} is not UTF-8") from error


def when(options: argparse.Namespace) -> int:
    """How phrases are understood as times, a JSON line each."""
    from bot.when.lines import line

    for phrase in options.phrase:
        print(line(phrase, options.now or Clock().today()))
    return 0


def heard(options: argparse.Namespace) -> int:
    """What a sentence is heard as, and why."""
    from bot.operator import listening

    house, now = build_house(load_knowledge(), syllable), options.now or Clock().today()
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
    """Units and branches, or districts and communities, from a file."""
    from bot.people.roster import commands

    if options.verb == "template":
        return commands.organisations_template(options.file, _say)
    return commands.import_organisations(load(*options.config), _wishes(options), _say)


def members(options: argparse.Namespace) -> int:
    """The roster from a file and to one."""
    from bot.people.roster import commands

    if options.verb == "template":
        return commands.members_template(options.file, _say)
    if options.verb == "export":
        return commands.export_members(load(*options.config), options.file, _say)
    return commands.import_members(load(*options.config), _wishes(options), _say)


def _wishes(options: argparse.Namespace) -> "Wishes":

    return Wishes(options.file, options.apply, options.leavers, options.annotate)


def undo(options: argparse.Namespace) -> int:
    """Take an applied import back, within seven days."""
    from bot.people.roster import commands

    return commands.undo(load(*options.config), options.batch, _say)


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py", description="Lianxin 连心")
    parser.add_argument("--config", type=Path, action="append", default=[], help="a TOML file")
    commands = parser.add_subparsers(required=True)

    def command(name: str, work: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=work.__doc__)
        added.set_defaults(work=work)
        return added

    command("serve", serve)
    command("demo", demo)
    alone = command("simulator", simulator)
    alone.add_argument("--port", type=int, default=8090)
    alone.add_argument("--bot", default="http://127.0.0.1:8080/wechat", help="the webhook's URL")
    checking = command("check", check)
    checking.add_argument("--offline", action="store_true", help="ask WeChat nothing")
    command("backup", backup).add_argument("out", type=Path, help="a new file, or a folder")
    restoring = command("restore", restore)
    restoring.add_argument("backup", type=Path)
    restoring.add_argument("--replace", action="store_true", help="keep the one there beside it")
    first = command("invite", invite)
    first.add_argument("--org", required=True, help="单位编号, or the name of a unit or branch")
    first.add_argument("--role", default="", choices=["", *TITLES], help="by default the place's")
    phrases = command("when", when)
    phrases.add_argument("phrase", nargs="+")
    phrases.add_argument("--now", type=_moment, default=None, help="ISO moment to count from")
    _menu(
        commands.add_parser("menu", help="the account's bottom menu").add_subparsers(required=True)
    )
    _files(command("organisations", organisations), ("template",))
    _files(command("members", members), ("export", "template"))
    command("undo", undo).add_argument("batch", help="as the import printed it")
    _faq(commands.add_parser("faq", help="the policy answers").add_subparsers(required=True))
    _hearing(commands, command("heard", heard))
    return parser


def _hearing(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    hear: argparse.ArgumentParser,
) -> None:
    hear.add_argument("sentence", nargs="*")
    hear.add_argument("--role", choices=ROLES, default=ROLES[0])
    hear.add_argument("--json", action="store_true", help="role⇥sentence from standard input")
    hear.add_argument("--now", type=_moment, default=None, help="ISO moment to count from")
    verbs = commands.add_parser("wishes", help="the sentences of knowledge/wishes")
    verb = verbs.add_subparsers(required=True)
    verb.add_parser("fit", help=wishes_fit.__doc__).set_defaults(work=wishes_fit)
    verb.add_parser("check", help=wishes_check.__doc__).set_defaults(work=wishes_check)
    verb.add_parser("compare", help=wishes_compare.__doc__).set_defaults(work=wishes_compare)


def _faq(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ask = commands.add_parser("ask", help="what the search finds for a question")
    ask.add_argument("question", nargs="+")
    ask.set_defaults(work=faq_ask)
    commands.add_parser("check", help="faults of the knowledge files").set_defaults(work=faq_check)
    evaluate = commands.add_parser("evaluate", help="figures over a labelled set")
    evaluate.add_argument("knowledge", type=Path)
    evaluate.add_argument("queries", type=Path)
    evaluate.set_defaults(work=faq_evaluate)


def _menu(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    publish = commands.add_parser("publish", help=menu_publish.__doc__)
    publish.add_argument("--file", type=Path, default=menu.FILE, help="instead of config/menu.toml")
    publish.set_defaults(work=menu_publish)
    commands.add_parser("show", help=menu_show.__doc__).set_defaults(work=menu_show)


def _files(parser: argparse.ArgumentParser, outs: Sequence[str]) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    reads = verbs.add_parser("import", help="from .xlsx or .csv; shows what it would do")
    reads.add_argument("file", type=Path)
    reads.add_argument("--apply", action="store_true", help="do what was shown")
    reads.add_argument("--leavers", action="store_true", help="also take out who is missing")
    reads.add_argument("--annotate", type=Path, metavar="OUT", help="a copy with a 问题 column")
    for verb in outs:
        verbs.add_parser(verb, help="to .xlsx or .csv").add_argument("file", type=Path)


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    logs.start()
    try:
        work: Callable[[argparse.Namespace], int] = options.work
        return work(options)
    except (SettingsError, Refusal) as error:
        return _refused(str(error))


if __name__ == "__main__":
    sys.exit(main())
