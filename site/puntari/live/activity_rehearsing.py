"""A rehearsal of another exercise: its twelve simulated participants work as a group of that kind would.

What they do is written when the work is over; until then how far they are is worked out. The caller commits.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from puntari.extensions import db
from puntari.live import activities
from puntari.live.activities import Progress
from puntari.live.activity_rehearsal import Simulated
from puntari.live.domain import Dial, Phase
from puntari.live.models import LiveSession, Participant
from puntari.live.rehearsal import pace_of


def simulated(live: LiveSession, person: int) -> Simulated:
    """A simulated participant of a rehearsal by number."""
    return Simulated(Dial(live.dial or ""), live.rehearsal_seed or "", person)


def finish(live: LiveSession, phase: Phase, *, now: datetime) -> None:
    """Write what the simulated participants did, as the work is left. Holds the session's row."""
    if phase is not Phase.WORK:
        return
    query = select(Participant).where(Participant.session_id == live.id, Participant.removed_at.is_(None))
    for participant in db.session.scalars(query.where(Participant.is_simulated.is_(True))):
        one = simulated(live, participant.number)
        if participant.owner_key and one.works:
            activities.of(live).act(live, participant.owner_key, one, now=now)
    db.session.flush()


def progress_of(live: LiveSession, person: int, now: datetime) -> Progress:
    """How far a simulated participant would be by now; all are through when the trainer goes on."""
    one, doing = simulated(live, person), activities.of(live)
    length = doing.length(live, one)
    whole, of = (length if one.works else 0), (length if doing.knows_length else 0)
    if live.phase == Phase.LOBBY or not whole:
        return Progress(0, of, is_done=False)
    reached = (now - live.phase_changed_at) // _pace(one, whole)
    done = whole if live.phase == Phase.REVEAL else min(whole, max(0, reached))
    return Progress(done, of, is_done=done == whole)


def has_left(live: LiveSession, person: int) -> bool:
    """Whether a simulated participant went away as the work began."""
    return live.phase != Phase.LOBBY and not simulated(live, person).works


def _pace(one: Simulated, whole: int) -> timedelta:
    """How long a person takes for a text or a choice: for all of them about a minute."""
    return pace_of(one.seed, one.person) * 6 / whole
