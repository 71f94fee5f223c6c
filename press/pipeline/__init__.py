"""Takes documents through all stages, and publishes those that pass.

planning   wishes -> orders
building   orders -> what has changed, and why; what became of it
holding    what earlier builds have made: what of it can be made anew, what is behind
crew       who makes it: this process, or workers beside it
cluster    workers on other machines
making     one document through all stages
output     the folder that documents go to
"""

from press.pipeline.building import FORCED, LOST, NEW, Due, Outcome, build, compare, failed
from press.pipeline.crew import Alone, Crew, NoCrew
from press.pipeline.holding import Held, behind, held, said, stale, told, using
from press.pipeline.making import Document, Inspection, Made, foretold, inspect, make
from press.pipeline.planning import Job, Order, Unknown, Wishes, fits, known, plan, strangers
from press.store.output import CATALOGUE, MANIFEST, Output, opened

__all__ = [
    "CATALOGUE",
    "FORCED",
    "LOST",
    "MANIFEST",
    "NEW",
    "Alone",
    "Crew",
    "Document",
    "Due",
    "Held",
    "Inspection",
    "Job",
    "Made",
    "NoCrew",
    "Order",
    "Outcome",
    "Output",
    "Unknown",
    "Wishes",
    "behind",
    "build",
    "compare",
    "failed",
    "fits",
    "foretold",
    "held",
    "inspect",
    "known",
    "make",
    "opened",
    "plan",
    "said",
    "stale",
    "strangers",
    "told",
    "using",
]
