"""What a machine gives, as ratios measured in one run: against the parts' own floor, and against peers."""

from gumsole.bench.figures import Figure
from gumsole.bench.run import bench

__all__ = ["Figure", "bench"]
