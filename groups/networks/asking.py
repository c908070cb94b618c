"""What is asked of the network: parameters become a question, and the question picks a part of what is known."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from rest_framework import serializers

from groups.kinds import KINDS_OF, AllianceFamily, AllianceKind, AllianceStatus
from groups.network import MOST_STEPS, TAKEN, Tie, ego, may_hold, weight
from groups.networks.whole import KnownNetwork
from groups.uniting import JOINED, as_one, sets_of
from sources.editorial import Confidence

MOST_SOURCES, MOST_SETS, LONGEST_SET = 1000, 50, 2000
MANY = (serializers.MultipleChoiceField, serializers.ListField)
NAME_IT: Any = {"required": "Name a group by its slug."}
ENDS = ("ego", "source", "target")
Words = Iterable[str]


def one_of(choices: Words, **options: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=list(choices), error_messages=_offered(choices), **options)


def any_of(choices: Words, help_text: str) -> serializers.MultipleChoiceField:
    return serializers.MultipleChoiceField(
        choices=list(choices), required=False, error_messages=_offered(choices), help_text=help_text
    )


def _offered(choices: Words) -> Any:
    return {"invalid_choice": f"“{{input}}” is not known here. Choose one of: {', '.join(choices)}."}


def a_day(help_text: str) -> serializers.DateField:
    return serializers.DateField(
        required=False, input_formats=["%Y-%m-%d"], help_text=help_text,
        error_messages={"invalid": "Write a date such as 2017-06-01."},
    )


class Asking(serializers.Serializer[Any]):
    """Parameters that narrow the ties; every other parameter is refused."""

    as_of = a_day("only ties that may have stood on this day")
    certain = one_of(("yes", "no"), required=False, help_text="yes: only ties that stood on that day for certain")
    family = any_of(AllianceFamily.values, "families of kinds of tie")
    kind = any_of(AllianceKind.values, "kinds of tie")
    status = any_of(AllianceStatus.values, "how ties are known; all but implied and denied ones if left out")
    confidence = any_of(Confidence.values, "how confident the editors are")
    sources_min = serializers.IntegerField(
        required=False, min_value=0, max_value=MOST_SOURCES, help_text="least number of independent outlets"
    )

    one = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_SET), required=False, max_length=MOST_SETS,
        help_text=f"groups that count as one: slugs with {JOINED} between them, such as isk-p{JOINED}ttp",
    )

    def validate_one(self, values: list[str]) -> list[str]:
        if any(len(set(value.split(JOINED))) < 2 for value in values):
            raise serializers.ValidationError(f"Join two groups or more: write one=isk-p{JOINED}ttp.")
        return sorted(sets_of(values))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("certain") == "yes" and not attrs.get("as_of"):
            raise serializers.ValidationError({"certain": "Say for which day: add as_of=2017-06-01, for instance."})
        return attrs

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        self._refuse_unknown(data)
        found: dict[str, Any] = super().to_internal_value(data)
        return found

    def _refuse_unknown(self, sent: QueryDict) -> None:
        many = {name for name, field in self.fields.items() if isinstance(field, MANY)}
        known = ", ".join(self.fields)
        problems = {
            "".join(letter for letter in name[:40] if letter.isprintable()) or "parameter":
                f"This is not a parameter here. Known are: {known}." if name not in self.fields else "Give it once."
            for name in sent
            if name not in self.fields or (name not in many and len(sent.getlist(name)) > 1)
        }  # fmt: skip
        if problems:
            raise serializers.ValidationError(problems)


class AskingAround(Asking):
    """The same, and perhaps only what is around one group."""

    ego = serializers.SlugField(required=False, help_text="slug of a group: only it and what is around it")
    steps = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST_STEPS,
        help_text=f"how far around it, 1 to {MOST_STEPS}; 1 if left out",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "steps" in attrs and "ego" not in attrs:
            raise serializers.ValidationError({"steps": "Say around which group: add ego=SLUG."})
        return super().validate(attrs)


class AskingWay(Asking):
    """The same, and which two groups a way is sought between."""

    source: Any = serializers.SlugField(help_text="slug of the group at one end", error_messages=NAME_IT)
    target = serializers.SlugField(help_text="slug of the group at the other end", error_messages=NAME_IT)


def ties_asked(known: KnownNetwork, asked: dict[str, Any]) -> list[Tie]:
    """The ties that pass all of the question."""
    kinds = _kinds(asked.get("kind") or (), asked.get("family") or ())
    statuses, confidences = asked.get("status") or TAKEN, asked.get("confidence") or Confidence.values
    least, day = asked.get("sources_min", 0), asked.get("as_of")
    found = [
        tie for tie in known.ties.values()
        if tie.kind in kinds and tie.status in statuses and tie.confidence in confidences and tie.sources >= least
        and (day is None or _stood(tie, day, is_certain=asked.get("certain") == "yes"))
    ]  # fmt: skip
    return _around(known, found, asked["ego"], asked.get("steps", 1)) if "ego" in asked else found


def slugs_asked(known: KnownNetwork, asked: dict[str, Any], ties: Sequence[Tie]) -> list[str]:
    """The groups that are shown: those that may have been there on the day, or those around one.

    An end of a tie that is shown is shown too, also where its dates contradict those of the tie.
    """
    tied = {slug for tie in ties for slug in (tie.source, tie.target)}
    if "ego" in asked:
        return [slug for slug in known.nodes if slug in tied | {asked["ego"]}]
    day = asked.get("as_of")
    return [slug for slug, node in known.nodes.items() if day is None or node.may_exist(day) or slug in tied]


def counted_as_one(known: KnownNetwork, asked: dict[str, Any]) -> tuple[KnownNetwork, dict[str, Any]]:
    """What is known, and the question, with each group named by the one that stands for it.

    That is the one a record was merged into, and the first of those that count as one.
    """
    sets = [JOINED.join(sorted({known.kept[slug] for slug in each.split(JOINED)})) for each in asked.get("one", ())]
    sets = sorted(sets_of(each for each in sets if JOINED in each))
    first_of = {slug: each[0] for slug, each in as_one(sets).items()}
    ends: dict[str, Any] = {name: known.kept[asked[name]] for name in ENDS if name in asked}
    return known.as_one(sets), {**asked, **{name: first_of.get(slug, slug) for name, slug in ends.items()}}


def refuse_unknown_groups(known: KnownNetwork, asked: dict[str, Any]) -> None:
    named: dict[str, list[str]] = {name: [asked[name]] for name in ENDS if name in asked}
    named["one"] = [slug for value in asked.get("one", ()) for slug in value.split(JOINED)]
    unknown: dict[str, Any] = {
        name: f"No group “{slug}” is known here. Use a slug from the list of groups."
        for name, slugs in named.items()
        for slug in slugs
        if slug not in known.kept
    }
    if unknown:
        raise serializers.ValidationError(unknown)


def _kinds(kinds: Sequence[str], families: Sequence[str]) -> set[str]:
    of_families = {kind for family in families for kind in KINDS_OF[AllianceFamily(family)]}
    return {*kinds, *of_families} or set(AllianceKind.values)


def _stood(tie: Tie, day: date, *, is_certain: bool) -> bool:
    return weight(tie, day) == 1 if is_certain else may_hold(tie, day)


def _around(known: KnownNetwork, ties: list[Tie], slug: str, steps: int) -> list[Tie]:
    near = ego(ties, slug, steps)
    return [tie for tie in ties if tie.source in near and tie.target in near]
