"""Time stamps on a checkpoint (RFC 3161): what to ask an authority, and whether its word holds.

Nothing is sent from here; the request goes out, and the answer comes in, by other hands.
"""

from dataclasses import dataclass

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import (
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from countersight.errors import LogError
from countersight.messages import sentence


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an authority says of a checkpoint."""

    at: str
    """RFC 3339 in UTC: the checkpoint existed before."""
    authority: str
    """Name in the certificate that the caller trusts."""


def timestamp_request(note: str) -> bytes:
    """Return the request for a time stamp on a signed checkpoint (RFC 3161, 2.4.1).

    >>> timestamp_request("a note")[:1]
    b'0'
    """
    return TimestampRequestBuilder().data(note.encode()).build().as_bytes()


def check_timestamp(note: str, answer: bytes, root: bytes) -> Stamp:
    """Return when an authority saw *note*, where its *answer* holds.

    Args:
        note: the signed checkpoint.
        answer: the authority's response, DER.
        root: certificate of the authority's root, PEM; it is what the caller trusts.

    Raises:
        LogError: the answer is damaged, for another text, or not of that authority.
    """
    try:
        response = decode_timestamp_response(answer)
        certificate = x509.load_pem_x509_certificate(root)
        builder = VerifierBuilder().add_root_certificate(certificate)
        for other in response.signed_data.certificates:
            one = x509.load_der_x509_certificate(other)
            if _stamps(one):
                builder = builder.tsa_certificate(one)
            elif one != certificate:
                builder = builder.add_intermediate_certificate(one)
        builder.build().verify_message(response, note.encode())
    except (ValueError, VerificationError) as wrong:
        raise LogError(
            sentence("the time stamp does not hold: {wrong}", wrong=wrong)
        ) from wrong
    at = response.tst_info.gen_time
    return Stamp(f"{at:%Y-%m-%dT%H:%M:%SZ}", certificate.subject.rfc4514_string())


def _stamps(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate is made for time stamps (RFC 3161, 2.3)."""
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return ExtendedKeyUsageOID.TIME_STAMPING in uses.value
