"""Synthetic incidents are marked, whole, skewed as real ones are, the same for a seed, and never beside real ones."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from groups.models import STRUCTURE, Alliance, Group
from incidents import actions
from incidents.kinds import Kind, TargetKind, WeaponKind
from incidents.management.commands.make_synthetic import Command
from incidents.models import Attribution, AttributionStatus, Incident, Report, Role, Target, Weapon
from incidents.synthetic import writing
from incidents.synthetic.run import Run
from places.actions import settle
from places.models import Place, PlaceKind, Precision, SiteKind
from sources.dates import Bounds, DatePrecision, bounds
from sources.editorial import State
from sources.models import Outlet, OutletKind, Source
from tests.factories import make_group, make_incident, make_outlet, make_place, make_report, make_source
from tests.incidents.demo.conftest import rows_everywhere

SIZE, CHUNK = 2000, 500
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CONTENT: dict[type[Any], tuple[str, ...]] = {
    Incident: ("public_id", "title", "summary", "kind", "state", "when", "place__code", "killed_best", "published_at"),
    Report: ("incident__public_id", "source__slug", "kind", "when", "excerpt", "entered_at"),
    Source: ("slug", "outlet__slug", "title", "published"),
    Attribution: ("incident__public_id", "group__slug", "role", "status", "by", "confidence"),
    Target: ("incident__public_id", "kind", "community"),
    Weapon: ("incident__public_id", "kind"),
    Place: ("code", "name", "lat", "lon", "public_place__code"),
}


@dataclass(frozen=True)
class Made:
    """What a run wrote, with what it points at; `structure` counts ties between groups."""

    incidents: list[Incident]
    reports: list[Report]
    attributions: list[Attribution]
    targets: list[Target]
    weapons: list[Weapon]
    groups: list[Group]
    structure: int


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Made:
    """Nothing of it stays in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_gazetteer()
        make()
        connection.check_constraints()
        found = Made(
            list(Incident.objects.select_related("place")),
            list(Report.objects.select_related("source__outlet", "incident", "entered_by")),
            list(Attribution.objects.select_related("group")), list(Target.objects.all()), list(Weapon.objects.all()),
            list(Group.objects.all()), Alliance.objects.filter(kind__in=STRUCTURE, state=State.PUBLISHED).count(),
        )  # fmt: skip
        transaction.set_rollback(True)
    return found


def make_gazetteer() -> None:
    """Two countries, three provinces, three districts and a dozen towns."""
    countries = {code: make_place(name=code, code=code, kind=PlaceKind.COUNTRY, country=code, precision="country")
                 for code in ("AF", "PK")}  # fmt: skip
    for number, code in enumerate(("AF-JOW", "AF-KAB", "PK-KP")):
        province = make_unit(PlaceKind.PROVINCE, code, countries[code[:2]], lat=33.0 + number)
        district = make_unit(PlaceKind.DISTRICT, f"{code}-one", province, lat=33.1 + number, province=province)
        for town in range(4):
            parent = district if town else province
            within = {"parent": parent, "province": province, "district": district if town else None}
            make_place(code=f"{code}-gn{town}", country=code[:2], lat=33.2 + number + town / 50, **within)


def make_unit(kind: PlaceKind, code: str, parent: Place, **odd: Any) -> Place:
    unit = make_place(name=code, code=code, kind=kind, parent=parent, country=code[:2], precision=kind.value, **odd)
    setattr(unit, kind.value, unit)
    unit.save()
    return unit


def make(incidents: int = SIZE, seed: int = 7, chunk: int = CHUNK) -> str:
    said = StringIO()
    call_command("make_synthetic", incidents=incidents, seed=seed, chunk=chunk, stdout=said)
    return said.getvalue()


