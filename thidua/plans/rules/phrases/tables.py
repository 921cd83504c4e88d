"""Columns of tables, and how points are given."""

# Columns of tables, by words of their headings; an earlier row wins.
COLUMNS = (
    ("money", ("tien thuong", "muc thuong", "so tien", "kinh phi", "muc tien", "nguon von")),
    ("both", ("tap the, ca nhan", "tap the va ca nhan", "tap the/ca nhan")),
    ("collectives", ("tap the",)),
    ("individuals", ("ca nhan",)),
    ("both", ("so luong",)),
    ("value", ("muc tieu", "muc phan dau", "yeu cau can dat", "chi tieu giao", "muc giao", "muc dat")),
    ("unit", ("don vi tinh", "dvt", "don vi do")),
    ("award", ("hinh thuc khen", "danh hieu", "hinh thuc", "muc khen")),
    ("agency", ("chu tri", "don vi thuc hien", "co quan thuc hien", "bo phan thuc hien", "phu trach", "trach nhiem")),
    ("agency", ("don vi, ca nhan", "don vi/", "co quan, don vi")),
    ("partners", ("phoi hop",)),
    ("when", ("thoi gian", "thoi han", "tien do", "hoan thanh")),
    ("points", ("diem toi da", "diem chuan", "thang diem", "so diem", "diem")),
    ("formula", ("cach tinh", "cach cham", "phuong phap", "cach xac dinh")),
    ("evidence", ("kiem chung", "minh chung", "tai lieu")),
    ("product", ("san pham", "ket qua", "dau ra")),
    ("criterion", ("tieu chi", "chi so", "noi dung danh gia")),
    ("task", ("nhiem vu", "noi dung", "cong viec", "hoat dong")),
)
# How points are given, by words of the cell that tells it; an earlier row wins.
FORMULAS = (
    ("ratio", ("ty le", "/", "chia", "%", "phan tram")),
    ("count", ("moi ", "cu moi", "so luong")),
    ("boolean", ("co:", "co thi", "khong:", "khong co", "co ke hoach", "co van ban", "da ban hanh", "dat:")),
    ("tier", ("muc ", "tu ", "tren", "duoi")),
)
