"""The places of accountability, in the order of their tabs."""

from __future__ import annotations

from commune_desk.domain.text import N_
from commune_desk.ui.late_pages import (
    ArchivePage,
    BodySessionsPage,
    ComplaintPage,
    ComplaintsPage,
    MissingPage,
    RecommendationsPage,
    RestitutionPage,
    RestitutionsPage,
)
from commune_desk.ui.place_kinds import Of, Own

PUBLIC_PLACES: tuple[Of | Own, ...] = (
    Of(
        "public_sessions",
        "restitution",
        N_("Note a restitution"),
        "presentation",
        RestitutionsPage,
    ),
    Own(
        "restitution",
        N_("Page of a restitution"),
        "restitution",
        "presentation",
        RestitutionPage,
    ),
    Of("session_attendances", "restitution", N_("Note who came"), "users-group"),
    Of("session_questions", "restitution", N_("Note a question"), "message-report"),
    Of(
        "complaints",
        "complaints",
        N_("Register a complaint"),
        "message-report",
        ComplaintsPage,
    ),
    Own(
        "complaint",
        N_("Page of a complaint"),
        "complaints",
        "message-report",
        ComplaintPage,
    ),
    Of("complaint_steps", "complaints", N_("Note a step"), "list-check"),
    Of("complaint_categories", "complaints", N_("Add a category"), "list-check"),
    Of(
        "recommendations",
        "concertation",
        N_("Note a recommendation"),
        "list-check",
        RecommendationsPage,
    ),
    Of(
        "body_sessions",
        "concertation",
        N_("Note a session"),
        "users-group",
        BodySessionsPage,
    ),
    Of("bodies", "concertation", N_("Add a body"), "building-community"),
    Of("attachments", "archive", N_("Attach a file"), "archive", ArchivePage),
    Of("missing_papers", "archive", N_("Attach a file"), "paperclip", MissingPage),
    Of("procedure_papers", "archive", N_("Ask for a paper"), "list-check"),
)
"""Restitutions, complaints, concertation, archives."""
