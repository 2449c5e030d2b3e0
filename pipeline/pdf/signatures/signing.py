"""One signature by PAdES (ETSI EN 319 142-1) put into its field of a PDF, without a byte changed before it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from pipeline.pdf.signatures.keys import SigningKey

_NO_MARGIN = SimpleBoxLayoutRule(x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MIN, margins=Margins())


class NotSigned(Exception):
    """No signature came about; the words say why."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of signing: in which field, when, and what the field shows: the page of a PDF."""

    field: str
    moment: datetime
    shown: bytes


def signed(pdf: bytes, act: Act, key: SigningKey, timestamper: TimeStamper | None = None) -> bytes:
    """The PDF with one signature more, appended to it.

    The first signature certifies the document: from then on nobody may do anything but fill in and sign the fields that are there.
    Raises NotSigned.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    first = not any(value for _, value, _ in enumerate_sig_fields(writer.prev))
    metadata = PdfSignatureMetadata(
        field_name=act.field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=first,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    style = StaticStampStyle(border_width=0, background=_Page(act.shown), background_layout=_NO_MARGIN, background_opacity=1)
    signer = _DatedSigner(act.moment, metadata, key.signer, timestamper=timestamper, stamp_style=style)
    try:
        return bytes(signer.sign_pdf(writer, existing_fields_only=True).getvalue())
    except (SigningError, TimestampRequestError, PdfError) as fault:
        raise NotSigned(str(fault)) from fault


class _DatedSigner(PdfSigner):
    """A signer whose signatures bear the moment that it is given, not the clock's."""

    def __init__(self, moment: datetime, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self._moment = moment

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._moment
        return session


class _Page(PdfContent):
    """The first page of a PDF as the picture of a signature."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Shown"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Shown Do"
