"""Why an exchange with a server came to nothing: errors of the HTTP library told as faults and plain sentences."""

from __future__ import annotations

import ssl

import aiohttp

from footfall.page.facts import Fault

_CERTIFICATE = {
    10: "has expired",  # X509_V_ERR_CERT_HAS_EXPIRED, and so on: OpenSSL's x509_vfy.h
    9: "is not valid yet",
    18: "is signed by nobody but itself",
    19: "is signed by nobody but itself",
    20: "is signed by an authority that is not known here, or the server leaves out the certificates in between",
    21: "comes without the certificates in between",
    62: "is made out to another host name",
    64: "is made out to another address",
}


def explain(error: BaseException) -> tuple[Fault, str]:
    """The fault, and a whole sentence, for an error that an HTTP exchange raised."""
    if isinstance(error, TimeoutError):
        return Fault.TIMEOUT, "The server did not answer in time. Try again later, or ask its operator why it is slow."
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        return Fault.TLS, _tls_sentence(error)
    if isinstance(error, aiohttp.ClientConnectorError):
        return Fault.REFUSED, "No connection could be made. Check that the server runs and listens on this port."
    if isinstance(error, (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionError)):
        return Fault.REFUSED, "The server closed the connection without answering. Try again later."
    if isinstance(error, aiohttp.ClientPayloadError):
        return Fault.PROTOCOL, "The answer broke off before its end. Try again; if it persists, check the server."
    if isinstance(error, (aiohttp.InvalidURL, ValueError)):
        return Fault.DNS, "The address has no readable host name. Check its spelling."
    if isinstance(error, aiohttp.ClientError):
        return (
            Fault.PROTOCOL,
            "What answered does not speak correct HTTP. Check that the port is that of a web server.",
        )
    return Fault.REFUSED, "The network refused the connection. Check that this machine is online."


def _tls_sentence(error: BaseException) -> str:
    cause = error.certificate_error if isinstance(error, aiohttp.ClientConnectorCertificateError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        what = _CERTIFICATE.get(cause.verify_code, "could not be verified")
        return f"The server's certificate {what}. Renew or complete it; preview bots turn away as we did."
    return "No secure connection could be agreed on. Check the server's TLS settings, and that the port speaks https."
