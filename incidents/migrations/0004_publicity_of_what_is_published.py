"""What was published before embargoes is before readers; headline attributions that no report states are an editor's."""

from django.db import migrations
from django.db.models import F


def settle(apps, editor):
    incidents = apps.get_model("incidents", "Incident").objects
    incidents.filter(state="published").update(
        is_public=True, public_from=F("published_at"), first_public_at=F("published_at"), reviewed_version=1
    )
    incidents.filter(state="withdrawn").update(
        withdrawn_at=F("updated_at"), first_public_at=F("published_at")
    )
    attributions = apps.get_model("incidents", "Attribution").objects
    stated = set(attributions.exclude(report=None).values_list("report__incident", "group", "role"))
    headline = attributions.exclude(incident=None).values_list("pk", "incident", "group", "role")
    own = [pk for pk, *part in headline.iterator() if tuple(part) not in stated]
    for start in range(0, len(own), 500):
        attributions.filter(pk__in=own[start : start + 500]).update(is_editors=True)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0003_the_desk")]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
