"""A timestamp server (RFC 3161): the only thing for which the tool uses the network, and only where the house names one."""

from __future__ import annotations

import asyncio
from urllib.error import URLError
from urllib.request import Request, urlopen

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError, set_tsp_headers

_SECONDS = 20
_MOST_BYTES = 1_000_000


class TimestampServer(TimeStamper):
    """A server at an address of the web."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """What the server answers. Raises TimestampRequestError."""
        return await asyncio.to_thread(self._answer, req.dump())

    def _answer(self, asked: bytes) -> tsp.TimeStampResp:
        request = Request(self._address, asked, set_tsp_headers({}))
        try:
            with urlopen(request, timeout=_SECONDS) as response:
                return tsp.TimeStampResp.load(response.read(_MOST_BYTES), strict=True)
        except (URLError, OSError, ValueError) as fault:
            why = getattr(fault, "reason", fault)
            raise TimestampRequestError(f"the timestamp server {self._address} gave no timestamp: {why}") from fault
