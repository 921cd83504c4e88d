"""What must be done by a time."""

# What must be done by a time. key: the reading's name; words: any of them announces it.
DEADLINES = (
    ("registration", ("dang ky", "giao uoc")),
    ("launch", ("phat dong", "hoan thanh viec phat dong", "le phat dong")),
    ("mid-term review", ("so ket",)),
    ("final review", ("tong ket",)),
    ("report", ("bao cao", "gui ket qua")),
    ("nomination", ("ho so de nghi", "de nghi khen thuong", "nop ho so", "gui ho so", "ho so")),
    ("inspection", ("kiem tra", "giam sat")),
    (
        "plan",
        ("xay dung ke hoach", "ban hanh ke hoach", "ke hoach cu the", "gui ke hoach", "cu the hoa", "bang ke hoach"),
    ),
    ("review", ("danh gia", "rut kinh nghiem", "binh xet")),
)
YEARLY = ("dinh ky hang nam", "hang nam", "hang nam", "moi nam", "thuong nien", "tung nam")
ANNUAL = {
    "report": "annual report",
    "mid-term review": "annual review",
    "final review": "annual review",
    "review": "annual review",
    "inspection": "inspection",
    "plan": "annual plan",
    "nomination": "annual award",
}
