"""People, the organisations they work in, and what they may be there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

ROLES = (
    ("viewer", "Viewer"),
    ("contributor", "Contributor"),
    ("approver", "Approver"),
    ("commissioner", "Commissioner"),
    ("finance", "Finance lead"),
    ("regional_team", "Regional team"),
    ("administrator", "Administrator"),
)
KINDS = (
    ("authority", "Local authority"),
    ("region", "Regional team"),
    ("icb", "Integrated care board"),
    ("forum", "Parent carer forum"),
    ("setting", "School or other setting"),
)


class PersonManager(BaseUserManager["Person"]):
    """Makes people; an address is kept in small letters, because no two people share one in other letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Saves a person. Without a password nobody can sign in as them until they set one."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str | None) -> Person:
        """The person with this address, however it is written."""
        return self.get(email=(email or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who can sign in. What they may do is said by their memberships alone.

    `is_example`: one of the worked example's people, who exist in example mode alone.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)
    wants_digest = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    # What Django's own parts ask of a user; nobody here is above the table of permissions.
    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def key(self) -> str:
        """The id as events and versions keep it."""
        return str(self.pk)


class Organisation(models.Model):
    """A member organisation. `area_code`: the authority whose partnership it belongs to, or an ICB's own code."""

    id = models.SlugField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=12, choices=KINDS)
    name = models.CharField(max_length=120, unique=True)
    area_code = models.CharField(max_length=40, blank=True, db_index=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role of a person in an organisation, from its start to its end."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=ROLES)
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation", "role"),
                condition=models.Q(ended_at=None),
                name="one_such_role_at_a_time",
            ),
        )


class Application(models.Model):
    """A person's wish to join an organisation, until somebody there decides."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="applications")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="applications")
    role = models.CharField(max_length=16, choices=ROLES)
    reason = models.TextField(blank=True, max_length=2000)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    granted = models.BooleanField(null=True)


class Invitation(models.Model):
    """A letter that lets one address join once. Only a digest of its secret is kept."""

    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=16, choices=ROLES)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=40)
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
