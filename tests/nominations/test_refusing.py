import io

import pytest
from docx import Document

from tests.world import World
from thidua.kernel.refusal import Refused
from thidua.nominations.models import Nomination
from thidua.nominations.refusing import tell


@pytest.fixture
def refused(reported: World) -> World:
    reported.nominate()
    reported.hold_session("no")
    return reported


def test_a_unit_is_told_why_and_gets_a_letter(refused: World) -> None:
    nomination, client = Nomination.objects.get(), refused.client("secretary")
    address = f"/khen-thuong/{nomination.round_id}/khong-duoc-khen/"
    assert "1 chưa trả lời" in client.get(address).content.decode()
    key = nomination.pk
    form = {"ho-so": key, f"{key}-why": "other", f"{key}-words": " "}
    page = client.post(address, form).content.decode()
    assert "lý do khác thì viết rõ" in page
    words = "Thành tích chưa có số liệu chứng minh"
    assert client.post(address, form | {f"{key}-words": words}).status_code == 302
    assert words in refused.client("officer").get(nomination.get_absolute_url()).content.decode()
    unit = refused.units["SYT"]
    found = client.get(f"{address}{unit.pk}/")
    (table,) = [t for t in Document(io.BytesIO(found.content)).tables if len(t.columns) == 4]
    assert words in table.rows[1].cells[3].text
    assert client.get(f"{address}{refused.units['X1'].pk}/").status_code == 404


def test_only_a_refusal_is_told_and_only_by_the_office(refused: World) -> None:
    nomination = Nomination.objects.get()
    for actor, why, code in (
        (refused.actor("officer"), "votes", "machine.right"),
        (refused.actor("secretary"), "nothing", "refusal.why"),
    ):
        with pytest.raises(Refused) as said:
            tell(nomination, why, "", actor=actor)
        assert [one.code for one in said.value.refusals] == [code]
    Nomination.objects.update(state="ready")
    with pytest.raises(Refused) as said:
        tell(nomination, "votes", "", actor=refused.actor("secretary"))
    assert said.value.refusals[0].code == "refusal.state"
    assert refused.client("officer").get(f"/khen-thuong/{nomination.round_id}/khong-duoc-khen/").status_code == 404
