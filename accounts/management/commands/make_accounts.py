"""Makes the first editor and reviewer accounts and shows their generated passwords, once."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions import make_missing_accounts


class Command(BaseCommand):
    """Changes nothing where both accounts exist."""

    help = "Make an editor and a reviewer account with generated passwords, where missing."

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_missing_accounts()
        for account, password in made.items():
            self.stdout.write(f"{account}: {password}")
        if not made:
            self.stdout.write("Both accounts exist; their passwords are not kept in the clear.")
