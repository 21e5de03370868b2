"""A year's figures stand before its people are forgotten; then names go, then rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import moment
from bot.people import audit
from bot.privacy import retention, yearly
from bot.privacy.retention import DAY, ROWS, SILENT_DAYS, YEAR_RULES
from bot.store.tx import Tx
from tests.town import Town, at


def nights(town: Town, moment: str) -> None:
    """Let time pass until the morning of that day, and the sweep be done."""
    town.wait(milliseconds=at(f"{moment} 04:00") - town.clock.now())


def figures(town: Town, year: int = 2026) -> dict[tuple[str, str], tuple[int, int]]:
    rows = town.rows("SELECT * FROM year_figure WHERE year = ?", year)
    return {
        (row["organisation_id"], row["kind"]): (int(row["people"]), int(row["times"]))
        for row in rows
    }


def holders(town: Town, kind: str) -> set[str | None]:
    sql = "SELECT member_id FROM seat JOIN offering ON offering.id = offering_id WHERE kind = ?"
    return {row["member_id"] for row in town.rows(sql, kind)}


@pytest.fixture
def busy(town: Town) -> Town:
    """Two of one branch and one of another take part in events and needs of 2026."""
    zhang, li, wang = (town.member(name) for name in ("张三", "李四", "王五"))
    for member in (zhang, li):
        member.says("报名 大讲堂第10期 现场").shows("【报名成功】")
    zhang.says("报名 培训班").shows("【报名成功】")
    wang.says("报名 大讲堂第10期 视频").shows("【报名成功】")
    wang.says("报名志愿 助老理发").shows("【报名成功】")
    li.says("报名志愿 清扫积雪").shows("【报名成功】")
    return town


def test_a_years_figures_stand_a_month_after_its_end(busy: Town) -> None:
    nights(busy, "2027-01-20")
    assert figures(busy) == {}
    nights(busy, "2027-02-02")
    assert figures(busy) == {
        ("b1", "registered"): (2, 3),
        ("b2", "registered"): (1, 1),
        ("b1", "served"): (1, 1),
        ("b2", "served"): (1, 1),
        ("c", "events"): (4, 4),
        ("k1", "needs"): (1, 2),
        ("k2", "needs"): (1, 2),
    }


def test_what_was_cancelled_counts_for_nobody(busy: Town) -> None:
    member = busy.member("李四")
    member.says("我的报名")
    member.says(f"取消报名 {member.says('大讲堂第10期').code}").shows("已取消")
    nights(busy, "2027-02-02")
    assert figures(busy)["b1", "registered"] == (1, 2)
    assert figures(busy)["c", "events"] == (3, 4)


def test_who_was_erased_before_still_counts_where_they_took_part(busy: Town) -> None:
    """After it was over: a place still ahead is given back."""
    busy.wait(days=20)
    member = busy.member("李四")
    member.says("注销")
    member.says("1")
    assert not busy.rows("SELECT * FROM contact WHERE member_id = 'm2'")
    nights(busy, "2027-02-02")
    assert figures(busy)["c", "events"] == (4, 4)
    assert figures(busy)["b1", "registered"] == (1, 2)


def test_two_years_after_its_end_people_become_counts(busy: Town) -> None:
    nights(busy, "2027-02-02")
    frozen = figures(busy)
    nights(busy, "2028-06-01")
    for name in ("张三", "李四", "王五"):  # who says nothing for two years is erased anyway
        busy.member(name).says("你好")
    nights(busy, "2028-12-31")
    assert holders(busy, "registration") == {"m1", "m2", "m3"}
    assert holders(busy, "volunteering") == {"m2", "m3"}
    nights(busy, "2029-01-02")
    assert holders(busy, "registration") == holders(busy, "volunteering") == {None}
    assert len(busy.rows("SELECT * FROM seat")) == 6
    assert figures(busy) == frozen


def test_a_service_that_stood_still_for_years_freezes_before_it_forgets(busy: Town) -> None:
    busy.down(days=5 * 365)
    busy.settle()
    nights(busy, "2031-12-01")
    assert holders(busy, "registration") == {None}
    assert figures(busy)["b1", "registered"] == (2, 3)


def test_without_its_figures_no_year_is_forgotten(busy: Town) -> None:
    def forget(tx: Tx) -> None:
        for rule in YEAR_RULES:
            if rule.query.startswith("yearly."):
                tx.run(rule.query, before=yearly.begins(2030), count=ROWS)

    busy.change(forget)
    assert holders(busy, "registration") == {"m1", "m2", "m3"}
    assert len(busy.rows("SELECT * FROM offering WHERE id = 'e1'")) == 1


def test_five_years_after_it_nothing_is_left_but_figures(busy: Town) -> None:
    nights(busy, "2031-12-30")
    assert busy.rows("SELECT * FROM offering")
    nights(busy, "2032-01-02")
    for table in ("seat", "pool", "offering"):
        assert busy.rows(f"SELECT * FROM {table}") == [], table
    assert figures(busy)["c", "events"] == (4, 4)


def test_more_than_a_slice_of_organisations_and_of_places(town: Town) -> None:
    """Every branch is counted once, however the slices fall."""
    count = 2 * yearly.SLICE + 7

    def fill(tx: Tx) -> None:
        run = tx._connection.execute
        for n in range(count):
            run(
                "INSERT INTO organisation (id, parent_id, kind, name, path)"
                " VALUES (:id, 'u1', 'branch', :id, :path)",
                {"id": f"z{n:03}", "path": f"/c/u1/z{n:03}/"},
            )
            run(
                "INSERT INTO member (id, branch_id, name, digits)"
                " VALUES (:member, :id, '某某', '0000')",
                {"id": f"z{n:03}", "member": f"zm{n:03}"},
            )
            run(
                "INSERT INTO seat (id, offering_id, pool_id, member_id, state, code, changed_at)"
                " SELECT :id, 'e1', pool.id, :member, 'confirmed', :id, 0 FROM pool"
                " WHERE offering_id = 'e1' AND mode = 'video'",
                {"id": f"z{n:03}", "member": f"zm{n:03}"},
            )

    town.change(fill)
    nights(town, "2027-02-02")
    counted = [value for (_, kind), value in figures(town).items() if kind == "registered"]
    assert counted == [(1, 1)] * count
    nights(town, "2029-01-02")
    assert holders(town, "registration") == {None}
    assert len(town.rows("SELECT * FROM seat")) == count


# ---------------------------------------------------------------- notices, receipts, the audit


def put_notice(town: Town, notice: str, send_at: int) -> None:
    columns = "notice (id, number, member_id, organisation_id, text, send_at, state)"
    number = len(town.rows("SELECT id FROM notice")) + 1
    town.database.run(
        f"INSERT INTO {columns} VALUES (?, ?, 'm1', 'b1', '开会', ?, 'sent')",
        notice, number, send_at,
    )  # fmt: skip
    town.database.run(
        "INSERT INTO receipt (id, notice_id, member_id, branch_id, at) VALUES (?, ?, 'm2', 'b1', ?)",
        notice, notice, send_at,
    )  # fmt: skip


def test_receipts_lose_their_people_and_notices_go(town: Town) -> None:
    put_notice(town, "old", at("2026-11-20 09:00"))
    put_notice(town, "new", at("2027-01-01 00:00"))
    nights(town, "2028-01-02")
    receipts = {row["id"]: row["member_id"] for row in town.rows("SELECT * FROM receipt")}
    assert receipts == {"old": None, "new": "m2"}
    nights(town, "2030-01-02")
    assert [row["id"] for row in town.rows("SELECT id FROM notice")] == ["new"]
    assert [row["id"] for row in town.rows("SELECT id FROM receipt")] == ["new"]


def test_the_sweep_alone_takes_from_the_audit_and_only_what_is_past_its_term(town: Town) -> None:
    town.change(lambda tx: audit.note(tx, "operator", "邀请", "b1"))
    nights(town, "2031-06-01")
    town.change(lambda tx: audit.note(tx, "operator", "任职", "b1"))
    assert len(town.rows("SELECT * FROM audit")) == 2
    nights(town, "2032-01-02")
    assert [row["action"] for row in town.rows("SELECT action FROM audit")] == ["任职"]
    assert town.rows("SELECT * FROM audit_sweep") == []


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM audit",
        "DELETE FROM audit WHERE at < 1900000000000",
        "UPDATE audit SET actor = 'somebody'",
    ],
)
def test_nobody_else_changes_the_audit(town: Town, sql: str) -> None:
    town.change(lambda tx: audit.note(tx, "operator", "邀请", "b1"))
    with pytest.raises(Exception, match="append-only"):
        town.database.run(sql)
    assert [row["actor"] for row in town.rows("SELECT * FROM audit")] == ["operator"]


def test_the_sweep_itself_cannot_take_what_is_young(town: Town) -> None:
    town.change(lambda tx: audit.note(tx, "operator", "邀请", "b1"))

    def sweep(tx: Tx) -> None:
        tx.run("retention.open_audit", before=tx.now - DAY)
        tx.run("retention.audit", before=tx.now + DAY, count=ROWS)

    with pytest.raises(Exception, match="append-only"):
        town.change(sweep)
    assert len(town.rows("SELECT * FROM audit")) == 1
    assert town.rows("SELECT * FROM audit_sweep") == []


# ---------------------------------------------------------------- who follows and is silent


def test_two_years_without_a_word_end_it_as_unfollowing_does(town: Town) -> None:
    silent, heard = town.member("李四"), town.member("张三")
    silent.says("提醒我 2027年3月5号上午9点 交材料")
    heard.says("你好")
    for _ in range(2):
        town.wait(days=360)
        heard.says("你好")
    assert town.rows("SELECT * FROM contact WHERE openid = ?", silent.openid)
    town.wait(days=30)
    heard.says("你好")
    town.wait(days=1)
    assert not town.rows("SELECT * FROM contact WHERE openid = ?", silent.openid)
    assert not town.rows("SELECT * FROM reminder WHERE openid = ?", silent.openid)
    assert town.rows("SELECT * FROM contact WHERE openid = ?", heard.openid)


def test_all_of_many_silent_ones_are_found(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "LOOKED_AT", 7)

    def fill(tx: Tx) -> None:
        for n in range(40):
            tx._connection.execute(
                "INSERT INTO contact (openid, created_at) VALUES (:openid, :now)",
                {"openid": f"oQuiet{n:03}", "now": tx.now},
            )

    town.change(fill)
    town.wait(days=SILENT_DAYS - 1)
    assert len(town.rows("SELECT * FROM contact")) == 40
    town.wait(days=3)
    assert town.rows("SELECT * FROM contact") == []


@pytest.mark.parametrize(
    ("now", "before"), [("2029-01-01 00:00", "2027-01-01"), ("2028-12-31 23:59", "2026-01-01")]
)
def test_a_year_ends_when_it_ends_here(now: str, before: str) -> None:
    rule = YEAR_RULES[0]
    assert rule.before(at(now)) == at(f"{before} 00:00")


HUNDRED_YEARS = st.integers(at("1990-01-01 00:00"), at("2090-01-01 00:00"))


@given(now=HUNDRED_YEARS, began=HUNDRED_YEARS)
def test_nobody_is_forgotten_before_the_term_that_is_stated(now: int, began: int) -> None:
    """Whatever the day: at least so many whole years lie between the end of its year and now."""
    for rule in YEAR_RULES:
        if began < rule.before(now):
            assert moment(now).year - moment(began).year > rule.years
        else:
            assert moment(now).year - moment(began).year <= rule.years
