"""Files that readers asked for."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('explore', '0002_note_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ExportJob',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(help_text='digest of all that makes the file what it is', max_length=32)),
                ('audience', models.CharField(choices=[('public', 'public'), ('desk', 'desk')], max_length=6)),
                ('version', models.CharField(max_length=16)),
                ('folder', models.CharField(help_text="the snapshot's", max_length=40)),
                ('format', models.CharField(max_length=8)),
                ('filter', models.TextField(blank=True, help_text='as an address has it')),
                ('incident', models.CharField(help_text='address of an incident, for the links in the file', max_length=300)),
                ('state', models.CharField(choices=[('due', 'Due'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='due', max_length=7)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease', models.UUIDField(blank=True, null=True)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField()),
                ('size', models.PositiveBigIntegerField(default=0, help_text='bytes')),
                ('token', models.CharField(blank=True, max_length=43, null=True, unique=True)),
                ('problem', models.CharField(blank=True, max_length=300)),
                ('asked_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['due', 'running', 'done', 'failed'])), name='export_state_known', violation_error_message='state: choose one of due, running, done, failed.'), models.UniqueConstraint(condition=models.Q(('state', 'failed'), _negated=True), fields=('question',), name='export_question_once'), models.CheckConstraint(condition=models.Q(models.Q(('expires_at__isnull', True), ('state__in', ('due', 'running')), ('token__isnull', True)), models.Q(('expires_at__isnull', False), ('state', 'failed'), ('token__isnull', True)), models.Q(('expires_at__isnull', False), ('state', 'done'), ('token__isnull', False)), _connector='OR'), name='export_ends_with_token_and_time')],
            },
        ),
    ]
