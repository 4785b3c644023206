"""The head of the home page: it says which day it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words


PURPOSE = N_("{day}. What is to be done, and where the commune stands.")


def home_head(
    words: Words, actions: Sequence[QWidget] = (), purpose: Text = PURPOSE
) -> PageHead:
    """Make the head, with what may be done on the page; `purpose` names the day."""
    today = dt.datetime.now().astimezone().date()
    day = f"{words.weekday(today)} {words.long_date(today)}"
    sentence = words.say(replace(purpose, facts=(("day", day),)))
    title = words.say(N_("Home"))
    return PageHead(title, sentence[:1].upper() + sentence[1:], actions)