def content() -> dict[str, list[Any]]:
    """All that was made, without the row numbers, which a database gives as it likes."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list(*fields))
        for model, fields in CONTENT.items()
    }


def share_of_first(number: int, counted: Iterable[Any]) -> float:
    counts = Counter(counted)
    return sum(count for _, count in counts.most_common(number)) / counts.total()


def test_every_row_says_that_it_is_synthetic(made: Made) -> None:
    assert len(made.incidents) == SIZE
    assert all(each.title.startswith("Synthetic: ") for each in made.incidents)
    assert all(each.name.startswith("Synthetic group ") and each.slug.startswith("synthetic-") for each in made.groups)
    outlets = {each.source.outlet for each in made.reports}
    assert all(each.name.startswith("Synthetic outlet ") and each.kind == OutletKind.DATASET for each in outlets)
    assert {each.entered_by.username for each in made.reports if each.entered_by} == {"synthetic-desk"}


def test_dates_agree_with_their_text(made: Made) -> None:
    sources = {each.source for each in made.reports}
    dated = {(each.when, each.earliest, each.latest) for each in made.incidents}
    dated |= {(each.published, each.published_earliest, each.published_latest) for each in sources}

    for text, earliest, latest in dated:
        expected = Bounds(date.fromisoformat(text), date.fromisoformat(text)) if DAY.fullmatch(text) else bounds(text)
        assert Bounds(earliest, latest) == expected


def test_reports_agree_with_the_headline(made: Made) -> None:
    for report in made.reports:
        assert report.incident is not None
        for name in ("kind", "when", "earliest", "latest", "place_id"):
            assert getattr(report, name) == getattr(report.incident, name)


def test_most_dates_are_exact_and_some_are_not_known(made: Made) -> None:
    known = Counter(each.date_precision for each in made.incidents)

    assert set(known) == set(DatePrecision)
    assert 0.80 < known[DatePrecision.DAY] / SIZE < 0.90
    assert {each.earliest.year for each in made.incidents if each.earliest} == set(range(2004, 2024))
    assert 5 <= sum(each.when == "" for each in made.incidents) <= 40


def test_every_word_of_the_vocabularies_occurs(made: Made) -> None:
    occurring: list[tuple[Iterable[Any], Iterable[Any]]] = [
        ((each.kind for each in made.incidents), Kind.values),
        ((each.state for each in made.incidents), State.values),
        ((each.corroboration for each in made.incidents), range(1, 7)),
        ((each.credibility for each in made.incidents), range(1, 7)),
        ((each.place.precision for each in made.incidents if each.place), Precision.values),
        ((each.role for each in made.attributions), Role.values),
        ((each.status for each in made.attributions), AttributionStatus.values),
        ((each.kind for each in made.targets), TargetKind.values),
        ((each.kind for each in made.weapons), WeaponKind.values),
    ]  # fmt: skip
    for found, known in occurring:
        assert set(found) == set(known)


def test_a_few_groups_kinds_and_places_hold_most(made: Made) -> None:
    assert share_of_first(10, (each.group_id for each in made.attributions)) > 0.5
    assert share_of_first(5, (each.kind for each in made.incidents)) > 0.5
    assert share_of_first(20, (each.place_id for each in made.incidents)) > 0.5
    assert len({each.place_id for each in made.incidents}) > 200


def test_groups_have_parts_and_a_few_are_drafts(made: Made) -> None:
    assert Counter(each.state for each in made.groups) == {State.PUBLISHED: 117, State.DRAFT: 3}
    assert made.structure > 20


def test_tolls_have_a_heavy_tail_zeros_gaps_and_open_ends(made: Made) -> None:
    best = sorted(each.killed_best for each in made.incidents if each.killed_best is not None)

    assert best[len(best) // 2] <= 2 < 50 < best[-1]
    assert 0 in best
    assert any(each.killed_low is None for each in made.incidents)
    assert any(each.killed_low is not None and each.killed_high is None for each in made.incidents)
    assert any(each.killed_low is not None and each.killed_best is None for each in made.incidents)


def test_each_incident_has_a_report_for_each_independent_source(made: Made) -> None:
    outlets: dict[int | None, set[int]] = {each.pk: set() for each in made.incidents}
    for report in made.reports:
        outlets[report.incident_id].add(report.source.outlet_id)

    assert all(len(outlets[each.pk]) >= each.corroboration for each in made.incidents)
    assert SIZE / 6 < len({each.source_id for each in made.reports}) < SIZE / 4


def test_no_source_reports_what_has_not_happened_yet(made: Made) -> None:
    for report in made.reports:
        if report.latest and report.source.published_latest:
            assert report.latest <= report.source.published_latest


def test_texts_are_in_two_scripts(made: Made) -> None:
    words = {word for each in made.incidents for word in each.summary.split()}

    assert len(words) > 2000
    assert any("\u0600" <= word[0] <= "\u06ff" for word in words)


@pytest.mark.django_db
def test_sensitive_sites_are_shown_as_the_rule_has_it() -> None:
    make_gazetteer()
    make(20)
    sites = list(Place.objects.filter(kind=PlaceKind.SITE))

    assert {each.site_kind for each in sites} == set(SiteKind.values) - {SiteKind.OTHER}
    for site in sites[::5]:
        shown = site.public_place_id
        settle(site)
        assert site.public_place_id == shown
        assert (shown == site.pk) == (site.sensitivity == "exact")


@pytest.mark.django_db
def test_editors_can_go_on_after_the_synthetic_numbers() -> None:
    make_gazetteer()
    make(200)
    assert Incident.history.count() == Report.history.count() == 0
    taken = set(Incident.objects.values_list("public_id", flat=True))

    assert len(taken) == 200
    assert actions.next_public_id(2012) not in taken
    assert make_incident().public_id not in taken


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_and_another_seed_others() -> None:
    make_gazetteer()

    first, same, other = (rolled_back(lambda seed=seed: make(300, seed, 100)) for seed in (1, 1, 2))  # type: ignore[misc]

    assert first == same
    assert first["Incident"] != other["Incident"]
    assert first["Place"] != other["Place"]


@pytest.mark.django_db
def test_a_run_that_is_broken_off_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    make_gazetteer()
    whole = rolled_back(lambda: make(450, 3, 100))
    break_off_at(monkeypatch, Report, time=3)

    with pytest.raises(CommandError, match="Run the same command again"):
        make(450, 3, 100)
    kept = Incident.objects.count()
    monkeypatch.undo()
    said = make(450, 3, 100)

    assert kept == 200
    assert "250 synthetic incidents" in said
    assert content() == whole


@pytest.mark.django_db
def test_a_run_that_is_done_changes_nothing() -> None:
    make_gazetteer()
    make(50)
    before = rows_everywhere()

    assert "nothing was changed" in make(50)
    assert rows_everywhere() == before


@pytest.mark.django_db
@pytest.mark.parametrize("make_real", [make_incident, make_report, make_group, make_source, make_outlet])
def test_it_is_refused_beside_anything_real(make_real: Callable[[], object]) -> None:
    make_gazetteer()
    make_real()
    before = rows_everywhere()

    with pytest.raises(CommandError, match="set VAR_DIR or DATABASE_URL"):
        make(50)

    assert rows_everywhere() == before


@pytest.mark.django_db
def test_it_does_not_go_on_once_something_real_was_entered() -> None:
    make_gazetteer()
    make(50)
    make_report(source=Source.objects.all()[0])

    with pytest.raises(CommandError, match="holds reports that are not synthetic"):
        make(50)


@pytest.mark.django_db
def test_two_runs_do_not_mix() -> None:
    make_gazetteer()
    make(50, seed=1)

    with pytest.raises(CommandError, match="--incidents 50 --seed 1"):
        make(50, seed=2)


@pytest.mark.django_db
def test_a_second_process_is_told_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    make_gazetteer()
    tell = Command._show

    def meanwhile(command: Command, run: Run, before: int) -> None:
        tell(command, run, before)
        monkeypatch.undo()
        make(60, chunk=20)

    monkeypatch.setattr(Command, "_show", meanwhile)
    with pytest.raises(CommandError, match="Another process is writing"):
        make(60, chunk=20)

    assert Incident.objects.count() == 60


@pytest.mark.django_db
def test_a_missing_gazetteer_is_loaded_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def load(name: str, **_: object) -> None:
        asked.append(name)
        make_gazetteer()

    monkeypatch.setattr("incidents.management.commands.make_synthetic.call_command", load)
    make(20)

    assert asked == ["load_gazetteer"]
    assert Outlet.objects.count() == 40


@pytest.mark.django_db
@pytest.mark.parametrize("words", [["--incidents", "0"], ["--incidents", "1e6"], ["--incidents", "9", "--seed=-1"]])
def test_numbers_that_make_no_sense_are_refused(words: list[str]) -> None:
    with pytest.raises(CommandError, match="is not a whole number from"):
        call_command("make_synthetic", *words)


def rolled_back(act: Callable[[], object]) -> dict[str, list[Any]]:
    """What the database holds after an act, which is then undone."""
    with transaction.atomic():
        act()
        found = content()
        transaction.set_rollback(True)
    return found


def break_off_at(monkeypatch: pytest.MonkeyPatch, table: type[Any], *, time: int) -> None:
    """Somebody presses Ctrl-C while a table is written for the n-th time."""
    write, seen = writing.write, Counter[str]()

    def interrupted(model: type[Any], rows: Any) -> None:
        seen[model.__name__] += 1
        if seen[table.__name__] == time:
            raise KeyboardInterrupt
        write(model, rows)

    monkeypatch.setattr(writing, "write", interrupted)
