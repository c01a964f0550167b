"""Custom ids: all that a button knows, and nothing that can break its reading."""

import re
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.adding.answers import Purpose
from bot.library.taste.kinds import Said
from bot.ui import buttons, care, history, presses, reports, server_settings
from bot.ui.adding import buttons as adding
from bot.ui.authors import buttons as authors
from bot.ui.base import Press, state_of
from bot.ui.review import buttons as review
from bot.ui.taste import buttons as taste

CUSTOM_ID_LIMIT = 100

stories = st.integers(0, 10**9)
revisions = pages = firsts = st.integers(0, 10**6)
owners = st.integers(0, 2**63)
typed = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=200
)
kinds = st.sampled_from(sorted(presses.PANELS))
modes = st.sampled_from(buttons.Mode)
acts = st.sampled_from([said.value for said in Said])
parts = st.sampled_from([part.value for part in adding.Part])

MADE = {
    buttons.READ: (buttons.read, {"story": stories, "page": pages, "owner": owners}),
    buttons.CARD: (buttons.card, {"story": stories, "owner": owners}),
    buttons.LIKE: (buttons.like, {"story": stories, "owner": owners}),
    buttons.WHERE: (buttons.where, {"story": stories, "revision": revisions, "page": pages}),
    buttons.CLOSE: (buttons.close, {"story": stories, "page": pages, "owner": owners}),
    buttons.TURN: (
        lambda **state: buttons.turn("Next", **state),
        {"story": stories, "revision": revisions, "page": pages, "owner": owners},
    ),
    buttons.JUMP: (
        buttons.jump,
        {"story": stories, "revision": revisions, "page": pages, "owner": owners, "typed": typed},
    ),
    buttons.AGAIN: (
        lambda **state: buttons.again("More", **state),
        {"kind": kinds, "number": stories, "first": firsts, "mode": modes, "owner": owners},
    ),
    taste.SAY: (lambda kind, story: taste.say(Said(kind), story), {"kind": acts, "story": stories}),
    taste.UNSAY: (lambda kind, story: taste.unsay(Said(kind), story, "Undo"), {"kind": acts, "story": stories}),
    taste.NOT_FOR_ME: (taste.not_for_me, {"story": stories, "number": stories, "owner": owners}),
    taste.LIST: (lambda kind, first: taste.shelf(Said(kind), first, "Liked"), {"kind": acts, "first": firsts}),
    taste.TURN: (
        lambda kind, first: taste.turn_shelf(Said(kind), first, "Next", disabled=False),
        {"kind": acts, "first": firsts},
    ),
    taste.MOVE: (
        lambda kind, first, story: taste.move(Said(kind), first, story, frozenset()),
        {"kind": acts, "first": firsts, "story": stories},
    ),
    taste.TUNE: (
        lambda number, owner: taste.tune(number, owner, [("More", "more:0")], "More or less of"),
        {"number": stories, "owner": owners},
    ),
    taste.REPLY: (
        lambda number, choice, owner: taste.reply("Short", number, choice, owner),
        {"number": stories, "choice": pages, "owner": owners},
    ),
    taste.NEVER: (
        lambda number, choice: taste.never("Never this story", number, choice),
        {"number": stories, "choice": pages},
    ),
    taste.NEVERS: (lambda number: taste.nevers(number, [("Never angst", "0")]), {"number": stories}),
    taste.BLOCKS: (lambda first: taste.blocks("Next", first), {"first": firsts}),
    taste.UNBLOCK: (lambda first: taste.unblock(first, [("angst", "x")]), {"first": firsts}),
    taste.TASTE: (taste.taste, {}),
    taste.HISTORY: (lambda on: taste.history(on=bool(on)), {"on": st.sampled_from([0, 1])}),
    taste.SHARE: (lambda on: taste.share(on=bool(on)), {"on": st.sampled_from([0, 1])}),
    taste.DOWNLOAD: (taste.download, {}),
    taste.FORGET: (taste.forget, {}),
    taste.FORGOTTEN: (taste.forgotten, {}),
    reports.REPORT: (reports.report_button, {"story": stories}),
    history.HISTORY: (
        lambda story, before: buttons.button("Older", "history", story, before),
        {"story": stories, "before": stories},
    ),
    review.OPEN: (review.open_item, {"item": stories}),
    review.INSIDE: (review.inside, {"story": stories}),
    review.LEAF: (lambda story, page: review.leaf("Next", story, page), {"story": stories, "page": pages}),
    review.EDIT: (review.edit, {"item": stories}),
    review.WHO: (review.who, {"item": stories}),
    review.LIST: (lambda first: review.waiting("Next", first), {"first": firsts}),
    review.APPROVE: (review.approve, {"item": stories}),
    review.DECLINE: (review.decline, {"item": stories}),
    review.RELEASE: (review.release, {"item": stories}),
    review.KEEP: (review.keep, {"item": stories}),
    review.DISMISS: (review.dismiss, {"item": stories}),
    review.HIDE: (review.hide, {"item": stories}),
    review.RATE: (review.rate, {"item": stories}),
    review.OUTCOME: (review.outcome, {"draft": stories}),
    authors.MINE: (lambda first: authors.mine("Next", first), {"first": firsts}),
    authors.OWN: (authors.own, {"story": stories}),
    authors.PERMIT: (authors.permit, {"story": stories}),
    authors.LIMIT: (authors.limit, {"story": stories}),
    authors.WARN: (authors.warn, {"story": stories}),
    authors.PASSAGES: (authors.passages, {"story": stories, "number": pages}),
    authors.PICK: (
        lambda story, passage: authors.pick(story, passage, "Make it the favourite"),
        {"story": stories, "passage": stories},
    ),
    authors.WITHDRAW: (authors.withdraw, {"story": stories}),
    authors.SURE: (authors.sure, {"story": stories}),
    authors.STAY: (authors.stay, {}),
    authors.LIFT: (authors.lift, {"story": stories}),
    authors.UNCLAIM: (authors.unclaim, {"claim": stories}),
    authors.ALL_OF: (authors.all_of, {"number": stories}),
    authors.ALL_SURE: (authors.all_sure, {"number": stories}),
    adding.ANOTHER: (lambda kind: adding.another(purpose=Purpose(kind)), {"kind": st.sampled_from(["add", "propose"])}),
    adding.DRAFTS: (lambda first: adding.drafts("Next", first), {"first": firsts}),
    adding.LOOK: (adding.look, {"draft": stories}),
    adding.PASSAGE: (adding.passage, {"draft": stories}),
    adding.MEND: (lambda kind, draft: adding.mend(adding.Part(kind), draft), {"kind": parts, "draft": stories}),
    adding.AIM: (
        lambda draft, story: adding.aim("Update this one", draft, story),
        {"draft": stories, "story": stories},
    ),
    adding.CONFIRM: (
        lambda kind, draft: adding.confirm(Purpose(kind), draft, disabled=False),
        {"kind": st.sampled_from(["add", "edit"]), "draft": stories},
    ),
    adding.PROPOSE: (lambda draft: adding.propose(draft, disabled=False), {"draft": stories}),
    adding.DISCARD: (adding.discard, {"draft": stories}),
    adding.UNDO: (adding.undo, {"event": stories}),
    adding.UNPACK: (adding.unpack, {"number": stories}),
    care.REMOVE: (lambda number: buttons.button("Remove it", "remove", number), {"number": stories}),
    care.KEEP: (lambda story: buttons.button("Keep it", "staying", story), {"story": stories}),
    server_settings.UNSET: (
        lambda kind: server_settings.unset_button(server_settings.Setting(kind)),
        {"kind": st.sampled_from([setting.value for setting in server_settings.REMOVED])},
    ),
}


