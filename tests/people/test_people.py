"""Passwords, waits, recovery, the last administrator; no secret where one reads."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from commune_desk.domain.errors import Forbidden, Rejected
from commune_desk.domain.people import (
    ALPHABET,
    FREE_TRIES,
    LONGEST_WAIT,
    new_code,
    read_code,
    remaining,
    wait_after,
)
from commune_desk.domain.roles import Role
from commune_desk.services.desk import Desk, User
from commune_desk.services.people.door import enter, pause, recover
from commune_desk.services.people.passwords import (
    FLOOR,
    KEEPER,
    PRESENT,
    Cost,
    Keeper,
    common_passwords,
    require_good,
)
from commune_desk.services.people.users import (
    AddUser,
    MakeCode,
    OwnCode,
    OwnPassword,
    ResetPassword,
    ReviseUser,
    SetActive,
    people,
)
from commune_desk.services.sitters import first_seat
from commune_desk.storage.journal import first_broken
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

GOOD, OTHER, WRONG = "trois mots choisis", "quatre autres mots", "pas le bon mot"


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_by(self, seconds: int) -> None:
        self.now += dt.timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def admin(desk: Desk) -> int:
    return desk.do(AddUser("Personne A", Role.ADMINISTRATION, GOOD))


def kept(desk: Desk, column: str = "password") -> str:
    return str(
        desk.store.looking(
            lambda raw: raw.execute(f"SELECT {column} FROM secrets").fetchone()[0]
        )
    )


def fail(desk: Desk, row_id: int, clock: Clock, times: int = FREE_TRIES) -> None:
    for _ in range(times):
        with pytest.raises(Rejected):
            enter(desk, row_id, WRONG, clock)


def test_what_is_kept_is_argon2id_at_or_above_the_floor() -> None:
    for keeper in (Keeper(), Keeper(FLOOR)):
        found = extract_parameters(keeper.keep(GOOD))
        assert found.type is Type.ID
        assert found.memory_cost >= 19 * 1024
        assert found.time_cost >= 2
        assert found.salt_len >= 16
    assert Cost(3, 65_536, 1) == PRESENT
    assert Keeper().keep(GOOD) != Keeper().keep(GOOD)


def test_a_password_kept_at_less_is_kept_anew_when_it_is_typed(
    desk: Desk, admin: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(desk)
    monkeypatch.setattr(KEEPER, "_hasher", Keeper(Cost(3, 20 * 1024, 1))._hasher)
    enter(desk, admin, GOOD)
    after = kept(desk)
    assert after != before
    assert extract_parameters(after).memory_cost == 20 * 1024
    enter(desk, admin, GOOD)
    assert kept(desk) == after


@pytest.mark.parametrize(
    "refused",
    ["court", "1234567", "12345678", "Azerty123", "BISMILLAH", "bamako 2026",
     "aaaaaaaaa", "Motdepasse1", "personne a x", "x" * 257],
)  # fmt: skip
def test_short_and_common_passwords_are_refused(refused: str) -> None:
    with pytest.raises(Rejected):
        require_good(refused, "Personne A X")


def test_nothing_is_asked_of_how_a_password_is_composed() -> None:
    for accepted in (GOOD, "chameaux", "le puits du village", "ߞߎߟߎߓߊߟߌߦߊ"):
        require_good(accepted, "Personne A")
    assert len(common_passwords()) > 100


def test_accents_typed_on_any_keyboard_are_the_same(desk: Desk, admin: int) -> None:
    desk.do(ResetPassword(admin, "école du Bélédougou"))
    enter(desk, admin, "e\u0301cole du Be\u0301le\u0301dougou")


def test_waits_double_and_end() -> None:
    assert [wait_after(n) for n in range(9)] == [0, 0, 0, 0, 0, 30, 60, 120, 240]
    assert wait_after(10_000) == LONGEST_WAIT


def test_five_wrong_answers_bring_a_wait_that_doubles(
    desk: Desk, admin: int, clock: Clock
) -> None:
    desk.lock()
    fail(desk, admin, clock, 4)
    assert pause(desk, admin, clock) == 0
    fail(desk, admin, clock, 1)
    assert pause(desk, admin, clock) == 30
    with pytest.raises(Rejected):
        enter(desk, admin, GOOD, clock)  # even the right one waits
    assert desk.user.role is Role.NOBODY
    clock.pass_by(31)
    fail(desk, admin, clock, 1)
    assert pause(desk, admin, clock) == 60
    clock.pass_by(61)
    assert enter(desk, admin, GOOD, clock).id == admin
    fail(desk, admin, clock, 4)  # forgotten: it begins anew
    assert pause(desk, admin, clock) == 0


def test_a_wait_is_in_the_file(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "x.commune"
    store = Store(path)
    store.open()
    desk = Desk(store, User("système", Role.ADMINISTRATION))
    admin = desk.do(AddUser("Personne A", Role.ADMINISTRATION, GOOD))
    fail(desk, admin, clock)
    store.close()
    again = Store(path)
    again.open()
    desk = Desk(again, first_seat(again, "système"))
    assert desk.user.role is Role.NOBODY
    assert pause(desk, admin, clock) == 30
    with pytest.raises(Rejected):
        enter(desk, admin, GOOD, clock)
    again.close()


def test_a_clock_that_goes_backwards_shortens_nothing(
    desk: Desk, admin: int, clock: Clock
) -> None:
    fail(desk, admin, clock)
    clock.pass_by(29)
    clock.pass_by(-86_400)
    assert pause(desk, admin, clock) == 30
    with pytest.raises(Rejected):
        enter(desk, admin, GOOD, clock)
    clock.pass_by(29)
    with pytest.raises(Rejected):
        enter(desk, admin, GOOD, clock)
    clock.pass_by(2)
    enter(desk, admin, GOOD, clock)  # and yet it ends
    assert remaining(0, clock.now, clock.now) == 0


def test_a_try_counts_although_the_program_ends_before_the_answer(
    desk: Desk, admin: int, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(KEEPER, "fits", cut)
    for _ in range(FREE_TRIES):
        with pytest.raises(KeyboardInterrupt):
            enter(desk, admin, WRONG, clock)
    assert pause(desk, admin, clock) == 30


def test_a_sealed_code_gives_a_new_password_once(
    desk: Desk, admin: int, clock: Clock
) -> None:
    code = desk.do(OwnCode(admin))
    desk.lock()
    fail(desk, admin, clock, 2)
    with pytest.raises(Rejected):
        recover(desk, admin, new_code(), OTHER, clock)
    with pytest.raises(Rejected):
        recover(desk, admin, code, "court", clock)
    typed = code.lower().replace("-", " ")
    assert recover(desk, admin, typed, OTHER, clock).role is Role.ADMINISTRATION
    desk.lock()
    with pytest.raises(Rejected):
        recover(desk, admin, code, GOOD, clock)  # it is worth nothing any more
    with pytest.raises(Rejected):
        enter(desk, admin, GOOD, clock)
    enter(desk, admin, OTHER, clock)


def test_wrong_codes_wait_as_wrong_passwords_do(
    desk: Desk, admin: int, clock: Clock
) -> None:
    code = desk.do(OwnCode(admin))
    desk.lock()
    for _ in range(FREE_TRIES):
        with pytest.raises(Rejected):
            recover(desk, admin, new_code(), OTHER, clock)
    with pytest.raises(Rejected):
        recover(desk, admin, code, OTHER, clock)
    clock.pass_by(31)
    recover(desk, admin, code, OTHER, clock)


def test_a_code_is_long_and_legible() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    for code in codes:
        assert re.fullmatch(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){4}", code)
        assert set(read_code(code)) <= set(ALPHABET)
    assert not set("01OIL") & set(ALPHABET)


def test_the_other_administrator_sets_a_password(desk: Desk, admin: int) -> None:
    other = desk.do(AddUser("Personne B", Role.ADMINISTRATION, OTHER))
    enter(desk, other, OTHER)
    desk.do(ResetPassword(admin, "encore autre chose"))
    enter(desk, admin, "encore autre chose")


def test_the_last_administrator_stays(desk: Desk, admin: int) -> None:
    for act in (SetActive(admin, active=False), ReviseUser(admin, "role", Role.ENTRY)):
        with pytest.raises(Rejected):
            desk.do(act)
    other = desk.do(AddUser("Personne B", Role.ADMINISTRATION))
    desk.do(SetActive(other, active=False))
    with pytest.raises(Rejected):
        desk.do(ReviseUser(admin, "role", Role.READER))
    desk.do(SetActive(other, active=True))
    desk.do(ReviseUser(admin, "role", Role.READER))
    assert desk.user.role is Role.READER  # at once, for who sits here too
    with pytest.raises(Forbidden):
        desk.do(AddUser("Personne C", Role.ENTRY))
    enter(desk, other, "")
    with pytest.raises(Rejected):
        desk.do(SetActive(other, active=False))


def test_who_is_deactivated_sits_no_more(desk: Desk, admin: int) -> None:
    other = desk.do(AddUser("Personne B", Role.ADMINISTRATION))
    enter(desk, other, "")
    desk.do(SetActive(other, active=False))
    assert desk.user.role is Role.NOBODY
    with pytest.raises(Rejected):
        enter(desk, other, "")
    enter(desk, admin, GOOD)


def test_the_first_person_may_do_everything_and_names_differ(desk: Desk) -> None:
    with pytest.raises(Rejected):
        desk.do(AddUser("Personne A", Role.ENTRY))
    desk.do(AddUser(" Personne  A ", Role.ADMINISTRATION))
    for name in ("personne a", "", "x" * 61):
        with pytest.raises(Rejected):
            desk.do(AddUser(name, Role.ENTRY))


def test_one_changes_only_ones_own_password(desk: Desk, admin: int) -> None:
    reader = desk.do(AddUser("Personne B", Role.READER, OTHER))
    enter(desk, reader, OTHER)
    for act in (
        OwnPassword(admin, "tout autre chose", GOOD), OwnCode(admin),
        ResetPassword(reader, "x"), MakeCode(admin),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            desk.do(act)
    with pytest.raises(Rejected):
        desk.do(OwnPassword(reader, "tout autre chose", WRONG))
    desk.do(OwnPassword(reader, "tout autre chose", OTHER))
    enter(desk, reader, "tout autre chose")


def test_without_people_nobody_is_asked(desk: Desk) -> None:
    assert first_seat(desk.store, "x") == User("x", Role.ADMINISTRATION)
    alone = desk.do(AddUser("Personne A", Role.ADMINISTRATION))
    assert first_seat(desk.store, "x").id == alone
    desk.do(AddUser("Personne B", Role.ENTRY))
    assert first_seat(desk.store, "x").role is Role.NOBODY


def test_no_secret_is_journaled_said_or_shown(desk: Desk, admin: int) -> None:
    code = desk.do(OwnCode(admin))
    desk.do(ResetPassword(admin, OTHER))
    desk.lock()
    with pytest.raises(Rejected) as refused:
        enter(desk, admin, WRONG)
    recover(desk, admin, code, "encore autre chose")
    journal = str(
        desk.store.looking(lambda raw: raw.execute("SELECT * FROM journal").fetchall())
    )
    with desk.store.reading() as session:
        told = f"{people(session)} {AddUser('Personne B', Role.ENTRY, GOOD)!r}"
    told += f"{ResetPassword(1, GOOD)!r} {OwnPassword(1, GOOD, OTHER)!r}"
    for text in (journal, told, str(refused.value), str(refused.value.text)):
        for secret in (GOOD, OTHER, WRONG, code, read_code(code), "$argon2"):
            assert secret not in text
    assert "Personne A" in journal
    assert desk.store.looking(first_broken) is None
    assert kept(desk).startswith("$argon2id$")
