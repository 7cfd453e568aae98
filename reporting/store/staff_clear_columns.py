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
        "meeting.id": "random; says nothing",
        "meeting.group_id": "random; says nothing",
        "meeting.card_id": "published",
        "meeting.starts_at": "as in the agenda",
        "meeting.place": "as in the agenda",
        "meeting.method_id": "a constant",
        "meeting.status": "a constant",
        "meeting.minutes": "as in the agenda",
        "meeting.sequence": "how often the invitation changed",
        "meeting.series_id": "random; says which meetings were planned together",
        "meeting_absence.meeting_id": "random; says nothing",
        "meeting_absence.member_id": "random; who told that they cannot come, and no reason",
        "group_contract.group_id": "random; says nothing",
        "group_contract.version": "how often a signed contract changed",
        "group_contract.language": "a constant",
        "group_contract.texts": "agreements about working together; nothing of what was said",
        "contract_signature.group_id": "random; says nothing",
        "contract_signature.version": "as above",
        "contract_signature.signer": "random id of a member or of staff, or a constant",
        "contract_signature.name": "of who signed for the organisation, as on the paper",
        "contract_signature.signed_on": "a day, as on the paper",
        "guide_training.id": "random; says nothing",
        "guide_training.user_id": "random id of staff",
        "guide_training.name": "of a training, as on its certificate",
        "guide_training.given_on": "a day, as on its certificate",
        "guide_training.valid_until": "a day, as on its certificate",
        "guide_training.recorded_by": "random id of staff",
        "staff_action.user_id": "random id of staff",
        "staff_action.month": "of what staff did; no finer time is kept",
        "staff_action.action": "a constant",
        "staff_action.count": "of actions by one member of staff; leads to no report",
    }
)
