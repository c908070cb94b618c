"""The first time that changes are noted; `explore.noting` sees to it after every later migration."""

from django.db import migrations

from explore import noting


def begin(apps, editor):
    apps.get_model("explore", "Publication").objects.get_or_create(pk=1)
    apps.get_model("explore", "Change").objects.create(noun="everything", key=0)


class Migration(migrations.Migration):
    dependencies = [
        ("explore", "0001_initial"), ("incidents", "0002_report_entry_key"), ("groups", "0002_structure_has_no_circle"),
        ("places", "0002_geocoder_answers"), ("sources", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(lambda apps, editor: noting.watch(), lambda apps, editor: noting.unwatch()),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
