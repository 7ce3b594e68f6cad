"""Request in, response out; what the pages say is made in the modules named after them."""

from collections import defaultdict

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from services import maps
from services.cards import with_cards
from services.detail import ServiceDetail, service_with_facts
from services.furniture import Furniture, furniture_of
from services.models import Area, Municipality, Organization, Picture, Service
from services.organizations import OrganizationFilter, OrganizationPage
from services.place_pages import AreaPage, MunicipalityPage, PlaceSearch, areas_with_pages
from services.search.facets import area_terms
from services.search.page import PER_PAGE, SearchPage
from services.search.places import names_like, place_names
from services.search.suggestions import suggest
from services.tiers import tier_views

SIMILAR_TO_ARCHIVED = 5
EXAMPLES_SHOWN = 3


@require_safe
def front(request):
    """Where do you live, what would help; the three tiers, themes, groups that start soon."""
    everywhere = PlaceSearch()
    return render(
        request,
        "services/front.html",
        {
            "tiers": tier_views(
                lambda tier: everywhere.url(tier=tier),
                lambda tier: everywhere.counts.get(f"tier:{tier}", 0),
                _examples(request),
            ),
            "themes": everywhere.themes,
            "groups": everywhere.starting_groups,
            "place_names": place_names(),
        },
    )


def _examples(request):
    """Three services of each tier by name: help at once, then what serves the whole of the site's area."""
    services = Service.objects.published().for_families()
    if area := furniture_of(request).area:
        services = services.filter(entry__places__overlap=area_terms(area))
    names = [f"name_{language}" for language in ("fi", "sv", "en")]
    found = defaultdict(list)
    for row in services.first_of_each_tier(EXAMPLES_SHOWN).only("slug", "tier", *names):
        found[row.tier].append({"name": row.name, "url": row.get_absolute_url()})
    return found


@require_safe
def service_list(request):
    """The search: what support is there for us, where we live?"""
    search = SearchPage(request.GET, request.path)
    request.furniture = Furniture(search.vocabulary.site_area)
    context = {"search": search, "page_obj": search.page}
    search.note_miss()
    if search.place_area:
        context["crisis_numbers"] = request.furniture.crisis_numbers(search.place_area)
    response = render(request, "services/service_list.html", context)
    # Words that were searched are nobody else's business: no shared cache keeps them.
    asked = search.criteria.is_about_crisis() or search.words
    is_personal = asked or search.near_value or search.place_problem
    response["Cache-Control"] = "private" if is_personal else "public, max-age=0"
    return response


@require_safe
def suggestions(request):
    """What to offer while somebody types in the search field; never logged, never kept."""
    found = suggest(request.GET.get("q", ""))
    response = render(request, "services/_suggestions.html", {"suggestions": found})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def service_detail(request, slug):
    """One service, in the order in which a parent asks."""
    try:
        service = service_with_facts(slug)
    except Service.DoesNotExist:
        known = Service.objects.visible_to(request.user) | Service.objects.ended()
        return redirect(_renamed(known, slug), permanent=True)
    if service.has_ended():
        return _gone(request, service)
    if not service.has_page() and not Service.objects.visible_to(request.user).filter(pk=service.pk).exists():
        raise Http404
    furniture = furniture_of(request)
    context = {
        "service": service,
        "detail": ServiceDetail(service, furniture.area),
        "crisis_numbers": furniture.crisis_numbers(service.responsible_area),
    }
    return render(request, "services/service_detail.html", context)


def _renamed(known, slug):
    """Which of the `known` had this address before it was renamed. Raises Http404."""
    return get_object_or_404(known, old_slugs__slug=slug)


def _gone(request, service):
    """An archived service says that it has ended and names others that are alike."""
    similar = Service.objects.published().for_families().sharing_themes_with(service).for_cards()
    context = {"service": service, "similar": with_cards(similar[:SIMILAR_TO_ARCHIVED])}
    return render(request, "services/service_gone.html", context, status=410)


@require_safe
def picture(request, digest):
    """A picture taken in at import; its address changes with its content, so it keeps for ever."""
    # Several services may have the same picture.
    found = Picture.objects.filter(service__in=Service.objects.with_page(), digest=digest).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def organization_list(request):
    filterset = OrganizationFilter(request.GET, Organization.objects.all())
    found = filterset.qs.order_by("sort_fi", "pk")
    page = Paginator(found, PER_PAGE * 2).get_page(request.GET.get("page", 1))
    typed = filterset.places.unknown
    return render(
        request,
        "services/organization_list.html",
        {
            "filter": filterset,
            "form": filterset.form,
            "page_obj": page,
            "municipality": filterset.home,
            "place_names": place_names(),
            "place_problem": {"typed": typed[0], "near": names_like(typed[0])} if typed else None,
        },
    )


@require_safe
def organization_detail(request, slug):
    organization = Organization.objects.with_parents().filter(slug=slug).first()
    if organization is None:
        return redirect(_renamed(Organization.objects.with_services(), slug), permanent=True)
    page = OrganizationPage(organization)
    if not page.services:
        raise Http404
    return render(
        request, "services/organization_detail.html", {"organization": organization, "detail": page}
    )


@require_safe
def municipality_list(request):
    """All municipalities, under the county they belong to; the site's own area first."""
    municipalities = Municipality.objects.select_related("county").defer("outline")
    own_first = Case(When(county__slug=settings.SITE_AREA, then=0), default=1)
    municipalities = municipalities.order_by(own_first, "county__sort_fi", "sort_fi")
    return render(request, "services/municipality_list.html", {"municipalities": municipalities})


@require_safe
def municipality_detail(request, slug):
    municipality = get_object_or_404(Municipality.objects.select_related("county", "region"), slug=slug)
    context = {
        "municipality": municipality,
        "page": MunicipalityPage(municipality),
        "map": maps.municipality_map(municipality),
        "crisis_numbers": furniture_of(request).crisis_numbers(municipality.county),
    }
    return render(request, "services/municipality_detail.html", context)


@require_safe
def area_list(request):
    return render(request, "services/area_list.html", {"areas": areas_with_pages()})


@require_safe
def area_detail(request, slug):
    area = get_object_or_404(Area.objects.select_related("same_as"), slug=slug)
    if area.same_as:
        return redirect(area.same_as, permanent=True)
    context = {
        "area": area,
        "page": AreaPage(area),
        "map": maps.area_map(area),
        "crisis_numbers": furniture_of(request).crisis_numbers(area),
        "place_names": place_names(),
    }
    return render(request, "services/area_detail.html", context)


@require_safe
def tiers(request):
    """Which help for my situation: the three tiers in full."""
    everywhere = PlaceSearch()
    url = reverse("services:service_list")
    views = tier_views(
        lambda tier: f"{url}?tier={tier}",
        lambda tier: everywhere.counts.get(f"tier:{tier}", 0),
        _examples(request),
    )
    return render(request, "services/tiers.html", {"tiers": views})


@require_safe
def prose(request, name):
    """A page of running text, a template a language."""
    return render(request, f"pages/{name}/{request.LANGUAGE_CODE}.html")
