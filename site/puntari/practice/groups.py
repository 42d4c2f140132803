"""The place on a trainee's own result for what everybody gave. Practice knows of one person at a time; whoever may
speak of a group (``live``, which has the gate) registers here.
"""

from collections.abc import Callable

from markupsafe import Markup

from puntari.practice.models import Stream

Painter = Callable[[Stream], Markup]
Watcher = Callable[[int], None]

_painters: list[Painter] = []
_watchers: list[Watcher] = []


def register(painter: Painter, watcher: Watcher) -> None:
    """From now on ``painter`` gives the part of the page, and ``watcher`` is told the id of a stream in which somebody
    finished. It is told after the commit, and commits itself.
    """
    _painters[:] = [painter]
    _watchers[:] = [watcher]


def picture(stream: Stream) -> Markup:
    """What everybody gave, ready to stand on a page; empty when nobody registered."""
    return Markup("").join(paint(stream) for paint in _painters)


def somebody_finished(stream_id: int) -> None:
    """Tell that there's one more who finished. Call it after the commit."""
    for tell in _watchers:
        tell(stream_id)
