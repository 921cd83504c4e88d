"""``make bench``: prints a table and writes the same rows as JSON to ``var/bench.json``.

Parts: reading, scans, pages, certificates. ``--full`` takes more repetitions.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.scans import scans  # noqa: E402
from bench.servers import Fields, Server, Visitor, measure, token  # noqa: E402 -- the path must be set first

QUERIES = """
import json, sys
import django; django.setup()
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.db import connection
from thidua.people.models import User
client = Client()
for who, path in json.loads(sys.argv[1]):
    if who: client.force_login(User.objects.get(username=who), backend="thidua.people.backend.HoldingBackend")
    else: client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as found: client.get(path)
    print(len(found))
"""


LAUNCH = """
import django; django.setup()
from django.utils import timezone
from thidua.movements.actions import launch
from thidua.people.models import User
from thidua.people.queries import actor_of
from thidua.plans.actions import bring, judge_kind
from thidua.plans.rules.kinds import KINDS
from thidua.units.models import Province
import sys
office, chair = (actor_of(User.objects.get(username=n), timezone.localdate()) for n in ("thuongtruc", "chutich"))
plan = bring(Province.objects.get(), sys.argv[1].encode(), "ke-hoach.txt", actor=office)
for kind in KINDS: judge_kind(plan, kind, actor=office)
print(launch(plan, actor=chair).pk)
"""


def wide_plan() -> str:
    """The repository's small plan with twenty targets for departments: a sheet of sixty boxes, as real plans ask for."""
    year = time.localtime().tm_year
    text = (ROOT / "tests/plans/plan.txt").read_text(encoding="utf-8")
    text = text.replace("{year}", str(year)).replace("{later}", str(year + 2)).replace("{end}", str(year + 5))
    more = "\n".join(
        f"- Tối thiểu 80% hồ sơ thuộc nhóm thủ tục số {n} được giải quyết trực tuyến." for n in range(1, 19)
    )
    return text.replace("- 90% cán bộ được tập huấn kỹ năng số.", f"- 90% cán bộ được tập huấn kỹ năng số.\n{more}")


