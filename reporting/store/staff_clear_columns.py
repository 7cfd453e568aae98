"""Every column of staff's own tables, with the reason why it may be stored in the clear.

They hold what an agenda and a list of group members hold; nothing here comes from a report but
the published card.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

STAFF_CLEAR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "staff_user.id": "random; says nothing",
        "staff_user.email": "work address of staff; no reporter has an account",
        "staff_user.name": "name of staff, as in the address book",
        "staff_user.password": "Argon2id hash",
        "staff_user.active": "whether this account may sign in",
        "staff_user.fs_uniquifier": "random; names a session, changes when sessions are ended",
        "staff_user.tf_primary_method": "a constant",
        "staff_user.tf_totp_secret": "encrypted with a key of the staff process",
        "staff_user.language": "a preference",
        "staff_role.id": "random; says nothing",
        "staff_role.name": "a constant",
        "staff_role.description": "a fixed sentence of ours",
        "staff_user_role.user_id": "random; says nothing",
        "staff_user_role.role_id": "random; says nothing",
        "intervisie_group.id": "random; says nothing",
        "intervisie_group.name": "of a group that is known in the organisation",
        "intervisie_group.facilitator": "random id of staff",
        "intervisie_group.facilitator_unit": "as in the address book",
        "intervisie_group.facilitator_leads": "as in the address book",
        "group_member.id": "random; says nothing",
        "group_member.group_id": "random; says nothing",
        "group_member.number": "place in the list as it was typed",
        "group_member.name": "who meets is no secret; what they say is not stored",
        "group_member.unit": "as in the address book",
        "group_member.leads": "as in the address book",
        "card_pick.card_id": "published",
        "card_pick.group_id": "random; says nothing",
        "card_pick.status": "a constant",
        "card_pick.card": "published; kept because a card may leave the release",
        "card_version.card_id": "published",
        "card_version.number": "counts what people saved",
        "card_version.state": "a constant",
        "card_version.card": (
            "a card as it was rewritten; kept only when the lint finds nothing that could identify"
        ),
        "card_version.month": "of what staff did; no finer time is kept",
        "card_version.author": "random id of staff",
        "card_version.author_role": "a constant",
        "card_version.sources_until": "month of a release",
        "card_version.first_reader": "random id of staff",
        "card_version.first_role": "a constant",
        "card_version.second_reader": "random id of staff",
        "card_version.second_role": "a constant",
        "card_version.read_in": "of what staff did; no finer time is kept",
        "card_version.ready_from": "month from which a card may be used",
        "card_version.reason": "a sentence of a reader; kept when the lint finds nothing in it",
        "meeting.id": "random; says nothing",
        "meeting.group_id": "random; says nothing",
        "meeting.card_id": "published",
        "meeting.starts_at": "as in the agenda",
        "meeting.place": "as in the agenda",
        "meeting.method_id": "a constant",
        "meeting.status": "a constant",
        "staff_action.user_id": "random id of staff",
        "staff_action.month": "of what staff did; no finer time is kept",
        "staff_action.action": "a constant",
        "staff_action.count": "of actions by one member of staff; leads to no report",
        "theme_wish.number": "order in which staff asked; counts nothing of reporters",
        "theme_wish.kind": "a constant",
        "theme_wish.theme": "published",
        "theme_wish.other": "published",
        "theme_wish.name_nl": "typed by staff to be published; looked through for names first",
        "theme_wish.name_en": "typed by staff to be published; looked through for names first",
        "theme_wish.user_id": "random id of staff",
        "theme_wish.month": "of what staff asked; no finer time is kept",
        "theme_wish.release_number": "published",
        "theme_wish.taken_back": "whether staff thought again",
    }
)
