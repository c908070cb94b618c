"""Addresses of the desk's pages on groups, inside those of the desk."""

from django.urls import path

from incidents.desk import offers
from incidents.desk.groups import entering, merging, names, pages, queue, steps

urlpatterns = [
    path("", queue.queue, name="group-queue"),
    path("search/", offers.groups, name="group-search"),
    path("enter/<str:sort>/", entering.enter, name="group-enter"),
    path("records/<slug:slug>/names/", names.change_names, name="group-names"),
    path("records/<slug:slug>/merge/", merging.merge, name="group-merge"),
    path("records/<slug:slug>/unmerge/", merging.unmerge, name="group-unmerge"),
    path("<str:sort>/<str:key>/", pages.record, name="group-record"),
    path("<str:sort>/<str:key>/correct/", entering.correct, name="group-correct"),
    path("<str:sort>/<str:key>/submit/", steps.submit, name="group-submit"),
    path("<str:sort>/<str:key>/publish/", steps.publish, name="group-publish"),
    path("<str:sort>/<str:key>/confirm/", steps.confirm, name="group-confirm"),
    path("<str:sort>/<str:key>/send-back/", steps.send_back, name="group-send-back"),
    path("<str:sort>/<str:key>/withdraw/", steps.withdraw, name="group-withdraw"),
    path("<str:sort>/<str:key>/reopen/", steps.reopen, name="group-reopen"),
]
