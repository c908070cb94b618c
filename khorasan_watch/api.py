"""The API root: which address answers with which view."""

from rest_framework.routers import SimpleRouter

from sources.api import OutletViewSet, SourceViewSet

router = SimpleRouter()
router.register("outlets", OutletViewSet, "outlet")
router.register("sources", SourceViewSet, "source")

urlpatterns = router.urls
