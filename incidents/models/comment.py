"""Comments: what editors and reviewers say to each other about an incident; never public."""

from django.conf import settings
from django.db import models

from audit.records import History
from incidents.models.incident import Incident


class Comment(models.Model):
    """One remark; written once, never changed."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField(auto_now_add=True)
    history = History()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something")]

    def __str__(self) -> str:
        return f"{self.author} on {self.incident.public_id}"
