"""A plan made in one province, taken up in another."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import World
from thidua.plans.models import Plan, Standing
from thidua.plans.rules.exchange import FORM


def exported(world: World) -> str:
    answer = world.client("auditor").get(f"/ke-hoach/{world.movement.plan.pk}/du-lieu.json")
    assert answer.status_code == 200
    return answer.content.decode()


def send(world: World, text: str) -> str:
    file = SimpleUploadedFile("ke-hoach.json", text.encode())
    answer = world.client("office").post("/ke-hoach/tai-len/", {"province": world.province.pk, "file": file})
    return answer.content.decode() if answer.status_code == 200 else answer["Location"]


def test_a_published_plan_goes_out_and_comes_back_as_a_draft_to_be_judged(running: World) -> None:
    text = exported(running)
    send(running, text)
    plan = Plan.objects.order_by("-pk")[0]
    assert plan.pk != running.movement.plan.pk
    assert (plan.name, plan.state) == (running.movement.name, "draft")
    before = running.movement.plan.items.exclude(standing=Standing.REJECTED).count()
    assert plan.items.filter(standing=Standing.PROPOSED).count() == before
    assert running.client("office").get(plan.get_absolute_url()).status_code == 200


def test_no_person_leaves_the_installation(running: World) -> None:
    content = json.loads(exported(running))
    assert content["form"] == FORM
    assert running.movement.plan.signer
    assert running.movement.plan.signer not in json.dumps(content["name"] or "")
    assert "signer" not in content


def test_drafts_and_strangers_get_nothing(world: World) -> None:
    plan = world.bring()
    assert world.client("office").get(f"/ke-hoach/{plan.pk}/du-lieu.json").status_code == 404


def test_a_file_of_another_form_or_with_wrong_values_says_so(running: World) -> None:
    content = json.loads(exported(running))
    broken = content | {"items": [{"kind": "không có", "data": {}}]}
    assert "không đúng mẫu" in send(running, json.dumps(broken))
    target = next(i for i in content["items"] if i["kind"] == "target")
    wrong = content | {"items": [target | {"data": target["data"] | {"value": "tám mươi"}}]}
    assert "cần một số" in send(running, json.dumps(wrong, ensure_ascii=False))
    assert Plan.objects.count() == 1
