"""The command line of the product: ``thidua …``."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tarfile
import time
from pathlib import Path


def main() -> int:
    """Runs one command; its exit status is 0 when it did what it says."""
    args = _parser().parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    if args.command == "serve" and args.demo == "1":
        os.environ["THIDUA_DEMO"] = "1"
    import django

    django.setup()
    return int(args.run(args) or 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="thidua", description="Thi Đua Số")
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    read = add("read", _read, "đọc một kế hoạch và in ra những gì đọc được")
    read.add_argument("file", type=Path)
    read.add_argument("--json", action="store_true", help="in theo lược đồ JSON của tài liệu")
    serve = add("serve", _serve, "chuẩn bị cơ sở dữ liệu, chạy máy chủ và tiến trình nền")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--demo", choices=("0", "1"), default="0")
    serve.add_argument("--workers", type=int, default=2)
    add("prepare", _prepare, "biên dịch bản dịch, chép phông chữ")
    add("migrate", _migrate, "tạo hoặc nâng cấp cơ sở dữ liệu")
    add("demo", _demo, "nạp dữ liệu trình diễn vào cơ sở dữ liệu trống")
    backup = add("backup", _backup, "sao lưu cơ sở dữ liệu, tệp và khóa vào một tệp")
    backup.add_argument("file", type=Path)
    restore = add("restore", _restore, "phục hồi từ tệp sao lưu vào thư mục dữ liệu trống")
    restore.add_argument("file", type=Path)
    ranking = add("ranking", _ranking, "tính lại bảng xếp hạng từ tệp dữ liệu mở; nhiều tệp thì ra bảng chung")
    ranking.add_argument("file", type=Path, nargs="+")
    journal = add("journal", _journal, "kiểm tra hoặc niêm phong nhật ký")
    journal.add_argument("action", choices=("verify", "seal"))
    province = add("province", _province, "lập thêm một tỉnh trên bản cài đặt")
    province.add_argument("name")
    province.add_argument("--admin", required=True, help="tên đăng nhập của quản trị đầu tiên")
    return parser


def _ranking(args: argparse.Namespace) -> int:
    """The ranking of an open-data file, byte for byte as it was published; of several files the ranking over them all.
    Warns where the rules are other ones."""
    from thidua.scores.rules.combining import combined
    from thidua.scores.rules.snapshot import BadSnapshot, recompute
    from thidua.scores.version import code_version

    try:
        files = [json.loads(file.read_bytes()) for file in args.file]
        rankings = [recompute(data) for data in files]
        ties = files[0]["set"].get("ties", [])
        found = rankings[0] if len(rankings) == 1 else combined(rankings, ties)
    except (OSError, ValueError, BadSnapshot) as error:
        print(f"Không tính lại được từ tệp này: {error}", file=sys.stderr)
        return 1
    for data in files:
        if data["code"] != code_version():
            print(f"Tệp được tính bằng bản {data['code']}, đây là bản {code_version()}.", file=sys.stderr)
    sys.stdout.buffer.write(found)
    return 0


def _read(args: argparse.Namespace) -> int:
    from thidua.kernel.refusal import Refused
    from thidua.plans.rules.kinds import KINDS, line
    from thidua.plans.rules.reading import as_json, read
    from thidua.ui.sentences import refusal_sentence

    try:
        reading = read(_text_of(args.file))
    except OSError as error:
        print(f"Không mở được tệp: {error}", file=sys.stderr)
        return 1
    except Refused as refused:
        print("\n".join(refusal_sentence(r) for r in refused.refusals), file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(as_json(reading), ensure_ascii=False, indent=1))
        return 0
    for name, value in reading.header.items():
        print(f"{name}: {value}")
    for kind in KINDS.values():
        facts = reading.of(kind.code)
        print(f"\n{kind.name} ({len(facts)})")
        for fact in facts:
            print(f"  [{fact.clause}] {line(kind.code, fact.data)}")
    return 0


def _text_of(file: Path) -> str:
    """The text of a document; of a scan by tesseract, with progress on the error stream."""
    from thidua.kernel.refusal import Refused
    from thidua.papers.scans import Scan, read_scan
    from thidua.papers.text import text_of

    content = file.read_bytes()
    try:
        return text_of(content, file.name)
    except Refused as refused:
        if [r.code for r in refused.refusals] != ["paper.scan"]:
            raise
    scan = Scan(content, file.name)
    return read_scan(scan, lambda done: print(f"trang {done}/{len(scan.texts)}", file=sys.stderr))


def _prepare(args: argparse.Namespace) -> int:
    """Compiles the translations and copies the fonts that the pages use."""
    import shutil

    import fontpkg_be_vietnam_pro
    import polib

    root = Path(__file__).parent
    for po in (root / "locale").glob("*/LC_MESSAGES/django.po"):
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
    fonts = root / "ui" / "static" / "ui" / "fonts"
    fonts.mkdir(exist_ok=True)
    for weight in ("Regular", "SemiBold"):
        name = f"BeVietnamPro-{weight}.ttf"
        shutil.copyfile(Path(str(fontpkg_be_vietnam_pro.__file__)).parent / "files" / name, fonts / name)
    return 0


def _migrate(args: argparse.Namespace) -> int:
    from django.core.management import call_command

    from thidua.awards.actions import load_law
    from thidua.kernel.actor import system
    from thidua.units.models import Province

    call_command("migrate", verbosity=0, interactive=False)
    if Province.objects.exists():
        load_law(actor=system())
    return 0


def _demo(args: argparse.Namespace) -> int:
    from thidua.demo.load import load
    from thidua.units.models import Province

    if Province.objects.exists():
        print("Cơ sở dữ liệu đã có dữ liệu; không nạp bản trình diễn.", file=sys.stderr)
        return 1
    load(lambda text: print(f"» {text}", flush=True))
    return 0


def _port_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _serve(args: argparse.Namespace) -> int:
    from django.conf import settings

    from thidua.demo.context import is_demo
    from thidua.demo.load import sign_ins
    from thidua.units.models import Province

    if _port_taken(args.port):
        print(
            f"Cổng {args.port} đang có chương trình khác dùng. Hãy chạy: make run PORT={args.port + 1}", file=sys.stderr
        )
        return 1
    if not settings.ORIGIN:
        os.environ["THIDUA_ORIGIN"] = f"http://localhost:{args.port}"
        settings.ORIGIN = os.environ["THIDUA_ORIGIN"]
    _prepare(args)
    print("» Chuẩn bị cơ sở dữ liệu", flush=True)
    _migrate(args)
    if args.demo == "1" and not Province.objects.exists():
        print("» Nạp dữ liệu trình diễn (một lần, khoảng một phút)", flush=True)
        if _demo(args):
            return 1
    print(f"\nThi Đua Số: http://localhost:{args.port}/   (Ctrl+C để dừng)", flush=True)
    if args.demo == "1" and is_demo():
        print(sign_ins(), flush=True)
    elif args.demo == "1":
        print("Dữ liệu ở đây không phải bản trình diễn: không có nút đăng nhập nhanh.", flush=True)
    return _run_processes(args.port, args.workers)


def _run_processes(port: int, workers: int) -> int:
    """The web server and a worker for each queue; when one ends, so do the others. The journal is sealed and reminders go out once a day."""
    from thidua.journal.jobs import requeue, run_daily

    requeue()
    bin_dir = Path(sys.executable).parent
    web = [str(bin_dir / "granian"), "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port)]
    web += ["--workers", str(workers), "--log-level", "error", "thidua.asgi:application"]
    worker = [sys.executable, "-m", "django", "db_worker", "--interval", "1", "--queue-name"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "thidua.settings"}
    running = [
        subprocess.Popen(command, env=environment)  # noqa: S603 -- our own programs
        for command in (web, [*worker, "default"], [*worker, "scans"])
    ]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sealed = None
        while all(process.poll() is None for process in running):
            if sealed != (sealed := time.localtime()[:3]):
                run_daily.enqueue()
            time.sleep(0.3)
    except KeyboardInterrupt:
        pass
    finally:
        _stop(running)
    return 0


def _stop(running: list[subprocess.Popen[bytes]], seconds: float = 8) -> None:
    """Asks every process to end, waits for all of them together, and ends those that do not."""
    for process in running:
        process.terminate()
    deadline = time.monotonic() + seconds
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _backup(args: argparse.Namespace) -> int:
    from thidua.papers.backup import backup

    try:
        count = backup(args.file)
    except OSError as error:
        print(f"Không sao lưu được: {error}", file=sys.stderr)
        return 1
    print(f"Đã sao lưu {count} tệp vào {args.file}.")
    return 0


def _restore(args: argparse.Namespace) -> int:
    from thidua.kernel.refusal import Refused
    from thidua.papers.backup import restore

    try:
        count = restore(args.file)
    except (Refused, ValueError, OSError, KeyError, tarfile.TarError) as error:
        print(f"Không phục hồi được: {error}", file=sys.stderr)
        return 1
    print(f"Đã phục hồi {count} tệp.")
    return 0


def _journal(args: argparse.Namespace) -> int:
    from thidua.journal.models import Entry, Root
    from thidua.journal.roots import sign_root, verify
    from thidua.ui.names import name_of

    if args.action == "seal":
        root = sign_root()
        print(f"Niêm phong {root.at.isoformat()}: {root.digest}")
        return 0
    findings = verify()
    for found in findings:
        print(f"{found.subject} #{found.seq}: {name_of('finding', found.kind)}")
    last = Root.objects.last()
    later = Entry.objects.filter(at__gt=last.at).count() if last else Entry.objects.count()
    print(f"{Entry.objects.count()} bản ghi, {len(findings)} sai lệch.")
    print(
        f"Có {later} bản ghi sau lần niêm phong gần nhất: nếu bản ghi cuối của một chuỗi trong số đó bị xóa, hoặc cả chuỗi "
        "bị tính lại, thì đến lần niêm phong sau vẫn chưa phát hiện được. Chạy: thidua journal seal"
    )
    return 1 if findings else 0


def _province(args: argparse.Namespace) -> int:
    """A further province, with its first administrator, whose password is printed once."""
    import secrets

    from django.utils import timezone

    from thidua.awards.actions import load_law
    from thidua.kernel.actor import system
    from thidua.kernel.refusal import Refused
    from thidua.people.actions import appoint, open_account
    from thidua.portal.actions import new_province
    from thidua.ui.sentences import refusal_sentence
    from thidua.units.models import Province

    if Province.objects.filter(is_demo=True).exists():
        print("Đây là bản trình diễn; tỉnh thật cần một bản cài đặt riêng.", file=sys.stderr)
        return 1
    password = secrets.token_urlsafe(12)
    try:
        load_law(actor=system())
        committee = new_province(args.name, actor=system())
        user = open_account(
            username=args.admin, full_name=args.admin, password=password, unit=committee, actor=system()
        )
        appoint(user, "administrator", committee, start=timezone.localdate(), actor=system())
    except Refused as refused:
        print("\n".join(refusal_sentence(r) for r in refused.refusals), file=sys.stderr)
        return 1
    print(f"Đã lập: {committee.name}. Quản trị: {args.admin}, mật khẩu: {password} (hãy đổi sau khi đăng nhập).")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
