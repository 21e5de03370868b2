"""What the units and the proxy in deploy/ promise."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.settings import load

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
UNITS = ("lianxin.service", "lianxin-backup.service", "lianxin-backup.timer")
SERVICES = UNITS[:2]
Unit = dict[str, list[str]]


def unit(name: str) -> Unit:
    """{"Section.Key": values}, as systemd reads it."""
    found: Unit = {}
    section = ""
    for line in (DEPLOY / name).read_text("utf-8").splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            section = match[1]
        elif line and not line.startswith(("#", ";")):
            key, equals, value = line.partition("=")
            assert equals, line
            found.setdefault(f"{section}.{key}", []).append(value)
    return found


def one(found: Unit, key: str) -> str:
    (value,) = found[f"Service.{key}"]
    return value


# ---------------------------------------------------------------- systemd


@pytest.mark.parametrize("name", SERVICES)
def test_each_runs_as_its_own_user_and_may_write_in_its_own_folders_only(name: str) -> None:
    found = unit(name)
    assert one(found, "User") == one(found, "Group") == "lianxin"
    assert one(found, "ProtectSystem") == "strict"
    assert "lianxin" in one(found, "StateDirectory").split()
    assert one(found, "StateDirectoryMode") == "0700"
    assert one(found, "UMask") == "0077"
    assert "Service.ReadWritePaths" not in found


@pytest.mark.parametrize("name", SERVICES)
@pytest.mark.parametrize(
    "promise",
    [
        "NoNewPrivileges",
        "ProtectHome",
        "PrivateTmp",
        "PrivateDevices",
        "ProtectKernelModules",
        "ProtectKernelTunables",
        "ProtectControlGroups",
        "RestrictNamespaces",
        "RestrictSUIDSGID",
        "MemoryDenyWriteExecute",
    ],
)
def test_each_is_hardened(name: str, promise: str) -> None:
    assert one(unit(name), promise) == "yes"


@pytest.mark.parametrize("name", SERVICES)
def test_each_has_no_capability(name: str) -> None:
    assert one(unit(name), "CapabilityBoundingSet") == ""


def test_secrets_come_from_a_file_and_stand_in_no_unit() -> None:
    assert one(unit("lianxin.service"), "EnvironmentFile") == "/etc/lianxin/secrets.env"
    for name in UNITS:
        text = (DEPLOY / name).read_text("utf-8")
        assert not re.search(r"BOT_WECHAT_\w*(SECRET|TOKEN|KEY)\w*\s*=", text)


def test_it_is_started_again_after_a_failure_and_given_time_to_drain() -> None:
    found = unit("lianxin.service")
    assert one(found, "Restart") == "on-failure"
    assert int(one(found, "TimeoutStopSec")) > 5


def test_service_copy_and_commands_read_the_same_settings() -> None:
    """No unit has its own: a changed database is changed in one place."""
    for name in SERVICES:
        assert "--config /etc/lianxin/lianxin.toml" in one(unit(name), "ExecStart")
        assert "BOT_" not in " ".join(unit(name).get("Service.Environment", []))
    assert "--config /etc/lianxin/lianxin.toml" in (DEPLOY / "lianxin").read_text("utf-8")


def test_the_settings_to_start_from_are_ours_and_the_database_lies_where_units_may_write() -> None:
    secrets = (DEPLOY / "secrets.env").read_text("utf-8")
    named = re.findall(r"^(BOT_\w+)=(.*)$", secrets, re.MULTILINE)
    assert all(value == "" for _, value in named)
    filled = {"BOT_WECHAT_TOKEN": "abc", "BOT_WECHAT_AES_KEY": "A" * 43}
    settings = load(DEPLOY / "lianxin.toml", environ={n: filled.get(n, "x" * 32) for n, _ in named})
    assert settings.database_path.parent == Path("/var/lib/lianxin")
    left = [f for f in settings.faults() if "PREVIOUS" not in f]
    assert left == ["没有设置 BOT_WECHAT_APPID"]


def test_the_wrapper_is_a_script_that_hands_its_arguments_on() -> None:
    subprocess.run(["sh", "-n", str(DEPLOY / "lianxin")], check=True, timeout=10)
    assert (DEPLOY / "lianxin").read_text("utf-8").rstrip().endswith('"$@"')


def test_the_copy_is_made_nightly_into_a_folder_the_unit_owns_and_needs_no_network() -> None:
    found = unit("lianxin-backup.service")
    command = one(found, "ExecStart").split()
    assert command[-2:] == ["backup", "/var/lib/lianxin-backup"]
    assert "lianxin-backup" in one(found, "StateDirectory").split()
    assert one(found, "PrivateNetwork") == "yes"
    assert "-mtime +30 -delete" in one(found, "ExecStartPost")
    assert unit("lianxin-backup.timer")["Timer.Persistent"] == ["yes"]


@pytest.mark.parametrize("name", SERVICES)
def test_the_command_is_one_that_run_py_has(name: str) -> None:
    import run

    _, script, *arguments = one(unit(name), "ExecStart").split()
    assert script == "run.py"
    run._parser().parse_args(arguments)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    for name in UNITS:
        text = (DEPLOY / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/opt/lianxin/.venv/bin/python", sys.executable))
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    ours = [line for line in done.stderr.splitlines() if "lianxin" in line]
    assert ours == []


# ---------------------------------------------------------------- nginx


def nginx() -> str:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    return re.sub(r"#.*", "", text)


def test_braces_and_statements_are_complete() -> None:
    text = re.sub(r"'[^']*'", "''", nginx())
    assert text.count("{") == text.count("}")
    for line in filter(None, (line.strip() for line in text.splitlines())):
        assert line[-1] in ";{}", line


def test_the_log_has_no_query_string() -> None:
    (shape,) = re.findall(r"log_format lianxin '([^']*)'", nginx())
    spoken = set(re.findall(r"\$\w+", shape))
    assert "$uri" in spoken
    assert not spoken & {"$request", "$request_uri", "$args", "$query_string", "$is_args"}
    assert not any(name.startswith(("$arg_", "$http_")) for name in spoken)


def test_every_server_logs_in_that_way_and_no_other() -> None:
    servers = nginx().count("server {")
    assert len(re.findall(r"access_log \S+ lianxin;", nginx())) == nginx().count("access_log")
    assert nginx().count("access_log") == servers
    assert re.findall(r"error_log (\S+) crit;", nginx()) == ["/dev/null"] * servers


def test_only_the_webhook_is_passed_on_and_by_tls_only() -> None:
    text = nginx()
    locations = re.findall(r"location ([^{]+) \{", text)
    assert locations == ["= /wechat", "@silence", "/"]
    assert text.count("proxy_pass") == 1
    plain, secure = (part for part in text.split("server {")[1:])
    assert "listen 443 ssl;" in secure
    assert "return 404;" in plain
    assert "proxy_pass" not in plain
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in secure


def test_where_the_assistant_is_silent_the_proxy_is_silent_too() -> None:
    """A page of the proxy's own would be shown to the person as a failure."""
    assert "error_page 502 504 = @silence;" in nginx()
    assert "return 444;" in nginx()
    assert "proxy_next_upstream off;" in nginx()


def test_what_the_proxy_lets_through_is_what_the_webhook_takes() -> None:
    from bot.webhook.server import ANSWER_SECONDS, BODY

    (most,) = re.findall(r"client_max_body_size (\d+)k;", nginx())
    (wait,) = re.findall(r"proxy_read_timeout (\d+)s;", nginx())
    assert int(most) * 1024 == BODY
    assert int(wait) > ANSWER_SECONDS
