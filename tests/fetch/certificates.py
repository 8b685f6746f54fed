"""A small certificate authority for tests: root, intermediate and a server's certificate."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Pair = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def chain_for(host: str, folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS that leaves out its intermediate, and the PEM file that mends it."""
    root = _certificate("Akar", None)
    middle = _certificate("Antara", root)
    leaf = _certificate(host, middle, host)
    key = leaf[1].private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    own, bundle = folder / "server.pem", folder / "ca.pem"
    own.write_bytes(leaf[0].public_bytes(serialization.Encoding.PEM) + key)
    pems = [one[0].public_bytes(serialization.Encoding.PEM) for one in (middle, root)]
    bundle.write_bytes(b"".join(pems))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own)
    return context, bundle


def _certificate(name: str, issuer: Pair | None, host: str = "") -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    signer = issuer[1] if issuer else key
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if host:
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        built = built.add_extension(names, critical=False)
    return built.sign(signer, hashes.SHA256()), key
