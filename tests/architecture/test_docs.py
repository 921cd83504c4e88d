"""The documentation is complete and true to the code."""

import re

import pytest

from scripts import reference
from tests.architecture import checks
from thidua.people.rules import ROLES

DOCS = checks.ROOT / "docs"
STAGES = (
    "plans",
    "movements",
    "registrations",
    "activities",
    "reports",
    "difficulties",
    "inspections",
    "scores",
    "businesses",
    "blocks",
    "nominations",
    "consultations",
    "councils",
    "decisions",
    "certificates",
)


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_generated_pages_are_fresh(name: str) -> None:
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == reference.PAGES[name]()


def test_links_lead_somewhere() -> None:
    for page in [checks.ROOT / "README.md", checks.ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), (page.name, target)


def test_every_stage_is_on_the_tour_and_every_role_has_a_guide() -> None:
    tour = (DOCS / "develop" / "tour.md").read_text(encoding="utf-8")
    for stage in STAGES:
        assert stage in tour
    guides = " ".join(p.read_text(encoding="utf-8") for p in (DOCS / "guides").glob("*.md")).casefold()
    for role in ROLES.values():
        assert role.name.split(" ")[0].casefold() in guides, role.name


def test_every_stage_stands_in_the_glossary() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    for stage in (*STAGES, "units"):
        assert f"`{stage}" in glossary


def test_every_decision_is_listed() -> None:
    listed = (DOCS / "develop" / "decisions" / "README.md").read_text(encoding="utf-8")
    for page in (DOCS / "develop" / "decisions").glob("0*.md"):
        assert page.name in listed


def test_code_named_on_the_tour_exists() -> None:
    tour = (DOCS / "develop" / "tour.md").read_text(encoding="utf-8")
    for path, name in re.findall(r"`([\w/]+\.py):(\w+)`", tour):
        text = (checks.ROOT / "thidua" / path).read_text(encoding="utf-8")
        assert re.search(rf"(def|class) {name}\b", text), (path, name)


def test_the_project_carries_its_papers() -> None:
    for name in ("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"):
        assert (checks.ROOT / name).stat().st_size > 200
