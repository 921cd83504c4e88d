from django.test import Client

from tests.world import World
from thidua.decisions.models import Decision

LIST, DATA = "/cong-khai/quyet-dinh/", "/cong-khai/quyet-dinh/?tep=json"


def test_a_stranger_sees_who_was_awarded_and_for_what(issued: World, client: Client) -> None:
    decision = Decision.objects.get()
    assert "01/QĐ-UBND" in client.get(LIST).content.decode()
    page = client.get(f"{LIST}{decision.pk}/").content.decode()
    assert "Sở Y tế" in page
    assert "Đưa toàn bộ thủ tục của ngành" in page
    (award,) = client.get(DATA).json()["awards"]
    assert (award["subject"], award["decision"]) == ("Sở Y tế", "01/QĐ-UBND")
    assert set(award) == {"id", "subject", "kind", "unit", "award", "achievement", "decision", "issued"}
    assert client.get(DATA + f"&sau={award['id']}").json() == {
        "format": "thidua-awards/1",
        "awards": [],
        "next": None,
    }


def test_drafts_are_not_public(approved: World, client: Client) -> None:
    decision = approved.draw_up()
    assert client.get(f"{LIST}{decision.pk}/").status_code == 404
    assert client.get(DATA).json()["awards"] == []


def test_of_a_revoked_decision_nobody_is_named(issued: World, client: Client) -> None:
    decision = Decision.objects.get()
    Decision.objects.update(subject="Về việc tặng Bằng khen cho Sở Y tế")
    assert "Sở Y tế" in client.get(LIST).content.decode()
    issued.revoke()
    assert "Đưa toàn bộ thủ tục" not in client.get(f"{LIST}{decision.pk}/").content.decode()
    for address in (LIST, f"{LIST}{decision.pk}/"):
        page = client.get(address).content.decode()
        assert "đã hủy bỏ" in page
        assert "Sở Y tế" not in page
    assert client.get(DATA).json()["awards"] == []
