"""A frozen result as files for who led the session. Rehearsals have none."""

import io
import zipfile

from flask import Response, abort
from flask_babel import to_user_timezone

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import activity_export, activity_pictures, export_pdf, export_xlsx, queries, research, snapshots
from puntari.live.export import Report, report_of
from puntari.live.models import LiveSession
from puntari.live.paper_routes import scoring_session
from puntari.live.research_words import codebook
from puntari.live.reveal_routes import NotFrozen
from puntari.live.routes import bp, own_session
from puntari.web import clock
from puntari.web.i18n import current_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(body: bytes, mimetype: str, session_id: int, ending: str) -> Response:
    response = Response(body, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="puntari-result-{session_id}.{ending}"'
    return response


def _report(live: LiveSession) -> Report:
    """What is in the newest snapshot, in words. Raises NotFrozen, Spoilt."""
    snapshot = snapshots.latest(live)
    if snapshot is None:
        raise NotFrozen
    return report_of(live, queries.exercise_of(live), snapshot, snapshots.result_in(snapshot), current_language())


def _shares(live: LiveSession) -> activity_export.Report:
    """The same for another exercise than scoring."""
    found = activity_pictures.kept(live)
    if found is None:
        raise NotFrozen
    return activity_export.report_of(live, *found, current_language())


@bp.get("/live/<int:session_id>/result.pdf")
@requires(Permission.LIVE_LEAD)
def result_pdf(session_id: int) -> Response:
    """The result as a tagged PDF, to send on."""
    live = own_session(session_id)
    if live.is_scoring:
        document, template = export_pdf.document(_report(live)), export_pdf.SCORES
    else:
        document, template = activity_export.document(_shares(live)), export_pdf.SHARES
    db.session.rollback()  # nothing more is read; the transaction doesn't wait for the typesetting
    body = export_pdf.report_pdf(document, made=clock.now(), template=template)
    return _file(body, "application/pdf", session_id, "pdf")


@bp.get("/live/<int:session_id>/result.xlsx")
@requires(Permission.LIVE_LEAD)
def result_xlsx(session_id: int) -> Response:
    """The result as a workbook."""
    live, made = own_session(session_id), clock.now()
    if live.is_scoring:
        body = export_xlsx.workbook(_report(live), made=made)
    else:
        body = activity_export.workbook(_shares(live), made=made)
    return _file(body, XLSX, session_id, "xlsx")


@bp.get("/live/<int:session_id>/research.zip")
@requires(Permission.LIVE_LEAD)
def research_zip(session_id: int) -> Response:
    """The figures as a long table with codebook and design: for exercises that allow it, once the session is closed."""
    live = scoring_session(session_id)
    exercise = queries.exercise_of(live)
    if not exercise.definition.research:
        abort(404)
    snapshot = snapshots.latest(live)
    if live.is_open or snapshot is None:
        raise research.NotForResearch
    result, frozen = snapshots.result_in(snapshot), to_user_timezone(snapshot.created_at).date()
    files = {
        "table.csv": research.as_csv(research.COLUMNS, research.table(result.released)),
        "codebook.csv": research.as_csv(("column", "value", "meaning"), codebook()),
        "design.json": research.design(result, exercise, digest=snapshot.digest, frozen=frozen),
    }
    return _file(packed(files), "application/zip", session_id, "zip")


def packed(files: dict[str, str]) -> bytes:
    """Files in one, the same bytes whenever it's made."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)
    return body.getvalue()
