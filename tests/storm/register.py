"""The vote as a state machine beside a register: whatever is sent and in which order, both say the same.

The register knows the protocol only: per voter the ballot that counts, and those it replaced. Every call to the
program must end as the register says, and after every step the tables must hold what the register holds.
"""

import random
from collections import Counter
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.core.terms import Phase
from gacocrea.cycle.models import Cycle
from gacocrea.voting.actions import cast, confirm_annulment, propose_annulment, reply_to_case
from gacocrea.voting.keys import is_signed
from gacocrea.voting.models import Annulled, Ballot, FinalBallot, Poll, PollState, Superseded
from gacocrea.voting.queries import closing_list, delivered, results, turnout
from gacocrea.voting.rules import closing_root, digest, read_manifest, top_n
from tests.factories import actor_of, make_cycle
from tests.storm.world import VOTERS, Line, Post, World
from tests.support import NOON
from tests.voting.booth import AFTER_CLOSE, Booth, make_theme, nonce

CODES = ("T-001", "T-002", "T-003")
_serial = count(1)


voters = st.integers(0, VOTERS - 1)
choices = st.sets(st.sampled_from(CODES), max_size=2).map(sorted).map(tuple)
place = st.integers(0, 99)


class Register(RuleBasedStateMachine):
    """One schedule in one poll."""

    world: World

    @initialize()
    def open_the_poll(self) -> None:
        self.lines = [Line() for _ in range(VOTERS)]
        self.state = PollState.OPEN
        self.session = Session(self.world.engine, expire_on_commit=False)
        slug = f"ciclo-{next(_serial)}"
        cycle = make_cycle(
            self.session, self.world.forum, phase=Phase.VOTING, slug=slug, choices_max=2, seats=2
        )
        for number in range(1, len(CODES) + 1):
            make_theme(self.session, cycle, number)
        self.booth = Booth(self.session, self.world.keys, self.world.forum, cycle, self.world.core)
        self.booth.open()
        self.poll_id, self.opened = self.booth.poll.id, self.booth.poll.manifest

    @property
    def poll(self) -> Poll:
        return self.session.get_one(Poll, self.poll_id)

    # ---------------------------------------------------------------- what voters do

    @precondition(lambda self: self.state is PollState.OPEN)
    @rule(who=voters)
    def open_a_form(self, who: int) -> None:
        self.lines[who].forms.append(
            (self.booth.mark(self.world.voters[who], self.poll), self.lines[who].seal)
        )

    @rule(who=voters, what=choices)
    def vote_from_a_fresh_form(self, who: int, what: tuple[str, ...]) -> None:
        if self.state is PollState.OPEN:
            self.open_a_form(who)
        if self.lines[who].forms:
            self._send(self._post(who, what, -1))

    @rule(who=voters)
    def withdraw(self, who: int) -> None:
        self.vote_from_a_fresh_form(who, ())

    @precondition(lambda self: any(line.forms for line in self.lines))
    @rule(who=voters, what=choices, which=place)
    def vote_from_an_old_form(self, who: int, what: tuple[str, ...], which: int) -> None:
        if self.lines[who].forms:
            self._send(self._post(who, what, which))

    @precondition(lambda self: any(line.posts for line in self.lines))
    @rule(who=voters, which=place)
    def send_again_byte_for_byte(self, who: int, which: int) -> None:
        posts = self.lines[who].posts
        if posts:
            self._send(posts[which % len(posts)])

    @precondition(lambda self: self.state is PollState.OPEN)
    @rule(who=voters, what=choices)
    def the_process_dies_before_the_commit(self, who: int, what: tuple[str, ...]) -> None:
        self.open_a_form(who)
        post = self._post(who, what, -1)
        self._cast(post)
        self.restart()

    @precondition(lambda self: self.state is PollState.OPEN)
    @rule(who=voters, what=choices)
    def the_answer_is_lost_after_the_commit(self, who: int, what: tuple[str, ...]) -> None:
        self.vote_from_a_fresh_form(who, what)
        self.restart()

    # ---------------------------------------------------------------- what happens around them

    @rule()
    def restart(self) -> None:
        """Nothing is remembered but what is in the database and in the key file."""
        cycle_id = self.booth.cycle.id
        self.session.close()
        self.world.engine.dispose()
        self.session = Session(self.world.engine, expire_on_commit=False)
        self.booth.session = self.session
        self.booth.cycle = self.session.get_one(Cycle, cycle_id)
        self.session.rollback()

    @precondition(lambda self: self.state is PollState.OPEN)
    @rule(sure=st.integers(0, 3))
    def close(self, sure: int) -> None:
        if sure == 0:  # or most schedules would be over before they begin
            self.booth.close()
            self.state = PollState.CLOSED

    @precondition(lambda self: self.state is PollState.CLOSED)
    @rule(who=voters)
    def annul(self, who: int) -> None:
        """Two persons annul whatever somebody cast, who was heard; nobody opens it."""
        line, voter = self.lines[who], actor_of(self.world.voters[who])
        if line.has_case:
            return
        about: dict[str, Any] = {"cycle": self.booth.cycle, "now": AFTER_CLOSE}
        case = propose_annulment(
            self.session,
            actor=self.booth.official(0),
            account_id=voter.account_id,
            cause="stolen_account",
            reason="La cuenta la usó otra persona.",
            **about,
        )
        reply_to_case(self.session, actor=voter, case=case, reply="Es cierto.", **about)
        confirm_annulment(
            self.session,
            actor=self.booth.official(1),
            case=case,
            decision="La persona dice lo mismo.",
            keys=self.world.keys,
            **about,
        )
        self.session.commit()
        line.has_case, line.annulled, line.seal = True, line.seal, None

    @precondition(lambda self: self.state is PollState.CLOSED)
    @rule()
    def publish(self) -> None:
        self.booth.publish()
        self.state = PollState.PUBLISHED

    # ---------------------------------------------------------------- what must hold

    @invariant()
    def the_tables_hold_what_the_register_holds(self) -> None:
        """I1 to I6, I9: no more, no fewer, no other ballots than those acknowledged; states move forward only."""
        session, id = self.session, self.poll_id
        table = FinalBallot if self.state is PollState.PUBLISHED else Ballot
        ballots = session.execute(select(table.seal, table.choices).where(table.poll_id == id)).all()
        gone = self.state is PollState.PUBLISHED  # fewer than ten: their openings are gone
        held = Counter((line.seal, None if gone else line.choices) for line in self.lines if line.seal)
        assert Counter((seal, None if gone else tuple(what)) for seal, what in ballots) == held
        replaced = session.scalars(select(Superseded.seal).where(Superseded.poll_id == id)).all()
        assert Counter(replaced) == Counter(seal for line in self.lines for seal in line.replaced)
        annulled = session.scalars(select(Annulled.seal).where(Annulled.poll_id == id)).all()
        assert Counter(annulled) == Counter(line.annulled for line in self.lines if line.annulled)
        told = session.execute(select(Poll.state, Poll.manifest).where(Poll.id == id)).one()
        assert tuple(told) == (self.state, self.opened)
        session.rollback()

    def teardown(self) -> None:
        """Bring every schedule to its end: close, publish, and hold the result to the register."""
        if not hasattr(self, "booth"):
            return
        if self.state is PollState.OPEN:
            self.booth.close()
        if self.state is not PollState.PUBLISHED:
            self.booth.publish()
        self._check_result(self.poll)
        self.session.close()

    def _check_result(self, poll: Poll) -> None:
        """I7, I8, I11, I13, I14, I18."""
        session, final = self.session, [line for line in self.lines if line.seal]
        seals = sorted(seal for line in self.lines if (seal := line.seal or line.annulled))
        result, taken = results(session, poll), turnout(session, poll.cycle_id)["transparencia"]
        assert result is not None
        votes = Counter(code for line in final for code in line.choices)
        counted = {line.code: line.votes for line in result.lines}
        assert counted == {code: votes[code] for code in CODES}
        assert sum(counted.values()) <= poll.choices_max * result.ballots
        replaced = sum(len(line.replaced) for line in self.lines)
        assert (result.ballots, taken.ballots, taken.replaced) == (len(final), len(seals), replaced)
        assert taken.ballots <= taken.eligible
        for option in poll.options:
            text = {"code": option.code, "title": option.title, "summary": option.summary}
            assert option.text_hash == digest("gacocrea/text/v1", text)
        assert closing_list(session, poll) == seals
        assert poll.root == closing_root(seals)
        shuffled = random.Random(poll.id).sample(list(counted.items()), len(counted))
        ranking = top_n(dict(shuffled), poll.seats, poll.root)
        assert ranking.order == tuple(line.code for line in result.lines)
        assert {line.code for line in result.lines if line.by_rule} == set(ranking.winners)
        assert session.scalar(select(func.count()).select_from(Ballot).where(Ballot.poll_id == poll.id)) == 0
        assert not self.world.keys.has(read_manifest(poll.manifest).poll)
        for voter in self.world.voters:
            assert delivered(session, polls=[poll], account_id=voter.id, keys=self.world.keys) == set()

    # ---------------------------------------------------------------- how

    def _post(self, who: int, what: tuple[str, ...], which: int) -> Post:
        forms = self.lines[who].forms
        mark, replaces = forms[which if which < 0 else which % len(forms)]
        post = Post(who, what, nonce(next(_serial)), mark, replaces)
        self.lines[who].posts.append(post)
        return post

    def _expected(self, post: Post) -> str:
        """Say what the protocol answers: a refusal, "same" receipt, or "new" ballot."""
        line = self.lines[post.who]
        sealed = line.seals.get(post)
        if self.state is not PollState.OPEN:
            return "poll_not_open"
        if sealed and sealed == line.seal:
            return "same"
        if sealed in line.replaced:
            return "older_ballot"
        return "new" if post.replaces == line.seal else "other_window"

    def _send(self, post: Post) -> None:
        """Send a ballot with a clock that is late, and hold the answer to the register."""
        expected, line = self._expected(post), self.lines[post.who]
        if expected not in ("same", "new"):
            with pytest.raises(Conflict, match=f"^{expected}"):
                self._cast(post)
            self.session.rollback()
            return
        sealed = self._cast(post)
        self.session.commit()
        if expected == "same":
            assert sealed == line.seal
            return
        if line.seal:
            line.replaced.add(line.seal)
        line.seal, line.choices, line.seals[post] = sealed, post.choices, sealed

    def _cast(self, post: Post) -> str:
        poll = self.poll
        receipt = cast(
            self.session,
            actor=actor_of(self.world.voters[post.who]),
            poll=poll,
            cycle=self.booth.cycle,
            choices=post.choices,
            voter_nonce=post.nonce,
            server_nonce=nonce(post.who),
            previous_mark=post.mark,
            keys=self.world.keys,
            now=NOON + timedelta(minutes=1),
        )
        assert is_signed(read_manifest(poll.manifest), receipt.seal, receipt.signature)
        return receipt.seal
