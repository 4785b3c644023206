"""What is attached to a record: papers and photographs."""

from __future__ import annotations

from enum import Enum


class AttachmentKind(Enum):
    """What the file is."""

    MINUTES = "minutes"
    DELIBERATION = "deliberation_paper"
    ATTENDANCE = "attendance"
    LETTER = "letter"
    CONTRACT = "contract"
    DEED = "deed"
    HANDOVER = "handover"
    PHOTO = "photo"
    MAP = "map"
    AGREEMENT = "agreement_paper"
    REPORT = "report_paper"
    INVOICE = "invoice_paper"
    VOUCHER = "voucher_paper"
    STATUTES = "statutes_paper"
    NOTICE = "notice_paper"
    OTHER = "other_paper"


class PhotoStage(Enum):
    """When a photograph was taken, seen from the works."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
