"""Who uses the site, and in which role."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from audit.records import History


class Role(models.TextChoices):
    """What a person is trusted with; `accounts.roles` says what each role may do."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class User(AbstractUser):
    """A person with an account and one role."""

    role = models.CharField(max_length=10, choices=Role, default=Role.READER)
    history = History(excluded_fields=["password", "last_login"])

    class Meta(AbstractUser.Meta):
        constraints = [models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known")]
