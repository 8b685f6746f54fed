"""Not more requests per second to a host than the policy grants."""

import threading

from pyrate_limiter import InMemoryBucket, Limiter, Rate
from pyrate_limiter.limiter import SingleBucketFactory

from monev.fetch.policy import FetchPolicy

_MILLISECONDS = 1000


class Pace:
    """One limiter per host; requests are spread evenly, never sent in a burst."""

    def __init__(self, policy: FetchPolicy) -> None:
        self._policy = policy
        self._limiters: dict[str, tuple[InMemoryBucket, Limiter]] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Return as soon as `host` may be asked again."""
        with self._lock:
            bucket, limiter = self._limiters.get(host) or self._new(host)
        bucket.leak(bucket.now())  # type: ignore[no-untyped-call]  # the library left it bare
        limiter.try_acquire(host)

    def _new(self, host: str) -> tuple[InMemoryBucket, Limiter]:
        """Make the limiter of a host; it is emptied here, so it needs no thread of its own."""
        gap = max(1, round(_MILLISECONDS / self._policy.rate_for(host)))
        bucket = InMemoryBucket([Rate(1, gap)])
        made = bucket, Limiter(SingleBucketFactory(bucket, schedule_leak=False), buffer_ms=1)
        self._limiters[host] = made
        return made
