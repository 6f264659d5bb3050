"""What a machine gives, as ratios measured in one run: against the parts' own floor, and against peers."""

from gumsole.bench.figures import Figure
from gumsole.bench.run import bench
from gumsole.bench.sizes import Sizes

__all__ = ["Figure", "Sizes", "bench"]
