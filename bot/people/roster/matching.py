"""Who in the roster each row of a file is: tables of the scratch database, and rules as SQL on it.

Steps run in order; a row has a problem, or a member, or is somebody new. Names are compared by their
keys (bot/language/keys.py).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Table

LINE = {
    "id": int, "place": str, "number": str, "unit": str, "branch": str, "name": str,
    "name_key": str, "digits": str, "staff": str, "post": str, "unit_id": str, "branch_id": str,
    "problem": str, "member_id": str,
}  # fmt: skip
KNOWN = {
    "id": str, "unit_id": str, "branch_id": str, "name": str, "name_key": str, "digits": str,
    "staff_number": str, "post": str, "left_at": int,
}  # fmt: skip

_STEPS = (
    # One number, two people.
    """
    UPDATE line SET problem = '工号在文件里重复' WHERE problem = '' AND staff IN (
        SELECT staff FROM line WHERE staff <> '' GROUP BY staff HAVING count(*) > 1)
    """,
    # Homonyms nothing tells apart.
    """
    UPDATE line SET problem = '同一支部有同名、后四位也相同的人，请填工号；同一人写了两遍就删掉一行'
    WHERE problem = '' AND staff = '' AND (branch_id, name_key, digits) IN (
        SELECT branch_id, name_key, digits FROM line WHERE problem = '' AND staff = ''
        GROUP BY branch_id, name_key, digits HAVING count(*) > 1)
    """,
    # The same number is the same person …
    """
    UPDATE line SET member_id = (SELECT id FROM known WHERE known.staff_number = line.staff)
    WHERE problem = '' AND staff <> ''
    """,
    # … unless nothing else agrees: a slip would give one person's account to another.
    """
    UPDATE line SET member_id = NULL, problem = '这个工号在名册里是另一个人'
    WHERE EXISTS (SELECT 1 FROM known WHERE known.id = line.member_id
                  AND known.name_key <> line.name_key AND known.digits <> line.digits)
    """,
    "CREATE TABLE taken AS SELECT member_id AS id FROM line WHERE member_id IS NOT NULL",
    "CREATE UNIQUE INDEX taken_by_id ON taken (id)",
    # Without a number: branch, name and digits, among those no number has claimed.
    """
    CREATE TABLE alike AS
    SELECT line.id AS line_id, known.id AS member_id, known.left_at
    FROM line JOIN known ON known.branch_id = line.branch_id AND known.name_key = line.name_key
                        AND known.digits = line.digits
    WHERE line.problem = '' AND line.member_id IS NULL
      AND (line.staff = '' OR known.staff_number IS NULL) AND known.id NOT IN (SELECT id FROM taken)
    """,
    "CREATE INDEX alike_by_line ON alike (line_id)",
    "CREATE INDEX alike_by_member ON alike (member_id)",
    """
    UPDATE line SET problem = '名册里这个支部有同名、后四位也相同的人，分不清是哪一位，请填工号'
    WHERE id IN (SELECT line_id FROM alike WHERE left_at IS NULL
                 GROUP BY line_id HAVING count(*) > 1)
       OR id IN (SELECT line_id FROM alike WHERE member_id IN
                 (SELECT member_id FROM alike GROUP BY member_id HAVING count(*) > 1))
    """,
    # Who is there before who has left, and of those the last to leave.
    """
    UPDATE line SET member_id = (
        SELECT member_id FROM alike WHERE alike.line_id = line.id
        ORDER BY left_at IS NOT NULL, left_at DESC, member_id DESC LIMIT 1)
    WHERE problem = '' AND member_id IS NULL
    """,
    "INSERT OR IGNORE INTO taken SELECT member_id FROM line WHERE member_id IS NOT NULL",
    # Moved: the only one of this name and these digits, in the file and in the committee.
    """
    CREATE TABLE lone AS SELECT name_key, digits, min(id) AS id FROM known
    GROUP BY name_key, digits HAVING count(*) = 1
    """,
    "CREATE UNIQUE INDEX lone_by_name ON lone (name_key, digits)",
    """
    UPDATE line SET member_id = (
        SELECT known.id FROM lone JOIN known ON known.id = lone.id
        WHERE lone.name_key = line.name_key AND lone.digits = line.digits
          AND (line.staff = '' OR known.staff_number IS NULL)
          AND known.id NOT IN (SELECT id FROM taken))
    WHERE problem = '' AND member_id IS NULL AND (name_key, digits) IN (
        SELECT name_key, digits FROM line GROUP BY name_key, digits HAVING count(*) = 1)
    """,
)
_LINES = """
    SELECT line.*, known.branch_id AS old_branch, known.name AS old_name,
           known.digits AS old_digits, known.staff_number AS old_staff, known.post AS old_post,
           known.left_at
    FROM line LEFT JOIN known ON known.id = line.member_id ORDER BY line.id
"""
# Who is missing from the units of the file. Somebody named in a row with a problem, or whose digits
# stand in one of their branch, is meant there; whether another row means somebody is asked.
_LEAVERS = """
    SELECT * FROM known
    WHERE left_at IS NULL AND unit_id IN (SELECT unit_id FROM line WHERE unit_id <> '')
      AND id NOT IN (SELECT member_id FROM line WHERE member_id IS NOT NULL)
      AND name_key NOT IN (SELECT name_key FROM line WHERE problem <> '')
      AND (branch_id, digits) NOT IN (
          SELECT branch_id, digits FROM line WHERE problem <> '' AND digits <> '')
    ORDER BY branch_id, name, id
"""

STEPS = len(_STEPS)


def match(
    database: Database,
    lines: Iterable[dict[str, Any]],
    known: Iterable[dict[str, Any]],
    told: Callable[[int], None],
) -> None:
    """Fills the tables and goes through the rules; `told` hears after each how many are done."""
    table = _filled(database, "line", LINE, lines)
    table.create_index(["name_key", "digits"])
    table = _filled(database, "known", KNOWN, known)
    table.create_index(["branch_id", "name_key", "digits"])
    table.create_index(["staff_number"])
    for number, step in enumerate(_STEPS, 1):
        database.execute(step)
        told(number)


def found(database: Database) -> Iterator[dict[str, Any]]:
    """The rows with whom they are, as they stand in the file."""
    return database.query(_LINES)


def missing(database: Database) -> Iterator[dict[str, Any]]:
    """Who is not in the file."""
    return database.query(_LEAVERS)


def _filled(
    database: Database, name: str, columns: dict[str, type], rows: Iterable[dict[str, Any]]
) -> Table:
    """Row by row, which is several times as fast as the library's own way for plain values."""
    table = database.table(name).create(columns, pk="id")
    places = ", ".join(f":{column}" for column in columns)
    database.conn.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608 - ours
    return table