def test_every_button_that_is_answered_is_tried_here():
    assert {item.__discord_ui_compiled_template__.pattern for item in presses.ALL} == set(MADE)


@pytest.mark.parametrize("template", sorted(MADE))
@given(data=st.data())
def test_what_goes_into_a_custom_id_comes_out_of_it(template: str, data: Any):
    make, parts = MADE[template]
    state = {name: data.draw(part) for name, part in parts.items()}
    custom_id = make(**state).custom_id
    assert len(custom_id.encode("utf-16-le")) // 2 <= CUSTOM_ID_LIMIT
    match = re.fullmatch(template, custom_id)
    assert match is not None
    assert [other for other in MADE if re.fullmatch(other, custom_id)] == [template], "one button, one answer"
    state["typed"] = state.get("typed", "")[: buttons.TYPED_LIMIT]
    assert state_of(match) == {name: state[name] for name in parts}


@given(stories, revisions, pages, owners)
def test_the_forms_custom_id_too(story: int, revision: int, page: int, owner: int):
    custom_id = buttons.jumped(story, revision, page, owner)
    assert len(custom_id) <= CUSTOM_ID_LIMIT
    match = re.fullmatch(buttons.JUMPED, custom_id)
    assert match is not None
    assert state_of(match) == {"story": story, "revision": revision, "page": page, "owner": owner}


@given(
    st.one_of(
        st.text(max_size=100),
        st.from_regex(r"(read|page|jump|where|close|card|like|again|jumped)(:[0-9a-z٣]{0,25}){0,6}", fullmatch=True),
        *(st.from_regex(template, fullmatch=True) for template in sorted(MADE)),
    )
)
async def test_reading_any_custom_id_never_fails(custom_id: str):
    read = 0
    for item in presses.ALL:
        if match := item.__discord_ui_compiled_template__.fullmatch(custom_id):
            sent: discord.ui.Button = discord.ui.Button(label="x", custom_id=custom_id)
            press = await item.from_custom_id(None, sent, match)
            assert isinstance(press, Press)
            assert all(value >= 0 for value in press.state.values() if isinstance(value, int))
            read += 1
    assert read <= 1, "no custom id means two things"


@given(st.text(max_size=300))
def test_labels_fit(label: str):
    shown = buttons.again(label.strip() or "x", "search", 1, 2).label
    assert shown is not None
    assert len(shown) <= 80
    assert "\n" not in shown
