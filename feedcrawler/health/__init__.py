"""The alarm: what is observed of each run of a site, and held against the runs before it."""

from feedcrawler.health.change import Needs
from feedcrawler.health.finding import Finding
from feedcrawler.health.history import Seen
from feedcrawler.health.judging import examine, usual_fields
from feedcrawler.health.observation import WATCHED, Observation
from feedcrawler.health.site import Rules

__all__ = ["WATCHED", "Finding", "Needs", "Observation", "Rules", "Seen", "examine", "usual_fields"]
