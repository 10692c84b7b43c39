"""Which role an attribution shows for each speaker: of people by scored choice, the title first, then the organization.

A speaker who is never named has the role that the description states, if it states one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quoteattr.decisions import Judges
from quoteattr.document import Discourse
from quoteattr.roles.options import (
    NamedThings,
    find_named,
    organization_options,
    preferred,
    preferred_title,
    title_options,
)
from quoteattr.roles.uses import RoleView, read_uses, view_roles
from quoteattr.types import Role, Speaker, SpeakerKind
from quoteattr.values import Unnamed

__all__ = ["assign_roles", "choose_role", "view_of_roles"]


def assign_roles(
    discourse: Discourse, speakers: Mapping[int | Unnamed, Speaker], judges: Judges
) -> dict[int | Unnamed, Role | None]:
    """The role of each of `speakers` by their keys: entities of `discourse`, and the unnamed."""
    people = {key for key, speaker in speakers.items() if speaker.kind is SpeakerKind.PERSON}
    view, named = view_of_roles(discourse) if people else (None, None)
    assigned: dict[int | Unnamed, Role | None] = {}
    for key, speaker in speakers.items():
        assigned[key] = next(iter(speaker.roles), None)
        if view is not None and named is not None and key in people and not isinstance(key, Unnamed):
            known = {discourse.roles[number].role for number in discourse.entities[key].roles}
            described = [role for role in speaker.roles if role not in known]
            assigned[key] = choose_role(view, named, key, described, judges)
    return assigned


def view_of_roles(discourse: Discourse) -> tuple[RoleView, NamedThings]:
    """What the choices look at, for all people of an article."""
    view = view_roles(discourse)
    return view, find_named(discourse.document.doc, view.titles)


def choose_role(
    view: RoleView,
    named: NamedThings,
    entity: int,
    described: Sequence[Role],
    judges: Judges,
) -> Role | None:
    """The likeliest role of an entity, None for none; `described` are those of descriptions that mean it."""
    uses = read_uses(view, entity, described)
    title = preferred_title(judges["title"], title_options(view, entity, uses), view.titles)
    options = organization_options(view, named, entity, uses, None if title is None else title.span)
    organization = preferred(judges["organization"], options)
    shown = title or organization
    if shown is None:
        return None
    return Role(
        title=None if title is None else title.span,
        organization=None if organization is None else organization.span,
        status=shown.status,
    )