def reading(repeat: int) -> list[dict[str, Any]]:
    """The repository's own plans, and the real ones where they are at hand."""
    from thidua.plans.rules.reading import read

    files = [
        ROOT / "tests/plans/plan.txt",
        ROOT / "tests/plans/corpus/so-tai-chinh-ocr.txt",
        ROOT / "thidua/demo/data/ke-hoach.txt",
        *sorted((ROOT.parent / "shared/seeds").glob("*.txt")),
    ]
    rows = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        read(text)
        times = []
        for _ in range(repeat):
            start = time.perf_counter()
            read(text)
            times.append(time.perf_counter() - start)
        best = min(times)
        name = file.name if ROOT in file.parents else f"real plan {file.name[:3]}"
        rows.append(
            {
                "what": f"read {name}",
                "ms": round(1000 * best, 1),
                "characters": len(text),
                "characters/s": round(len(text) / best),
            }
        )
    longest = files[2].read_text(encoding="utf-8")
    for size in (250_000, 500_000, 1_000_000, 2_000_000):
        text = (longest * (size // len(longest) + 1))[:size]
        start = time.perf_counter()
        read(text)
        spent = time.perf_counter() - start
        rows.append(
            {"what": f"read {size:,} characters", "ms": round(1000 * spent), "characters/s": round(size / spent)}
        )
    return rows


def pages(repeat: int) -> list[dict[str, Any]]:
    """The main pages beside bare ones of the same shape, on the same kind of server in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        product = {"THIDUA_VAR": f"{folder}/product", "THIDUA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "thidua.settings"}
        environment = os.environ | product
        for command in ("migrate", "demo"):
            subprocess.run(
                [sys.executable, "-m", "thidua.command", command],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        launched = subprocess.run(
            [sys.executable, "-c", LAUNCH, wide_plan()],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        movement = launched.stdout.strip()
        bare = {"BARE_VAR": folder, "BARE_FIELDS": "60"}
        subprocess.run(
            [sys.executable, "-c", "from bench.bare import prepare; prepare()"],
            env=os.environ | bare,
            check=True,
            cwd=ROOT,
        )
        servers = Server("thidua.wsgi:application", product), Server("bench.bare:application", bare)
        try:
            return _compare(*servers, repeat, environment, movement)
        finally:
            for server in servers:
                server.stop()


def _sheet(text: str, number: str) -> list[tuple[str, str]]:
    """The form as it would be sent back with this number in every upper box."""
    base = re.search(r'name="base" value="([^"]*)"', text)
    boxes = [(name, number if name[0] == "n" else "100") for name in re.findall(r'<input name="([nd]\d+)"', text)]
    boxes += [(name, "") for name in re.findall(r'<textarea name="(t\d+)"', text)]
    rest = {"narrative": "Đơn vị đã thực hiện.", "difficulties": "", "reference": "", "base": base[1] if base else ""}
    return [("csrfmiddlewaretoken", token(text)), *boxes, *rest.items()]


def _draft_report(visitor: Visitor, movement: str) -> tuple[str, list[Fields]]:
    """A report that the officer may edit, and two sheets of it, sent in turn: each changes every number of the other."""
    text = visitor.ask(f"/phong-trao/{movement}/")[1]
    begin = re.search(r'action="(/nghia-vu/\d+/bao-cao/)"', text)
    assert begin, "the demo has a report to begin"
    answer = visitor.ask(begin[1], [("csrfmiddlewaretoken", token(text))])
    if answer[0] != 302:
        raise RuntimeError(f"{begin[1]}: {answer[0]} {answer[1][:300]}")
    address = answer[2]["Location"]
    visitor.ask(address, _sheet(visitor.ask(address)[1], "81"))
    first = _sheet(visitor.ask(address)[1], "80")
    visitor.ask(address, first)
    return address, [_sheet(visitor.ask(address)[1], "81"), first]


def _compare(
    ours: Server, bare: Server, repeat: int, environment: dict[str, str], movement: str
) -> list[dict[str, Any]]:
    officer, clerk, stranger, plain = Visitor(ours.port), Visitor(ours.port), Visitor(ours.port), Visitor(bare.port)
    for visitor, who in ((officer, "canbo"), (clerk, "kiemtoan")):
        visitor.ask("/trinh-dien/", [("csrfmiddlewaretoken", token(visitor.ask("/trinh-dien/")[1])), ("username", who)])
    plain.ask("/sign-in")
    address, fields = _draft_report(officer, movement)
    mark = ("csrfmiddlewaretoken", token(plain.ask("/form")[1]))
    bare_fields = [[mark, *((f"f{n}", number) for n in range(60))] for number in ("80", "81")]
    queries = [["", "/"], ["kiemtoan", "/dang-ky/"], ["canbo", address]]
    counted = subprocess.run(
        [sys.executable, "-c", QUERIES, json.dumps(queries)],
        env=environment | {"THIDUA_HOSTS": "testserver"},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    rows = []
    for name, visitor, path, data, twin, twin_data, sql in (
        ("public landing", stranger, "/", None, "/one", None, counted[0]),
        ("signed-in list", clerk, "/dang-ky/", None, "/list", None, counted[1]),
        ("report form", officer, address, None, "/form", None, counted[2]),
        ("save a report", officer, address, fields, "/form", bare_fields, ""),
    ):
        mine, other = measure(ours, visitor, path, data, repeat), measure(bare, plain, twin, twin_data, repeat)
        for who, m in (("product", mine), ("bare Django", other)):
            rows.append(
                {
                    "what": f"{name}: {who}",
                    "CPU ms": round(m.cpu, 1),
                    "req/s": round(m.rate),
                    "median ms": round(m.median, 1),
                    "p95 ms": round(m.p95, 1),
                    "SQL": sql if who == "product" else "",
                    "KB": round(m.weight / 1024, 1),
                }
            )
        rows.append(
            {
                "what": f"{name}: ratio of the bare page by CPU",
                "CPU ms": round(other.cpu / mine.cpu, 2) if mine.cpu else "",
            }
        )
    return rows


def certificates(repeat: int) -> list[dict[str, Any]]:
    """Typesetting and signing, one process."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["THIDUA_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
        import django

        django.setup()
        from thidua.certificates.printing import sign, typeset
        from thidua.certificates.rules import Payload

        payload = Payload(
            "Bằng khen",
            "Chủ tịch Ủy ban nhân dân tỉnh",
            "Cửa Sông",
            "Bằng khen",
            "Nguyễn Thị Ánh",
            "Chuyên viên",
            "Đưa toàn bộ thủ tục lên môi trường số",
            "01/QĐ-UBND",
            "ngày 01 tháng 01 năm 2026",
            "Chủ tịch",
            "Trần Văn Bảo",
            True,
        )
        sign(typeset(payload, "http://localhost/kiem-tra/x/"), "x")
        rows = []
        pdf = typeset(payload, "http://localhost/kiem-tra/x/")
        for name, act in (
            ("typeset", lambda: typeset(payload, "http://localhost/kiem-tra/x/")),
            ("sign", lambda: sign(pdf, "x")),
        ):
            start = time.perf_counter()
            for _ in range(repeat):
                act()
            rows.append({"what": f"certificates: {name}", "a second": round(repeat / (time.perf_counter() - start), 1)})
    return rows


PARTS = {"reading": reading, "scans": scans, "pages": pages, "certificates": certificates}


def show(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        rest = "  ".join(f"{k} {v}" for k, v in row.items() if k != "what" and v != "")
        print(f"{row['what']:<52}{rest}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=sorted(PARTS))
    parser.add_argument("--full", action="store_true")
    args = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for name, part in PARTS.items():
        if args.part in (None, name):
            found = part({"reading": 5, "scans": 1, "pages": 120, "certificates": 60}[name] * (5 if args.full else 1))
            show(found)
            rows += found
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
