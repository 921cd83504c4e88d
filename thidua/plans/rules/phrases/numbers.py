"""Targets: comparators, verbs before a number, units, tiers."""

AT_LEAST = ("toi thieu", "it nhat", "khong duoi", "tren", "dat tu", "khong thap hon", "tu", "hon", ">=", "≥")
AT_MOST = ("toi da", "khong qua", "duoi", "khong vuot qua", "nhieu nhat", "<=", "≤")
# Numbers in words, as far as plans write them; without marks each looks like another word.
WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
WORD = "mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi"
# Verbs before a number that is to be reached.
TARGET_VERBS = (
    "co them",
    "tang them",
    "them",
    "hinh thanh",
    "thanh lap",
    "xay dung",
    "phat trien",
    "cong nhan",
    "dat",
    "co",
    "to chuc",
    "ho tro",
    "dao tao",
    "tap huan",
    "nhan rong",
    "mo",
    "mo moi",
    "so hoa",
    "hoan thanh",
    "thu hut",
    "cong bo",
    "phan dau",
    "tai cau truc",
    "kem cap",
    "ra mat",
    "trien khai",
    "ky ket",
    "phat hanh",
    "van dong",
    "giup",
    "dang tai",
    "trong do",
    "trong do co",
)
UNITS_OF_MORE = (
    "ngay lam viec",
    "gio lam viec",
    "gio thuc hanh",
    "diem ho tro",
    "diem giao dich",
    "mo hinh",
    "ho so",
    "bo du lieu",
    "ho kinh doanh",
    "ho tieu thuong",
    "ho gia dinh",
    "bo tieu chi",
    "nhom bao cao vien",
    "to cong nghe so cong dong",
    "lop tap huan",
    "luot nguoi",
    "nguoi lao dong",
    "dich vu cong truc tuyen",
    "dich vu cong",
)
NO_UNITS = ("tuoi", "trang", "phieu", "lan", "nam", "dong", "trieu", "ty")
# Units of one word; others are taken with two.
ONE_WORD_UNITS = (
    "diem",
    "phut",
    "gio",
    "ngay",
    "ho",
    "lop",
    "nguoi",
    "buoi",
    "lan",
    "xa",
    "phuong",
    "thon",
    "ap",
    "khoa",
    "tin",
    "cuoc",
    "nha",
)
TIERS = (
    ("cấp tỉnh", ("cap tinh", "so, ban, nganh", "so, nganh", "cap thanh pho")),
    ("cấp huyện", ("cap huyen", "huyen, thanh pho", "huyen, thi xa", "cac huyen")),
    ("cấp xã", ("cap xa", "xa, phuong", "cac xa", "phuong, xa", "dac khu")),
    ("doanh nghiệp", ("doanh nghiep", "hop tac xa")),
    ("cá nhân", ("ca nhan",)),
)
