"""Makes the first editor and reviewer accounts and shows their generated passwords, once."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions import make_first_accounts


class Command(BaseCommand):
    """Changes nothing once anybody can sign in."""

    help = "Make an editor and a reviewer account with generated passwords, where nobody can sign in yet."

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_first_accounts()
        for account, password in made.items():
            self.stdout.write(f"{account}: {password}")
        if not made:
            self.stdout.write("There are accounts already. To replace a lost password: manage.py changepassword NAME")
