"""A real installation with its demo, in processes of its own, and a real browser before it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the installation keeps its data."""
    return tmp_path_factory.mktemp("serve")


@pytest.fixture(scope="session")
def address(data_folder: Path) -> Iterator[str]:
    """``thidua serve`` with the demo, on SQLite in a folder of its own, web server and job worker as in ``make run``."""
    folder, port = data_folder, free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("THIDUA_", "DJANGO_"))} | {
        "THIDUA_VAR": str(folder)
    }
    command = [sys.executable, "-m", "thidua.command", "serve", "--port", str(port), "--demo", "1"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            for _ in range(240):
                if process.poll() is not None:
                    raise RuntimeError((folder / "log").read_text(encoding="utf-8"))
                try:
                    urllib.request.urlopen(f"http://localhost:{port}/", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.5)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


class Desk:
    """One browser window in which a person after the other sits down."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.problems: list[str] = []
        page.on("console", lambda m: self.problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def sit(self, username: str) -> None:
        """Signs in by the demo's button."""
        self.page.context.clear_cookies()
        self.go("/trinh-dien/")
        self.follow(self.page.locator(f'button[value="{username}"]'))

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def named(self, name: str) -> Locator:
        """The first button or link that begins with the words."""
        pattern = re.compile(rf"^{re.escape(name)}")
        found = self.page.get_by_role("button", name=pattern).or_(self.page.get_by_role("link", name=pattern))
        return found.first

    def follow(self, target: Locator) -> None:
        """Clicks what leads to another page, and waits until that page is there."""
        with self.page.expect_navigation():
            target.click()

    def click(self, name: str) -> None:
        """A button behind a question that asks once more is opened first."""
        behind = self.page.locator("summary", has_text=re.compile(rf"^{re.escape(name)}"))
        if not self.named(name).count() and behind.count():
            behind.first.click()
        self.follow(self.named(name))

    def vote(self, choice: str = "Tán thành") -> None:
        """The same on everything that is open to the person."""
        for box in self.page.get_by_role("radio", name=re.compile(rf"^{choice}")).all():
            box.check()
        self.click("Xem lại và gửi phiếu")
        self.click("Gửi phiếu")

    def text(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture
def desk(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Keeps a screenshot, the console and the HTML when the story fails."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15_000)
    sitting = Desk(page, address)
    failed_before = request.session.testsfailed
    yield sitting
    if request.session.testsfailed > failed_before:
        folder = Path("var") / "journeys" / request.node.name
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / "page.png", full_page=True)
        (folder / "page.html").write_text(page.content(), encoding="utf-8")
        (folder / "console.txt").write_text("\n".join(sitting.problems), encoding="utf-8")
    context.close()
