"""The words by which people call the values of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.attachments import AttachmentKind, PhotoStage
from commune_desk.domain.budget import (
    Collector,
    DocumentKind,
    DocumentState,
    Origin,
    Section,
    Side,
)
from commune_desk.domain.diagnosis import SheetState
from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.issues import Severity
from commune_desk.domain.lifecycle import ActionState, Stage
from commune_desk.domain.places import VillageKind
from commune_desk.domain.plan import ActionKind
from commune_desk.domain.priorities import Decision
from commune_desk.domain.process import SessionKind, StepState
from commune_desk.domain.strategy import Direction, Marker, ThemeKind
from commune_desk.domain.text import N_
from commune_desk.domain.versions import Change

if TYPE_CHECKING:
    from enum import Enum

    from commune_desk.domain.text import Text

NAMES: dict[Enum, Text] = {
    FunderClass.COMMUNE: N_("Commune"),
    FunderClass.STATE: N_("State"),
    FunderClass.ANICT: N_("ANICT"),
    FunderClass.PARTNER: N_("Partners"),
    FunderClass.POPULATION: N_("Population"),
    FunderClass.DIASPORA: N_("Diaspora"),
    FunderClass.OTHER: N_("Others"),
    FundingStatus.SOUGHT: N_("sought"),
    FundingStatus.PROMISED: N_("promised"),
    FundingStatus.SECURED: N_("secured"),
    FundingStatus.PAID: N_("paid"),
    ActionKind.INVESTMENT: N_("investment"),
    ActionKind.OPERATION: N_("operation"),
    ActionKind.STUDY: N_("study"),
    ActionKind.TRAINING: N_("training, awareness"),
    VillageKind.VILLAGE: N_("village"),
    VillageKind.FRACTION: N_("fraction"),
    VillageKind.QUARTIER: N_("quartier"),
    VillageKind.HAMLET: N_("hamlet"),
    Severity.ERROR: N_("to correct"),
    Severity.WARNING: N_("to watch"),
    Severity.INFORMATION: N_("for information"),
    ActionState.IDEA: N_("idea"),
    ActionState.PROGRAMMED: N_("programmed"),
    ActionState.ANNUAL: N_("in the annual plan"),
    ActionState.SEEKING: N_("funding sought"),
    ActionState.FUNDED: N_("funding secured"),
    ActionState.TENDER: N_("tender"),
    ActionState.UNDER_WAY: N_("under way"),
    ActionState.HANDED_OVER: N_("provisionally handed over"),
    ActionState.DONE: N_("done"),
    ActionState.SUSPENDED: N_("suspended"),
    ActionState.POSTPONED: N_("postponed"),
    ActionState.ABANDONED: N_("abandoned"),
    Stage.DONE: N_("Done"),
    Stage.UNDER_WAY: N_("Under way"),
    Stage.NOT_STARTED: N_("Not started"),
    Stage.POSTPONED: N_("Postponed"),
    Stage.ABANDONED: N_("Abandoned"),
    StepState.TO_COME: N_("to come"),
    StepState.IN_HAND: N_("in hand"),
    StepState.HELD: N_("held"),
    StepState.SKIPPED: N_("not held"),
    SessionKind.ORDINARY: N_("ordinary session"),
    SessionKind.EXTRAORDINARY: N_("extraordinary session"),
    Decision.OPEN: N_("to decide"),
    Decision.KEPT: N_("kept"),
    Decision.LATER: N_("put off"),
    Decision.REJECTED: N_("set aside"),
    SheetState.NONE: N_("no sheet"),
    SheetState.NO_WOMEN: N_("without women"),
    SheetState.COMPLETE: N_("complete"),
    Direction.RISES: N_("should rise"),
    Direction.FALLS: N_("should fall"),
    ThemeKind.THEME: N_("theme"),
    ThemeKind.POLICY: N_("national policy"),
    ThemeKind.SDG: N_("sustainable development goal"),
    Marker.PRINCIPAL: N_("principal"),
    Marker.SECONDARY: N_("secondary"),
    AttachmentKind.MINUTES: N_("minutes"),
    AttachmentKind.DELIBERATION: N_("deliberation"),
    AttachmentKind.ATTENDANCE: N_("attendance sheet"),
    AttachmentKind.LETTER: N_("letter"),
    AttachmentKind.CONTRACT: N_("contract, agreement"),
    AttachmentKind.DEED: N_("land title, deed"),
    AttachmentKind.HANDOVER: N_("handover minutes"),
    AttachmentKind.PHOTO: N_("photograph"),
    AttachmentKind.MAP: N_("map"),
    AttachmentKind.OTHER: N_("other paper"),
    Change.ADDED: N_("added"),
    Change.REMOVED: N_("removed"),
    Change.COST: N_("cost"),
    Change.YEARS: N_("years"),
    Change.PLACE: N_("location"),
    Change.TITLE: N_("title"),
    PhotoStage.BEFORE: N_("before the works"),
    PhotoStage.DURING: N_("during the works"),
    PhotoStage.AFTER: N_("after the works"),
    Section.OPERATING: N_("operating"),
    Section.INVESTMENT: N_("investments"),
    Side.REVENUE: N_("revenue"),
    Side.EXPENDITURE: N_("expenditure"),
    Origin.OWN: N_("own"),
    Origin.EXTERNAL: N_("external"),
    Origin.NONE: N_("does not apply"),
    Collector.TREASURY: N_("Treasury"),
    Collector.TAX_OFFICE: N_("tax office"),
    Collector.REGISSEUR: N_("régisseur"),
    Collector.OTHER: N_("other collector"),
    Collector.NONE: N_("does not apply"),
    DocumentKind.PRIMITIVE: N_("Primitive budget"),
    DocumentKind.ADDITIONAL: N_("Additional budget"),
    DocumentKind.AUTHORISATION: N_("Special authorisation"),
    DocumentKind.TRANSFER: N_("Transfer of credits"),
    DocumentState.PREPARED: N_("in preparation"),
    DocumentState.DEBATED: N_("debated in public"),
    DocumentState.VOTED: N_("voted"),
    DocumentState.TRANSMITTED: N_("transmitted"),
    DocumentState.RETURNED: N_("returned"),
    DocumentState.APPROVED: N_("approved"),
    DocumentState.CANCELLED: N_("cancelled"),
}
