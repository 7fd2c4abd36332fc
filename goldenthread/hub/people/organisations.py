"""The organisations that the definitions name, and which roles there are in each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.text import slugify

from goldenthread.warehouse.definitions import shipped_catalogue

from .actors import london
from .models import Organisation

REGION = "london-regional-team"
FORUM = "parent-carer-forum"

# What somebody may be, by the kind of organisation. Roles that a kind lacks would open nothing there.
ROLES_IN: dict[str, tuple[str, ...]] = {
    "authority": ("viewer", "contributor", "approver", "commissioner", "finance", "administrator"),
    "icb": ("viewer", "contributor", "approver", "commissioner", "finance", "administrator"),
    "forum": ("viewer", "contributor", "approver", "administrator"),
    "setting": ("viewer", "contributor", "administrator"),
    "region": ("regional_team", "administrator"),
}


def ensure_organisations() -> int:
    """Makes every organisation of the definitions that is not there yet; how many were made.

    Those that are there stay as they are: their names are then the members' own.
    """
    there = set(Organisation.objects.values_list("pk", flat=True))
    missing = [organisation for organisation in _defined() if organisation.pk not in there]
    Organisation.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def _defined() -> Iterator[Organisation]:
    catalogue = shipped_catalogue()
    yield Organisation(id=REGION, kind="region", name="London regional team")
    for code in london():
        name = catalogue.areas[code].name
        slug = slugify(name)
        yield Organisation(id=slug, kind="authority", name=name, area_code=code)
        yield Organisation(id=f"{slug}-{FORUM}", kind="forum", name=f"{name} parent carer forum", area_code=code)
    for area in catalogue.areas.values():
        if area.code.startswith("icb-") and area.to_date is None and area.region_code == "E12000007":
            yield Organisation(id=area.code, kind="icb", name=area.name, area_code=area.code)


def organisations_named(ids: Iterable[str]) -> dict[str, str]:
    """Organisations' names by their ids, as far as there are such organisations."""
    return dict(Organisation.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
