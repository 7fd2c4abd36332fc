"""The organisations that the site begins with."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread.hub.people.actors import partnerships_of
from goldenthread.hub.people.models import ROLES, Organisation
from goldenthread.hub.people.organisations import REGION, ROLES_IN, ensure_organisations, organisations_named

pytestmark = pytest.mark.django_db


def test_every_authority_has_a_forum_and_every_icb_in_force_is_there() -> None:
    assert ensure_organisations() == 71
    assert Counter(Organisation.objects.values_list("kind", flat=True)) == {
        "authority": 33, "forum": 33, "icb": 4, "region": 1,
    }  # fmt: skip


def test_making_them_again_makes_none_and_keeps_a_changed_name() -> None:
    ensure_organisations()
    Organisation.objects.filter(pk="camden").update(name="Camden Council")
    assert ensure_organisations() == 0
    assert Organisation.objects.get(pk="camden").name == "Camden Council"


def test_ids_are_names_that_can_be_read() -> None:
    ensure_organisations()
    for slug in ("hammersmith-and-fulham", "camden-parent-carer-forum", "icb-north-east-london", REGION):
        assert Organisation.objects.filter(pk=slug).exists(), slug


def test_merged_icbs_are_not_organisations_any_more() -> None:
    ensure_organisations()
    assert not Organisation.objects.filter(pk="icb-north-central-london").exists()
    assert "E09000007" in partnerships_of(Organisation.objects.get(pk="icb-west-and-north-london"))


def test_each_authority_is_in_one_icb() -> None:
    ensure_organisations()
    reached = [code for icb in Organisation.objects.filter(kind="icb") for code in partnerships_of(icb)]
    assert len(reached) == len(set(reached)) == 33


def test_every_kind_of_organisation_can_have_an_administrator_and_every_role_has_a_place() -> None:
    assert all("administrator" in roles for roles in ROLES_IN.values())
    assert {role for roles in ROLES_IN.values() for role in roles} == {role for role, _ in ROLES}


def test_organisations_are_named_by_their_ids_and_those_there_are_not_are_left_out() -> None:
    ensure_organisations()
    assert organisations_named(["camden", "barnet-parent-carer-forum", "nowhere"]) == {
        "camden": "Camden",
        "barnet-parent-carer-forum": "Barnet parent carer forum",
    }
