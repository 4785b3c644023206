"""What somebody has begun to type in a form, until it is noted or given up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.ui.context import Destination

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commune_desk.ui.context import Context


CARDS = {"title": "revenue", "receipt": "revenue"}
"""The places of the cards that keep what is typed in them."""

LINE = "+"
"""Ends the name of the empty line under a table: nothing is opened to type in it."""


class Begun:
    """The texts of one form, by field; they outlive the window.

    Each person finds only what he typed himself. A form that serves several records is
    called otherwise for each.
    """

    def __init__(self, context: Context, form: Callable[[], str]) -> None:
        self._context, self._form = context, form

    @property
    def _name(self) -> str:
        return f"{self._context.desk.user.id or 0}:{self._form()}"

    def texts(self) -> dict[str, str]:
        """Give what was typed; nothing where nothing was begun."""
        found = self._context.ports.begun.get(self._name)
        return dict(found) if isinstance(found, dict) else {}

    def keep(self, texts: Mapping[str, str]) -> None:
        """Remember what is typed; empty texts are left out."""
        typed = {key: text for key, text in texts.items() if text.strip()}
        self._context.ports.begun.put(self._name, typed or None)

    def forget(self) -> None:
        """Remember nothing any more: it is noted."""
        self.keep({})

    def throw_away(self, go_on: Callable[[], object]) -> None:
        """Remember nothing, and offer to bring it back: a key is soon pressed."""
        texts = self.texts()
        self.forget()
        if texts:
            self._context.tell(
                N_("What was typed is thrown away."),
                N_("Bring it back"),
                partial(self._bring_back, texts, go_on),
            )

    def _bring_back(
        self, texts: Mapping[str, str], go_on: Callable[[], object]
    ) -> None:
        self.keep(texts)
        go_on()


def form_of(table: str, fixed: Mapping[str, object]) -> str:
    """Call the form of a table, of which some columns are given."""
    return " ".join([table, *(f"{key}={value}" for key, value in fixed.items())])


def waiting(context: Context) -> Destination | None:
    """Tell where this person began to type something and neither noted nor left it."""
    own = f"{context.desk.user.id or 0}:"
    forms = [
        n.removeprefix(own) for n in context.ports.begun.names() if n.startswith(own)
    ]
    if not forms:
        return None
    return place_of(forms[-1])


def place_of(form: str) -> Destination:
    """Tell where a form is filled in, by its name."""
    form = form.split(" ", maxsplit=1)[0]
    place = CARDS.get(form, form.removesuffix(LINE))
    return Destination(place, adding=form not in CARDS and not form.endswith(LINE))
