"""How often this process looks for garbage: for the bot, its benchmarks and its tests alike."""

from __future__ import annotations

import gc

AFTER = (20_000, 20, 20)  # objects, young collections, middle ones (Python: 700, 10, 10)


def spare_what_stays() -> None:
    """Exclude the objects made so far, which stay, from every later garbage collection.

    A batch of updates makes thousands of rows and forgets them; looking through all modules,
    tables and words each time cost a tenth of the bot's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*AFTER)
