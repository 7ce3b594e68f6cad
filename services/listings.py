"""The upkeep of listings: checked, confirmed, published, archived, renamed.

The search index follows in the same transaction.
"""

import datetime
from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from services.models import OldSlug, Organization, Service, Status
from services.search.entries import index_services, note_checks
from services.slugs import make_slug


def assurer_name(user, area) -> str:
    """Who vouches for a listing of `area` that `user` checks: a role, never a private name."""
    if user.is_superuser:
        return _("Site administrator")
    if area is None:
        return _("Coordinator, national listings")
    return _("Coordinator, %(areas)s") % {"areas": area.short_name or area.name}


@transaction.atomic
def assure(services, user, today=None) -> list[int]:
    """Mark those of `services` that `user` may change as checked today; return their ids.

    `modified_at` stays: that somebody looked is not an edit. `today` is a date in Helsinki time.
    """
    ids_by_assurer = defaultdict(list)
    for service in _own(services, user).select_related("responsible_area"):
        ids_by_assurer[assurer_name(user, service.responsible_area)].append(service.pk)
    for assurer, ids in ids_by_assurer.items():
        Service.objects.filter(pk__in=ids).update(assured_date=today or timezone.localdate(), assurer=assurer)
    changed = sorted(pk for ids in ids_by_assurer.values() for pk in ids)
    _take_back(changed)
    return changed


@transaction.atomic
def confirm(services, today=None) -> list[int]:
    """Note that their organization says that `services` are right as they stand; return their ids.

    `modified_at` stays, and what has no page of its own is left alone.
    """
    rows = services.with_page().order_by("pk").select_for_update(of=["self"])
    ids = list(rows.values_list("pk", flat=True))
    at = timezone.now()
    if today and today != timezone.localdate():
        at = timezone.make_aware(datetime.datetime.combine(today, datetime.time(12)))
    Service.objects.filter(pk__in=ids).update(confirmed_at=at)
    _take_back(ids)
    return ids


def _take_back(ids):
    """What left the search because nobody vouched for it is there again."""
    hidden = Service.objects.filter(pk__in=ids, status=Status.UNCHECKED)
    hidden_ids = list(hidden.values_list("pk", flat=True))
    hidden.update(status=Status.PUBLISHED)
    note_checks(ids)
    index_services(hidden_ids)


@transaction.atomic
def publish(services, user) -> list[int]:
    """Publish those of `services` that `user` may change and that are not public yet; return their ids.

    One that left the search unchecked is checked by this: else it would leave again some night.
    """
    unchecked = assure(services.filter(status=Status.UNCHECKED), user)
    return sorted(unchecked + _set_status(services, user, Status.PUBLISHED))


def archive(services, user) -> list[int]:
    """Archive those of `services` that `user` may change; return the ids of those that were not yet."""
    return _set_status(services, user, Status.ARCHIVED)


@transaction.atomic
def _set_status(services, user, status) -> list[int]:
    ids = list(_own(services, user).exclude(status=status).values_list("pk", flat=True))
    Service.objects.filter(pk__in=ids).update(status=status, modified_at=timezone.now())
    index_services(ids)
    return ids


def _own(services, user):
    """The rows of `services` that `user` may change, locked until the transaction ends."""
    own = Service.objects.editable_by(user).filter(pk__in=services.order_by().values("pk"))
    return own.order_by("pk").select_for_update(of=["self"])


def free_slug(model, name: str, fallback: str) -> str:
    """A slug of `name` that no row of `model` (Service, Organization, Network) has or had."""
    base = slugify(name)[:100] or fallback
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if (kind := _old_slug_kind(model)) is not None:
        former = OldSlug.objects.filter(slug__startswith=base, **{f"{kind}__isnull": False})
        taken |= set(former.values_list("slug", flat=True))
    return make_slug(name, taken, fallback)


def former_owner(thing, slug: str):
    """The other service or organization that had the address `slug` before, or None."""
    if (kind := _old_slug_kind(type(thing))) is None:
        return None
    rows = OldSlug.objects.filter(slug=slug, **{f"{kind}__isnull": False})
    row = (rows.exclude(**{kind: thing}) if thing.pk else rows).first()
    return getattr(row, kind) if row else None


@transaction.atomic
def rename(thing, slug: str) -> None:
    """Move `thing` to the address `slug`; that of a service or an organization leads there for good."""
    kind = _old_slug_kind(type(thing))
    old, thing.slug = type(thing).objects.values_list("slug", flat=True).get(pk=thing.pk), slug
    if old == slug:
        return
    if kind:
        OldSlug.objects.filter(slug=slug, **{kind: thing}).delete()
        OldSlug.objects.create(slug=old, **{kind: thing})
    thing.save(update_fields=["slug"])


def _old_slug_kind(model) -> str | None:
    """The column of `OldSlug` that points to `model`; None where addresses are not kept."""
    return {Service: "service", Organization: "organization"}.get(model)
