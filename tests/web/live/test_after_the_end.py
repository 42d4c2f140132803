"""Somebody has the whole database after the end, and remembers who joined when. Whose scores are whose stays unknown.

Everybody gives points that nobody else gives, so that the attacker would know a sheet when he has found it.
"""

import random
from itertools import product
from pathlib import Path

import pytest
from scipy.stats import spearmanr
from sqlalchemy import String, select, text

from puntari.extensions import Model, UtcDateTime, db
from puntari.live.models import Participant
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating
from tests import exercises
from tests.web.live.conftest import Guest

SCORES = (Attempt, Place, Card, Rating, Invitation)
PATTERNS = list(product("24", repeat=4))  # points on the first four applications: sixteen different ones
random.Random(3).shuffle(PATTERNS)  # or sheets ordered by points would be in order of joining
CONTENT = {"weights", "points", "invited", "application", "face", "name", "criterion", "position", "round"}


def room(tuula, client, count, size="6", **who):
    """So many people who have scored what tells them apart and more, in the order of joining; ``who`` signs in."""
    tuula.make(token="cd" * 12, size=size)
    here = []
    for number in range(count):
        person, language = who.get(f"n{number}", (None, "en"))
        somebody = Guest(client(person), tuula.code, language)
        assert somebody.join(attend="y" if person else "").status_code == 303
        here.append(somebody)
    tuula.go_to("block-2")
    for somebody, pattern in zip(here, PATTERNS, strict=False):
        for number in range(1, 7):
            points = pattern[number - 1] if number <= 4 else "3"
            assert somebody.rate(number, points=points).status_code == 303
    tuula.go_to("predict")
    tuula.post("/reveal")
    return here


def raw(statement):
    """What the database says to SQL, without any of our code."""
    return list(db.session.execute(text(statement)).mappings())


def pattern_of(attempt_id):
    """The sheet's pattern, by which the attacker would know it."""
    rows = raw(
        f"SELECT c.position, min(r.points) AS points FROM practice_rating r JOIN practice_card c ON c.id = r.card_id "
        f"WHERE c.attempt_id = {attempt_id} AND c.round = 1 AND c.position <= 4 GROUP BY c.position ORDER BY c.position"
    )
    return tuple(str(row["points"]) for row in rows)


def orders(physical):
    """Every order in which the database can give the sheets: by any column of any table about them, and as stored."""
    links = {
        "practice_attempt": "SELECT id AS sheet, * FROM practice_attempt t",
        "practice_place": "SELECT attempt_id AS sheet, * FROM practice_place t",
        "practice_card": "SELECT attempt_id AS sheet, * FROM practice_card t",
        "practice_rating": "SELECT c.attempt_id AS sheet, t.* FROM practice_rating t "
        "JOIN practice_card c ON c.id = t.card_id",
        "practice_invitation": "SELECT c.attempt_id AS sheet, t.* FROM practice_invitation t "
        "JOIN practice_card c ON c.id = t.card_id",
    }  # fmt: skip
    found = {}
    for table, query in links.items():
        columns = Model.metadata.tables[table].columns.keys()
        by = [physical, *(f"t.{column}" for column in columns if column not in CONTENT)]
        by += ["t.block, t.seat"] if table == "practice_place" else []
        for key in by:
            rows = [row["sheet"] for row in raw(f"{query} ORDER BY {key}")]
            found[table, key] = list(dict.fromkeys(rows))
    return found


def resemblance(here, physical):
    """How much the most telling order resembles that of joining, from 0 to 1."""
    joined = {pattern: number for number, (pattern, _) in enumerate(zip(PATTERNS, here, strict=False))}
    most, known = 0.0, {}
    for sheets in orders(physical).values():
        ranks = [joined[known.setdefault(sheet, pattern_of(sheet))] for sheet in sheets]
        if len(ranks) > 2:
            most = max(most, abs(spearmanr(ranks, range(len(ranks))).statistic))
    return most


def test_no_order_in_the_database_tells_who_came_when(app, tuula, client):
    physical = "t.ctid" if app.config["SETTINGS"].database.startswith("postgresql") else "t.rowid"
    here = room(tuula, client, 12)
    assert resemblance(here, physical) == pytest.approx(1)  # while the session is open the attack works

    tuula.post("/end")

    assert len(raw("SELECT id FROM practice_attempt")) == 12
    assert resemblance(here, physical) < 0.95  # by chance, one time in a hundred thousand


def turn_of(attempt_id):
    """What is balanced between two who come after one another to two rounds, as the faces show it."""
    rows = raw(f"SELECT * FROM practice_card WHERE attempt_id = {attempt_id} ORDER BY round, position")
    first, second = ({row["application"]: row["face"] for row in rows if row["round"] == number} for number in (1, 2))
    (kept,) = {first[text] for text in first if first[text] == second[text]} - {"anonymous"}
    return kept, rows[0]["face"] == "anonymous"


