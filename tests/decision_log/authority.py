"""A time stamp authority of the tests' own: openssl behind a server, certificates made here."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

HAS_OPENSSL = shutil.which("openssl") is not None
_NOW = dt.datetime.now(dt.UTC)
_CONFIG = """[tsa]
default_tsa = it
[it]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
accuracy = secs:1
"""


@dataclass(frozen=True)
class Authority:
    """An authority with a root of its own; `answer` is what it says to a request, in DER."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    @property
    def beside(self) -> Path:
        """Certificates that go with each answer, if there is such a file."""
        return self.folder / "beside.pem"

    def forge_a_twin(self, name: str) -> None:
        """Send along a certificate with the number of the authority's, which nobody issued."""
        true = x509.load_pem_x509_certificate((self.folder / "tsa.pem").read_bytes())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        key = ec.generate_private_key(ec.SECP256R1())
        twin = _certificate(subject, true.issuer, key.public_key(), true.not_valid_after_utc,
                            true.serial_number)  # fmt: skip
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        signed = twin.add_extension(use, critical=True).sign(key, SHA256())
        self.beside.write_bytes(signed.public_bytes(Encoding.PEM))

    def answer(self, request: bytes) -> bytes:
        query, reply = self.folder / "query", self.folder / "reply"
        query.write_bytes(request)
        subprocess.run(
            ["openssl", "ts", "-reply", "-config", str(self.folder / "tsa.cnf"),
             "-queryfile", str(query), "-inkey", str(self.folder / "tsa.key"),
             "-signer", str(self.folder / "tsa.pem"), "-out", str(reply),
             *(["-chain", str(self.beside)] if self.beside.exists() else [])],
            check=True, capture_output=True,
        )  # fmt: skip
        return reply.read_bytes()


def make_authority(
    folder: Path,
    name: str = "Example Time",
    *,
    until: dt.datetime = _NOW + dt.timedelta(days=3650),
) -> Authority:
    """An authority whose certificate is good until then."""
    folder.mkdir()
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} Root")])
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    root = (
        _certificate(issuer, issuer, root_key.public_key(), _NOW + dt.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(root_key, SHA256())
    )
    leaf = (
        _certificate(subject, issuer, key.public_key(), until)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(root_key, SHA256())
    )
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "tsa.pem").write_bytes(leaf.public_bytes(Encoding.PEM))
    (folder / "tsa.key").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
    return Authority(folder)


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    until: dt.datetime,
    number: int | None = None,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(number or x509.random_serial_number())
        .not_valid_before(min(_NOW, until) - dt.timedelta(days=30))
        .not_valid_after(until)
    )


def unused_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def unused_address() -> str:
    return f"http://127.0.0.1:{unused_port()}/"


Handler = Callable[[BaseHTTPRequestHandler, bytes], None]


@contextmanager
def serving(handle: Handler) -> Iterator[str]:
    """The URL of a server that does this with each request."""

    class _Requests(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            handle(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Requests)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answering(answer: Callable[[bytes], bytes], code: int = 200) -> Handler:
    """Answers each request so, as a server should."""

    def handle(request: BaseHTTPRequestHandler, body: bytes) -> None:
        said = answer(body)
        request.send_response(code)
        request.send_header("Content-Type", "application/timestamp-reply")
        request.send_header("Content-Length", str(len(said)))
        request.end_headers()
        request.wfile.write(said)

    return handle
