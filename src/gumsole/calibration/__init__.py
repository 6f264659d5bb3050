"""What an index is built and judged with: means, guard and bands, learned from the catalog itself."""

from gumsole.calibration.settle import Standard, calibrate
from gumsole.calibration.studio import Studio

__all__ = ["Standard", "Studio", "calibrate"]
