"""The app that takes datasets in."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
