"""What a dossier consists of and the way it goes where a plan says nothing, and on which rounds an award is given."""

# When a plan names no parts: the parts of the published procedure for provincial thematic awards.
DEFAULT_PARTS = (
    ("Tờ trình đề nghị khen thưởng", "upload"),
    ("Báo cáo thành tích có xác nhận của cấp trình khen", "upload"),
    ("Biên bản xét khen thưởng của Hội đồng Thi đua - Khen thưởng cấp trình khen", "upload"),
)
# When a plan names no route.
DEFAULT_ROUTE = (("consolidate", "Cơ quan thường trực phong trào"), ("appraise", "Cơ quan thẩm định"))


def same_occasion(offer: str, round_: str) -> bool:
    """An offer without an occasion holds on every one; ``sơ kết 2022-2023`` on rounds of sơ kết."""
    return not offer or offer.split(" 20")[0] == round_.split(" 20")[0]
