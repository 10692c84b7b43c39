"""Which role an attribution shows for each speaker: of people by scored choice, the title first, then the organization.

A speaker who is never named has the role that the description states, if it states one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quoteattr.cast import Cast, Unnamed
from quoteattr.role_affiliations import NamedThings, find_named, organization_options
from quoteattr.role_choice import preferred, preferred_title, title_options
from quoteattr.role_uses import RoleView, read_uses, view_roles
from quoteattr.roles import find_away_roles
from quoteattr.scorer import Scorer
from quoteattr.types import Role, Speaker, SpeakerKind

__all__ = ["LEAST_LIKELY", "assign_roles", "choose_role", "view_of_roles"]

# A choice that is right this often costs no more, where it is wrong, than it gains.
LEAST_LIKELY = 0.4


def assign_roles(
    cast: Cast, speakers: Mapping[int | Unnamed, Speaker], titles: Scorer, organizations: Scorer
) -> dict[int | Unnamed, Role | None]:
    """The role of each of `speakers` by their keys: entities of `cast`, and the unnamed."""
    people = {key for key, speaker in speakers.items() if speaker.kind is SpeakerKind.PERSON}
    view, named = view_of_roles(cast) if people else (None, None)
    assigned: dict[int | Unnamed, Role | None] = {}
    for key, speaker in speakers.items():
        assigned[key] = next(iter(speaker.roles), None)
        if view is not None and named is not None and key in people and not isinstance(key, Unnamed):
            known = {cast.roles[number].role for number in cast.entities[key].roles}
            described = [role for role in speaker.roles if role not in known]
            assigned[key] = choose_role(view, named, key, described, titles, organizations)
    return assigned


def view_of_roles(cast: Cast) -> tuple[RoleView, NamedThings]:
    """What the choices look at, for all people of a cast."""
    return view_roles(cast, find_away_roles(cast.role_page, cast.roles)), find_named(cast.scene.doc)


def choose_role(
    view: RoleView,
    named: NamedThings,
    entity: int,
    described: Sequence[Role],
    titles: Scorer,
    organizations: Scorer,
) -> Role | None:
    """The likeliest role of an entity, None for none; `described` are those of descriptions that mean it."""
    uses = read_uses(view, entity, described)
    title = preferred_title(titles, title_options(view, entity, uses), LEAST_LIKELY, view.titles)
    options = organization_options(view, named, entity, uses, title.span)
    organization = preferred(organizations, options, LEAST_LIKELY)
    if title.span is None and organization.span is None:
        return None
    status = title.status if title.span is not None else organization.status
    return Role(title=title.span, organization=organization.span, status=status)
