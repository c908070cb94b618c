"""Drafts: what somebody has typed into a report form and not sent yet, so that nothing typed is lost."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """A half-filled report form of one person; `fields` are its inputs by name. Gone once the form is sent."""

    key = models.UUIDField(primary_key=True, help_text="the form's entry key")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["owner", "-saved_at"])]

    def __str__(self) -> str:
        return f"{self.owner}, {self.saved_at}"

    @property
    def label(self) -> str:
        """What it is about, in the words typed so far."""
        typed = (self.fields.get(name, "") for name in ("title", "excerpt", "place_text", "source_url", "outlet"))
        return next((text[:80] for text in typed if text), "Nothing but a beginning")
