"""Web Mercator in 32-bit whole numbers. Pure."""

import numpy as np
from numpy.typing import NDArray

WORLD_BITS = 32
WORLD = 2**WORLD_BITS  # the world is this many units across
LAST_LATITUDE = 85.051128779806589


def mercator(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """WGS84 degrees as x from the west and y from the north; NaN is 0, 0."""
    bounded = np.radians(np.clip(lat, -LAST_LATITUDE, LAST_LATITUDE))
    across = (lon + 180.0) / 360.0
    down = 0.5 - np.arcsinh(np.tan(bounded)) / (2 * np.pi)
    units = (np.nan_to_num(np.floor(each * WORLD)) for each in (across, down))
    x, y = (np.clip(each, 0, WORLD - 1).astype(np.int64) for each in units)
    return x, y
