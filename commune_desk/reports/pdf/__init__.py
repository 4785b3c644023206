"""The printed page: DeviceGray, embedded faces, the same bytes twice."""

from __future__ import annotations

from commune_desk.reports.pdf.writer import pdf_bytes

__all__ = ["pdf_bytes"]
