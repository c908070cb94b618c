"""Addresses of the desk's pages on datasets."""

from django.urls import path

from intake.desk import bringing, downloads, findings, imports, verbs

app_name = "imports"
urlpatterns = [
    path("", imports.imports, name="imports"),
    path("new/", bringing.new, name="new"),
    path("<int:pk>/", imports.detail, name="import"),
    path("<int:pk>/look/", bringing.look, name="look"),
    path("<int:pk>/state/", imports.state, name="state"),
    path("<int:pk>/findings/<slug:finding>/", findings.findings, name="findings"),
    path("<int:pk>/rejected.csv", downloads.rejected, name="rejected-file"),
    path("<int:pk>/findings.csv", downloads.findings, name="findings-file"),
    path("<int:pk>/lost.csv", downloads.lost, name="lost-file"),
    path("<int:pk>/pause/", verbs.pause, name="pause"),
    path("<int:pk>/resume/", verbs.resume, name="resume"),
    path("<int:pk>/cancel/", verbs.cancel, name="cancel"),
    path("<int:pk>/undo/", verbs.undo, name="undo"),
    path("<int:pk>/hand-over/", verbs.hand_over, name="hand-over"),
    path("<int:pk>/withdraw-vanished/", verbs.withdraw_vanished, name="withdraw-vanished"),
]
