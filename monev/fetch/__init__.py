"""The only room that touches the network: asks politely, brings raw answers home as documents.

Each source has a connector that knows what to ask next. What the answers mean is read by
`sources`; when to ask, and what is kept, is decided by whoever calls.
"""

from monev.fetch.answer import Answer
from monev.fetch.bps import fetch_bps
from monev.fetch.ckan import fetch_ckan
from monev.fetch.djpk import fetch_djpk
from monev.fetch.djpk_lists import DjpkScope
from monev.fetch.endpoints import Endpoints, read_endpoints
from monev.fetch.errand import Errand, Missed, Remembered
from monev.fetch.fetcher import Fetcher
from monev.fetch.jdih import fetch_jdih
from monev.fetch.mask import Mask
from monev.fetch.policy import FetchPolicy
from monev.fetch.post import post_json

__all__ = [
    "Answer",
    "DjpkScope",
    "Endpoints",
    "Errand",
    "FetchPolicy",
    "Fetcher",
    "Mask",
    "Missed",
    "Remembered",
    "fetch_bps",
    "fetch_ckan",
    "fetch_djpk",
    "fetch_jdih",
    "post_json",
    "read_endpoints",
]
