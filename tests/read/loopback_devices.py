"""Servers on this machine that speak recorded words of devices, for nmap to be run against."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

HTTP = (
    b"HTTP/1.1 401 Unauthorized\r\nServer: DNVRS-Webs\r\nWWW-Authenticate: Basic "
    b'realm="hikvision"\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n'
    b"<html><head><title>Document Error</title></head></html>"
)
RTSP = (
    b"RTSP/1.0 200 OK\r\nCSeq: 42\r\nServer: Dahua Rtsp Server\r\n"
    b"Public: OPTIONS, DESCRIBE\r\n\r\n"
)
TELNET = b"\xff\xfb\x01\xff\xfd\x1f\r\n192.0.0.64 login: "
SSH = b"SSH-2.0-HUAWEI-1.5\r\n"
FTP = b"220 TP-LINK FTP version 1.0 ready at Wed May  1 20:51:49 2019\r\n"


def _asked(answers: dict[bytes, bytes]) -> Callable[[socket.socket], None]:
    """Return what waits for a question and gives the answer whose start it has."""

    def serve(connection: socket.socket) -> None:
        question = connection.recv(4_096)
        for start, answer in answers.items():
            if start in question:
                connection.sendall(answer)
                return

    return serve


def _greets(words: bytes) -> Callable[[socket.socket], None]:
    def serve(connection: socket.socket) -> None:
        connection.sendall(words)
        connection.settimeout(2)
        connection.recv(1_024)

    return serve


WAYS: dict[str, Callable[[socket.socket], None]] = {
    "http": _asked({b"HTTP/1.": HTTP}),
    "rtsp": _asked({b"RTSP/1.0": RTSP}),
    "telnet": _greets(TELNET),
    "ssh": _greets(SSH),
    "ftp": _greets(FTP),
}


@contextlib.contextmanager
def devices(certificate: tuple[Path, Path]) -> Iterator[dict[str, int]]:
    """Serve each way on a port of its own, and https; yield the ports."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with contextlib.ExitStack() as opened:
        ports: dict[str, int] = {}
        for name, way in (*WAYS.items(), ("https", WAYS["http"])):
            listener = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
            tls = context if name == "https" else None
            threading.Thread(target=_serve, args=(listener, way, tls), daemon=True).start()
            ports[name] = listener.getsockname()[1]
        yield ports


def _serve(
    listener: socket.socket, way: Callable[[socket.socket], None], tls: ssl.SSLContext | None
) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(connection, way, tls), daemon=True).start()


def _answer(
    connection: socket.socket,
    way: Callable[[socket.socket], None],
    tls: ssl.SSLContext | None,
) -> None:
    connection.settimeout(10)
    with contextlib.suppress(OSError), connection:
        if tls is None:
            way(connection)
        else:
            with tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            ) as wrapped:
                wrapped.do_handshake()
                way(wrapped)
