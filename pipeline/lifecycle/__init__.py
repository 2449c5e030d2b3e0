"""Facts become status: what falls due and when."""

from pipeline.lifecycle.dates import key_dates, undated

__all__ = ["key_dates", "undated"]
