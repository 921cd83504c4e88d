"""Provinces, units and people in bulk: the shape of the national tree. Imported once Django is set up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils.text import slugify

from thidua.kernel.vietnamese import fold, sort_key
from thidua.people.models import RoleHolding, User
from thidua.units.models import Group, Membership, Placement, Province, Unit

_NAMES = (
    "Tuyên Quang|Lào Cai|Thái Nguyên|Phú Thọ|Bắc Ninh|Hưng Yên|Hải Phòng|Ninh Bình|Quảng Trị|Đà Nẵng|Quảng Ngãi|Gia Lai|"
    "Khánh Hòa|Lâm Đồng|Đắk Lắk|Hồ Chí Minh|Đồng Nai|Tây Ninh|Cần Thơ|Vĩnh Long|Đồng Tháp|Cà Mau|An Giang|Hà Nội|Huế|"
    "Lai Châu|Điện Biên|Sơn La|Lạng Sơn|Quảng Ninh|Thanh Hóa|Nghệ An|Hà Tĩnh|Cao Bằng"
)
PROVINCES = _NAMES.split("|")
WORDS = ("Bình Minh", "Tân Phú", "Mỹ An", "Long Hòa", "Đông Sơn", "Vĩnh Thịnh", "Phước Lộc", "Yên Khánh", "Ấp Bắc")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi")
GIVEN = ("An", "Bình", "Châu", "Dung", "Giang", "Hạnh", "Khoa", "Linh", "Mai", "Nam", "Oanh", "Phúc", "Thảo")
OLD = date(2025, 7, 1)
BATCH = 2000
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Numbers:
    """How many there are of each in the whole country; a province gets its share, and one commune at least."""

    provinces: int = 34
    communes: int = 3321
    departments: int = 34 * 15
    enterprises: int = 100_000

    def scaled(self, scale: float) -> "Numbers":
        """The same provinces with a share (0–1) of everything in them."""
        rows = (max(self.provinces, round(n * scale)) for n in (self.communes, self.departments, self.enterprises))
        return Numbers(self.provinces, *rows)

    def one_province(self) -> "Numbers":
        rows = (n // self.provinces for n in (self.communes, self.departments, self.enterprises))
        return Numbers(1, *rows)

    def of(self, number: int) -> tuple[int, int, int]:
        """(communes, departments, enterprises) of the province of this number; the first ones take what is left over."""

        def share(total: int) -> int:
            return total // self.provinces + (number < total % self.provinces)

        return share(self.communes), share(self.departments), share(self.enterprises)


def bulk(model: type[M], rows: Iterable[M]) -> list[M]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def _unit(province: Province, code: str, name: str, kind: str, tier: str) -> Unit:
    """``save`` is not called by ``bulk_create``: what it works out is set here."""
    return Unit(
        province=province,
        code=code,
        name=name,
        kind=kind,
        tier=tier,
        valid_from=OLD,
        folded=fold(name),
        order=sort_key(name),
    )


def _units(province: Province, numbers: tuple[int, int, int]) -> Iterator[Unit]:
    communes, departments, enterprises = numbers
    for n in range(communes):
        name = f"{'Phường' if n % 3 == 0 else 'Xã'} {WORDS[n % len(WORDS)]} {n + 1}"
        yield _unit(province, f"X{n:05d}", name, "commune", "commune")
    for n in range(departments):
        yield _unit(province, f"S{n:03d}", f"Sở {WORDS[n % len(WORDS)]} {n + 1}", "department", "province")
    for n in range(enterprises):
        name = f"Công ty trách nhiệm hữu hạn {WORDS[n % len(WORDS)]} {n + 1}"
        yield _unit(province, f"DN{n:06d}", name, "enterprise", "enterprise")


def _person(username: str, number: int) -> User:
    name = f"{FAMILY[number % len(FAMILY)]} Thị {GIVEN[number % len(GIVEN)]}"
    return User(
        username=username,
        full_name=name,
        folded=fold(name),
        order=sort_key(" ".join(reversed(name.split()))),
        password=make_password(None),
    )


def load_province(number: int, numbers: Numbers) -> tuple[Province, list[Unit]]:
    """A province with its units, clusters and people; the committee is not among the units that are given back."""
    name = PROVINCES[number % len(PROVINCES)]
    province = Province.objects.create(name=name, slug=slugify(fold(name)))
    committee = _unit(province, "UBND", f"Ủy ban nhân dân tỉnh {name}", "committee", "province")
    committee.save()
    units = bulk(Unit, _units(province, numbers.of(number)))
    bulk(Placement, (Placement(unit=u, parent=committee, valid_from=OLD) for u in units))
    clusters = [
        Group.objects.create(province=province, name=f"Cụm thi đua số {n + 1}", kind="cluster") for n in range(8)
    ]
    communes = [u for u in units if u.kind == "commune"]
    bulk(
        Membership,
        (Membership(group=clusters[n % 8], unit=u, is_lead=n < 8, valid_from=OLD) for n, u in enumerate(communes)),
    )
    _people(number, committee, units)
    return province, units


def _people(number: int, committee: Unit, units: list[Unit]) -> None:
    """An officer and a head for each commune and department, and the person who receives the reports of the province."""
    at, turn = [u for u in units if u.kind != "enterprise"], count()
    roles = [(u, role) for u in at for role in ("unit_officer", "unit_head")]
    people = bulk(User, (_person(f"{role}-{unit.pk}", next(turn)) for unit, role in roles))
    bulk(
        RoleHolding,
        (RoleHolding(user=p, unit=u, role=r, valid_from=OLD) for p, (u, r) in zip(people, roles, strict=True)),
    )
    seat = next((u for u in units if u.kind == "department"), committee)
    office = _person(f"office-{number}", next(turn))
    office.save()
    RoleHolding.objects.create(user=office, unit=seat, role="standing_agency", valid_from=OLD)


def load_overseer() -> None:
    """One person who has the office's role in every province."""
    overseer = _person("office-all", 0)
    overseer.save()
    seats = RoleHolding.objects.filter(role="standing_agency").values_list("unit_id", flat=True)
    bulk(
        RoleHolding,
        [RoleHolding(user=overseer, unit_id=seat, role="standing_agency", valid_from=OLD) for seat in seats],
    )
