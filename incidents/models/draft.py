"""Drafts: what somebody has typed into a form of the desk and not sent yet, so that nothing typed is lost."""

from django.conf import settings
from django.db import models

LABELLING = ("title", "excerpt", "name", "person", "group", "place_text", "source_url", "outlet")


class Draft(models.Model):
    """A half-filled form of one person; `fields` are its inputs by name. Gone once the form is sent."""

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
    def form(self) -> str:
        """The form it was typed into: "" for a report, else the word for a sort of record about groups."""
        return str(self.fields.get("form", ""))

    @property
    def label(self) -> str:
        """What it is about, in the words typed so far."""
        typed = (self.fields.get(name, "") for name in LABELLING)
        return next((text[:80] for text in typed if text), "Nothing but a beginning")
