"""Adding organisations that no definition names: schools and other settings."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from goldenthread.hub.audit.interface import record

from ..actors import Actor, london
from ..faults import NotPossible
from ..models import Organisation
from ..policies import demand


@transaction.atomic
def add_setting(*, by: Actor, name: str, area_code: str) -> Organisation:
    """A school or other setting as a member of an authority's partnership. Its id is made from its name."""
    demand(by, "manage", "organisations")
    if area_code not in london():
        raise NotPossible("Choose one of London's authorities.")
    slug = slugify(name)[:60].strip("-")
    if not slug:
        raise NotPossible("Write the name with letters.")
    if Organisation.objects.filter(name__iexact=name).exists() or Organisation.objects.filter(pk=slug).exists():
        raise NotPossible(f"There is an organisation called '{name}' already. Add its borough to the name.")
    made = Organisation.objects.create(id=slug, kind="setting", name=name, area_code=area_code)
    record(by=by.key, action="organisation_added", kind="organisation", object_id=made.pk, partnership=area_code)
    return made
