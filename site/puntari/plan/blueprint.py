"""The plan's place among the addresses."""

from puntari.web.blueprints import localised

bp = localised("plan", __name__, prefix="/plan")
