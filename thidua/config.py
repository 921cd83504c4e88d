"""Every option of an installation, in one table. The only place that reads the environment.

An option NAME is read from the variable ``THIDUA_NAME``, or from the file that ``THIDUA_NAME_FILE`` names
(for secrets). A wrong value stops the start with a sentence that says how to mend it.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Option:
    """name; type (``str``, ``int``, ``count``, ``bool`` or ``path``); default as text; what it does, for the documentation."""

    name: str
    kind: str
    default: str
    doc: str


OPTIONS = (
    Option("VAR", "path", str(ROOT / "var"), "Thư mục dữ liệu: cơ sở dữ liệu SQLite, tệp, khóa, nhật ký."),
    Option(
        "DATABASE", "str", "", "Địa chỉ PostgreSQL dạng postgresql://người:mật-khẩu@máy:cổng/tên; để trống là SQLite."
    ),
    Option("SECRET", "str", "", "Khóa bí mật của phiên làm việc; để trống là tự tạo trong VAR/keys."),
    Option("HOSTS", "str", "localhost,127.0.0.1,[::1]", "Các tên máy chủ được phục vụ, cách nhau bằng dấu phẩy."),
    Option("ORIGIN", "str", "", "Địa chỉ công khai in trong mã QR, ví dụ https://…; để trống là địa chỉ đang chạy."),
    Option(
        "DEMO",
        "bool",
        "0",
        "Bản trình diễn: hiện nút đăng nhập nhanh. Chỉ có hiệu lực khi dữ liệu là dữ liệu trình diễn.",
    ),
    Option("SECURE", "bool", "0", "Bật khi chạy sau HTTPS: cookie chỉ gửi qua HTTPS."),
    Option("UPLOAD_MB", "int", "20", "Dung lượng lớn nhất của một tệp tải lên, tính bằng MB."),
    Option("VERIFY_PER_MINUTE", "int", "30", "Số lần kiểm tra bằng khen mỗi phút từ một địa chỉ."),
    Option(
        "PROXIES", "count", "0", "Số máy chủ trung gian đứng trước; để lấy đúng địa chỉ người xem từ X-Forwarded-For."
    ),
    Option(
        "PKCS11", "str", "", "Thư viện PKCS#11 của thiết bị ký số (tệp .so); để trống là ký bằng khóa trong VAR/keys."
    ),
    Option("PKCS11_TOKEN", "str", "", "Nhãn của thiết bị ký số."),
    Option("PKCS11_KEY", "str", "", "Nhãn của khóa và chứng thư trong thiết bị ký số."),
    Option("PKCS11_PIN", "str", "", "Mã PIN của thiết bị ký số; nên đặt trong tệp và dùng THIDUA_PKCS11_PIN_FILE."),
    Option("EMAIL", "str", "", "Máy chủ thư smtp://người:mật-khẩu@máy:cổng; để trống là chỉ thông báo trong phần mềm."),
)


class BadOption(SystemExit):
    """An option has a value that cannot be used."""


def read(name: str) -> Any:
    """The value of an option, converted to its type. Raises BadOption."""
    option = next(option for option in OPTIONS if option.name == name)
    variable = f"THIDUA_{name}"
    if file := os.environ.get(f"{variable}_FILE"):
        try:
            text = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadOption(f"{variable}_FILE: không đọc được tệp ({error}).") from error
    else:
        text = os.environ.get(variable, option.default)
    match option.kind:
        case "int":
            if not text.isdigit() or int(text) < 1:
                raise BadOption(f"{variable}={text!r}: cần một số nguyên dương.")
            return int(text)
        case "count":
            if not text.isdecimal():
                raise BadOption(f"{variable}={text!r}: cần số 0 hoặc một số nguyên dương.")
            return int(text)
        case "bool":
            if text not in ("0", "1"):
                raise BadOption(f"{variable}={text!r}: cần 0 hoặc 1.")
            return text == "1"
        case "path":
            return Path(text).resolve()
    return text
