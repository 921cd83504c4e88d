"""A scan becomes a plan in the background."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.papers.documents import pictures, saved
from tests.world import PLAN, World, run_jobs
from thidua.journal.models import Entry
from thidua.plans.models import Intake, IntakeState, Plan

SCAN = saved(pictures([line for line in PLAN.split("\n") if line.strip()]), "PDF")


def send(world: World, content: bytes, name: str) -> Intake:
    file = SimpleUploadedFile(name, content)
    answer = world.client("office").post(reverse("plan_new"), {"province": world.province.pk, "file": file})
    intake = Intake.objects.get()
    assert answer["Location"] == intake.get_absolute_url()
    return intake


def test_an_uploaded_scan_is_read_page_by_page_and_becomes_a_plan(world: World) -> None:
    intake = send(world, SCAN, "quet.pdf")
    page = world.client("office").get(intake.get_absolute_url()).content.decode()
    assert f"0 trên {intake.pages} trang" in page
    assert 'http-equiv="refresh"' in page
    while run_jobs():
        pass
    intake.refresh_from_db()
    assert (intake.state, intake.pages_done) == (IntakeState.DONE, intake.pages)
    plan = Plan.objects.get()
    assert "Cửa Sông" in plan.name
    assert plan.items.filter(kind="section").count() > 5
    assert world.client("office").get(intake.get_absolute_url())["Location"] == plan.get_absolute_url()


def test_a_stopped_scan_makes_no_plan(world: World) -> None:
    intake = send(world, SCAN, "quet.pdf")
    world.client("office").post(intake.get_absolute_url())
    while run_jobs():
        pass
    intake.refresh_from_db()
    assert intake.state == IntakeState.CANCELLED
    assert not Plan.objects.exists()
    assert Entry.objects.filter(verb="plan.scan_cancel").exists()


def test_a_scan_that_is_no_plan_says_why(world: World) -> None:
    intake = send(world, saved(pictures(["Một bài thơ ngắn không có đề mục nào cả."]), "PNG"), "tho.png")
    while run_jobs():
        pass
    page = world.client("office").get(intake.get_absolute_url()).content.decode()
    assert "Không nhận ra đề mục" in page
    assert "http-equiv" not in page


def test_others_do_not_see_a_scan(world: World) -> None:
    intake = send(world, SCAN, "quet.pdf")
    for name in ("officer", "head", "auditor", "member"):
        assert world.client(name).get(intake.get_absolute_url()).status_code == 404
        assert world.client(name).post(intake.get_absolute_url()).status_code == 404