def test_of_two_rounds_no_sheet_is_left_by_which_a_friend_could_find_the_one_of_who_came_beside_them(tuula, client):
    room(tuula, client, 8, size="16")
    sheets = {pattern_of(row["id"]): turn_of(row["id"]) for row in raw("SELECT id FROM practice_attempt")}
    for mine, beside in zip(PATTERNS[0:8:2], PATTERNS[1:8:2], strict=True):
        group, is_hidden_first = sheets[mine]
        others = {sheet for sheet, (kept, first) in sheets.items() if kept != group and first is not is_hidden_first}
        assert beside in others  # while the session is open the attack works
        assert len(others) < 5

    tuula.post("/end")

    assert [raw(f"SELECT * FROM {table.__tablename__}") for table in SCORES] == [[]] * len(SCORES)


def test_no_value_leads_from_scores_to_a_person_a_tag_or_a_device(tuula, client, people):
    here = room(tuula, client, 6, n1=(people["tess"], "en"), n3=(people["otto"], "en"))
    tags = set(db.session.scalars(select(Participant.tag)))
    tuula.post("/end")

    about_scores, about_people = set(), {somebody.token for somebody in here} | tags
    for table in Model.metadata.sorted_tables:
        telling = [column for column in table.columns if isinstance(column.type, String | UtcDateTime)]
        values = {
            str(value)
            for row in db.session.execute(select(*telling))
            for value in row
            if telling and value and len(str(value)) > 5
        } if telling else set()  # fmt: skip
        if table.name.startswith("practice_") and table.name != "practice_stream":
            about_scores |= values
        elif table.name in {"person", "audit_event", "live_attendance", "posting", "role_grant", "login"}:
            about_people |= values
    # Both know of the exercise and of the moment when the session ended; that's the same for all.
    ended = {str(tuula.live.closed_at), str(tuula.live.created_at)}
    assert about_scores & about_people <= ended
    keys = {(column.table.name, key.column.table.name) for table in SCORES for column in table.__table__.columns
            for key in column.foreign_keys}  # fmt: skip
    assert {target for _, target in keys} == {
        "exercise_version", "practice_stream", "practice_attempt", "practice_card",
    }  # fmt: skip


def test_who_alone_used_a_language_isnt_known_by_it(tuula, client, people):
    room(tuula, client, 6, n2=(people["tess"], "sv"))
    assert "sv" in set(db.session.scalars(select(Rating.language)))
    tuula.post("/end")

    for table in (Attempt, Rating, Invitation):
        assert set(db.session.scalars(select(table.language))) == {"en"}


def test_who_alone_sat_in_the_last_block_leaves_no_scores(tuula, client):
    room(tuula, client, 7)
    tuula.post("/end")

    patterns = {pattern_of(row["id"]) for row in raw("SELECT id FROM practice_attempt")}
    assert patterns == set(PATTERNS[:6])


def test_what_the_result_rests_on_stays_true(tuula, client):
    from puntari.live.result_queries import ratings_of
    from puntari.live.results import findings

    room(tuula, client, 12)
    before = ratings_of(tuula.live.stream, exercises.compiled())
    tuula.post("/end")
    after = ratings_of(tuula.live.stream, exercises.compiled())

    assert sorted(before.sequences) == sorted(after.sequences)
    rows = [sorted(map(str, zip(part.scores.tolist(), part.invitations.tolist(), part.mechanism.sets.tolist(),
                                part.mechanism.forms.tolist(), part.sequences, strict=True)))
            for part in (before, after)]  # fmt: skip
    assert rows[0] == rows[1]
    effects = [findings(part, seed="s", draws=199).effects for part in (before, after)]
    assert {key: exact.estimate for key, exact in effects[0].items()} == pytest.approx(
        {key: exact.estimate for key, exact in effects[1].items()}
    )


@pytest.mark.parametrize("size", ["6", "16"], ids=["one-round", "two-rounds"])
def test_the_file_itself_forgets_tags_keys_and_devices(app, tuula, client, size):
    address = app.config["SETTINGS"].database
    if not address.startswith("sqlite"):
        pytest.skip("a file is what SQLite has")
    here = room(tuula, client, 6, size)
    keys = [somebody.me.owner_key for somebody in here]
    tags = [somebody.me.tag for somebody in here]
    path = db.engine.url.database
    tuula.post("/end")

    left = b"".join(Path(path + end).read_bytes() for end in ("", "-wal"))
    assert tuula.live.exercise_digest.encode() in left  # something that isn't forgotten is found this way
    assert [key for key in keys if key.encode() in left] == []
    assert [tag for tag in tags if tag.encode() in left] == []
