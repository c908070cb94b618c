"""Addresses of the desk."""

from django.urls import path

from incidents.desk import (
    assigning,
    begun,
    drafts,
    inbox,
    incidents,
    lookups,
    moves,
    outlets,
    pair_queue,
    pairs,
    places,
    reports,
)

app_name = "desk"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<uuid:key>/discard/", drafts.discard, name="draft-discard"),
    path("reports/new/", reports.report_new, name="report-new"),
    path("reports/<int:pk>/", reports.report_detail, name="report"),
    path("incidents/<str:public_id>/", incidents.incident, name="incident"),
    path("incidents/<str:public_id>/submit/", incidents.submit, name="submit"),
    path("incidents/<str:public_id>/publish/", incidents.publish, name="publish"),
    path("incidents/<str:public_id>/withdraw/", incidents.withdraw, name="withdraw"),
    path("incidents/<str:public_id>/send-back/", incidents.send_back, name="send-back"),
    path("incidents/<str:public_id>/reopen/", incidents.reopen, name="reopen"),
    path("incidents/<str:public_id>/pairs/", pairs.pairs, name="pairs"),
    path("incidents/<str:public_id>/with/<str:other>/", pairs.compare, name="compare"),
    path("incidents/<str:public_id>/move/", moves.move, name="move"),
    path("merges/<int:pk>/undo/", moves.undo_merge, name="merge-undo"),
    path("pairs/", pair_queue.queue, name="pair-queue"),
    path("incidents/<str:public_id>/confirm/", incidents.confirm, name="confirm"),
    path("incidents/<str:public_id>/embargo/", incidents.embargo, name="embargo"),
    path("incidents/<str:public_id>/by-rule/", incidents.by_rule, name="by-rule"),
    path("incidents/<str:public_id>/comments/", incidents.comment, name="comment"),
    path("incidents/<str:public_id>/assign/", assigning.assign, name="assign"),
    path("places/search/", places.search, name="place-search"),
    path("places/<int:pk>/", places.place, name="place"),
    path("places/<int:pk>/status/", places.status, name="place-status"),
    path("places/<int:pk>/choose/", places.choose, name="place-choose"),
    path("places/<int:pk>/pin/", places.pin, name="place-pin"),
    path("places/<int:pk>/retry/", places.retry, name="place-retry"),
    path("outlets/", outlets.queue, name="outlets"),
    path("outlets/<slug:slug>/", outlets.outlet, name="outlet"),
    path("suggestions/", begun.suggestions, name="suggestions"),
    path("readings/", lookups.readings, name="readings"),
    path("sources/known/", lookups.known_source, name="source-known"),
]
