"""Two villages never share a name, whatever letters it is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.errors import Rejected
from commune_desk.services.territory import AddVillage

if TYPE_CHECKING:
    import sample


@pytest.mark.parametrize("name", ["Oueto", "ߥߋߕߏ", ":"])
def test_the_second_village_of_a_name_is_refused(
    small: sample.Sample, name: str
) -> None:
    small.desk.do(AddVillage({"name": name}))
    with pytest.raises(Rejected):
        small.desk.do(AddVillage({"name": name}))
