"""Reports owed to funders: for which months, until when, sent or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.agreement_rules import refused
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.fund_terms import lines_of, terms_in
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import Agreement, FundReport

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: FundReport) -> Iterator[Issue]:
    terms = terms_in(unit, row.agreement_id)
    name = N_(
        "Report from {begins} to {ends}, agreement {reference}",
        begins=row.begins_on,
        ends=row.ends_on,
        reference=terms.reference,
    )
    key = (row.agreement_id, row.begins_on, row.ends_on)
    columns = ("agreement_id", "begins_on", "ends_on")
    if taken(unit, FundReport, columns, key, row.id):
        text = N_("{name}: it is noted already.", name=name)
        yield refused(text, "begins_on", "FUND-11")
    if row.ends_on < row.begins_on:
        text = N_("{name}: it would end before it begins.", name=name)
        yield refused(text, "ends_on", "FUND-11")
    if row.begins_on < terms.begins_on:
        text = N_(
            "{name}: the agreement begins on {begins}.",
            name=name,
            begins=terms.begins_on,
        )
        yield refused(text, "begins_on", "FUND-11")
    if row.due_on < row.ends_on:
        text = N_(
            "{name}: due on {due}, before its months are over.",
            name=name,
            due=row.due_on,
        )
        yield refused(text, "due_on", "FUND-11")
    sent, day = row.sent_on, today(unit.session)
    if sent is not None and not row.begins_on <= sent <= day:
        text = N_(
            "{name}: sent on {sent}, which is before it begins or after {today}.",
            name=name,
            sent=sent,
            today=day,
        )
        yield refused(text, "sent_on", "FUND-11")


REPORT = Entity(
    FundReport,
    N_("report of {title}"),
    lambda row: f"{row.ends_on:%d/%m/%Y}",
    {
        "agreement_id": N_("Agreement"),
        "begins_on": N_("First day told"),
        "ends_on": N_("Last day told"),
        "due_on": N_("Due on"),
        "sent_on": N_("Report sent on"),
        "reference": N_("Reference"),
        "achieved": N_("What was achieved"),
        "difficulties": N_("Difficulties"),
        "next_steps": N_("Next steps"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"agreement_id", "begins_on", "ends_on", "due_on"}),
)


@dataclass(frozen=True)
class AddFundReport(Add):
    """Note a report that a funder waits for."""

    label: ClassVar[Text] = N_("Add a report")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = REPORT


@dataclass(frozen=True)
class ReviseFundReport(Revise):
    """Write in a report, or note that it was sent."""

    label: ClassVar[Text] = N_("Correct a report")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = REPORT


@dataclass(frozen=True)
class SendFundReport(Revise):
    """Note that a report went to the funder."""

    label: ClassVar[Text] = N_("Note that the report was sent")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = REPORT
    field: str = "sent_on"
    value: Any = None


@dataclass(frozen=True)
class RemoveFundReports(Remove):
    """Remove reports noted by mistake."""

    label: ClassVar[Text] = N_("Remove reports")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = REPORT


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report owed to funders, on a day."""

    id: int
    agreement_id: int
    agreement: str
    begins_on: dt.date
    ends_on: dt.date
    due_on: dt.date
    sent_on: dt.date | None
    reference: str
    achieved: str
    difficulties: str
    next_steps: str
    note: str
    day: dt.date

    @property
    def span(self) -> Text:
        """The months it tells of."""
        return N_("{begins} – {left}", begins=self.begins_on, left=self.ends_on)

    @property
    def late(self) -> int:
        """Days past its day; 0 once it was sent."""
        if self.sent_on is not None:
            return 0
        return max(0, (self.day - self.due_on).days)

    @property
    def standing(self) -> Text:
        """How it stands."""
        if self.sent_on is not None:
            return N_("Report sent on {date}", date=self.sent_on)
        if self.late:
            return P_("{count} day late", "{count} days late", count=self.late)
        return P_("{count} day left", "{count} days left",
                  count=(self.due_on - self.day).days)  # fmt: skip


def fund_reports(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ReportRow]:
    """List the reports, agreement by agreement, in the order of their months."""
    r = FundReport
    query = (
        select(r.id, r.agreement_id, Agreement.reference, r.begins_on, r.ends_on,
               r.due_on, r.sent_on, r.reference, r.achieved, r.difficulties,
               r.next_steps, r.note)
        .join(Agreement, Agreement.id == r.agreement_id)
        .order_by(Agreement.begins_on.desc(), Agreement.reference, r.begins_on)
    )  # fmt: skip
    if ids is not None:
        query = query.where(r.id.in_(ids))
    day = today(session)
    return [ReportRow(*(*row, day)) for row in lines_of(session, query)]
