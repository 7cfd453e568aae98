"""The attack tests borrow the worker's office."""

from tests.worker.conftest import office, records

__all__ = ["office", "records"]
