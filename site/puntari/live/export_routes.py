"""A frozen result as files for who led the session. Rehearsals have none."""

from flask import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import export_pdf, export_xlsx, queries, snapshots
from puntari.live.export import Report, report_of
from puntari.live.paper_routes import scoring_session
from puntari.live.reveal_routes import NotFrozen
from puntari.live.routes import bp
from puntari.web import clock
from puntari.web.i18n import current_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(body: bytes, mimetype: str, session_id: int, ending: str) -> Response:
    response = Response(body, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="puntari-result-{session_id}.{ending}"'
    return response


def _report(session_id: int) -> Report:
    """What is in the newest snapshot, in words. Raises NotFrozen, Spoilt."""
    live = scoring_session(session_id)
    snapshot = snapshots.latest(live)
    if snapshot is None:
        raise NotFrozen
    return report_of(live, queries.exercise_of(live), snapshot, snapshots.result_in(snapshot), current_language())


@bp.get("/live/<int:session_id>/result.pdf")
@requires(Permission.LIVE_LEAD)
def result_pdf(session_id: int) -> Response:
    """The result as a tagged PDF, to send on."""
    document = export_pdf.document(_report(session_id))
    db.session.rollback()  # nothing more is read; the transaction doesn't wait for the typesetting
    return _file(export_pdf.report_pdf(document, made=clock.now()), "application/pdf", session_id, "pdf")


@bp.get("/live/<int:session_id>/result.xlsx")
@requires(Permission.LIVE_LEAD)
def result_xlsx(session_id: int) -> Response:
    """The result as a workbook."""
    report = _report(session_id)
    return _file(export_xlsx.workbook(report, made=clock.now()), XLSX, session_id, "xlsx")
