"""Setting up an installation, and a further province."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from thidua.awards.actions import load_law
from thidua.ballots.actions import found_body
from thidua.journal import keys
from thidua.kernel.actor import Actor, system
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import fold
from thidua.people.actions import appoint, open_account
from thidua.people.models import User
from thidua.units.actions import add_unit, found_province
from thidua.units.models import Province, Unit


@transaction.atomic
def set_up(*, province: str, full_name: str, username: str, password: str) -> User:
    """The first province and its administrator. Refused once there is one."""
    if Province.objects.exists():
        raise Refused([Refusal("setup.taken")])
    keys.ensure()
    actor = system()
    load_law(actor=actor)
    committee = new_province(province, actor=actor)
    user = open_account(username=username, full_name=full_name, password=password, unit=committee, actor=actor)
    appoint(user, "administrator", committee, start=timezone.localdate(), actor=actor)
    return user


@transaction.atomic
def new_province(name: str, *, actor: Actor, is_demo: bool = False) -> Unit:
    """A province with its committee, the root of its tree, and its award council."""
    slug = slugify(fold(name))
    if not slug or Province.objects.filter(slug=slug).exists():
        raise Refused([Refusal("province.taken", {"name": name})])
    province = found_province(name=name, slug=slug, actor=actor, is_demo=is_demo)
    committee = add_unit(
        province,
        actor=system(),
        code="UBND",
        name=f"Ủy ban nhân dân tỉnh {name}",
        kind="committee",
        tier="province",
        valid_from=timezone.localdate().replace(year=2000, month=1, day=1),
    )
    found_body(province, name="Hội đồng Thi đua - Khen thưởng tỉnh", actor=actor)
    return committee
