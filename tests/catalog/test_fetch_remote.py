from __future__ import annotations

import gzip
import hashlib
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from gumsole.catalog.fetch import FetchLimits, PhotoFetcher, World
from gumsole.errors import BadPhoto, InputError, NotFound, PhotoFault, PhotoUnreachable
from gumsole.records import Known
from tests.catalog.fetch_server import PUBLIC, Detour, Host, answering, in_turn, raw, running

DATA = b"the bytes of a photo"
HASH = hashlib.sha256(DATA).hexdigest()


class Sleeps(list[float]):
    """Notes how long it was asked to sleep, and does not."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def host() -> Iterator[Host]:
    with running() as opened:
        yield opened


@pytest.fixture
def sleeps() -> Sleeps:
    return Sleeps()


@pytest.fixture
def fetcher(sleeps: Sleeps) -> Iterator[PhotoFetcher]:
    """May fetch from loopback, and never sleeps; chance takes nothing off its waits."""
    world = World(sleep=sleeps, chance=lambda: 0.0)
    with PhotoFetcher(allow_private=True, world=world) as opened:
        yield opened


def limited(**limits: float) -> PhotoFetcher:
    """A fetcher on loopback, with limits that a test can reach."""
    return PhotoFetcher(
        allow_private=True,
        limits=FetchLimits(**limits),  # type: ignore[arg-type]
        world=World(sleep=Sleeps()),
    )


# --- what is asked and answered --------------------------------------------------------------------------


def test_a_photo_is_fetched_with_what_to_remember_of_it(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers["/a.jpg?w=1"] = answering(200, DATA, etag='"v1"', last_modified="yesterday")
    found = fetcher.fetch(host.url("/a.jpg?w=1#part"))
    assert found.data == DATA
    assert found.known == Known(HASH, '"v1"', "yesterday", len(DATA))


def test_the_request_names_the_host_and_asks_for_plain_bytes(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers["/a"] = answering(200, DATA)
    fetcher.fetch(host.url("/a", "localhost"))
    (sent,) = host.headers
    assert sent["Host"] == f"localhost:{host.server_port}"
    assert sent["Accept-Encoding"] == "identity"
    assert sent["User-Agent"].startswith("gumsole/")
    assert not {"Cookie", "Authorization", "Referer"} & set(sent)


@pytest.mark.parametrize(
    ("known", "header"),
    [
        (Known(HASH, etag='"v1"', last_modified="yesterday"), ("If-None-Match", '"v1"')),
        (Known(HASH, last_modified="yesterday"), ("If-Modified-Since", "yesterday")),
        (Known(HASH, etag='"é"', last_modified="yesterday"), ("If-Modified-Since", "yesterday")),
    ],
)
def test_a_photo_the_host_calls_unchanged_is_not_sent_again(
    host: Host, fetcher: PhotoFetcher, known: Known, header: tuple[str, str]
) -> None:
    host.answers["/a"] = answering(304)
    found = fetcher.fetch(host.url("/a"), known)
    assert (found.data, found.known) == (None, known)
    assert host.headers[0][header[0]] == header[1]


def test_a_photo_sent_again_with_the_same_bytes_is_unchanged(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers["/a"] = answering(200, DATA, etag='"v2"')
    found = fetcher.fetch(host.url("/a"), Known(HASH, etag='"v1"'))
    assert (found.data, found.known.etag) == (None, '"v2"')


def test_unchanged_is_no_answer_to_a_first_question(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers["/a"] = answering(304)
    with pytest.raises(PhotoUnreachable, match="answered 304"):
        fetcher.fetch(host.url("/a"))


def test_a_remembered_header_that_cannot_be_sent_is_left_out(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers["/a"] = answering(200, DATA)
    fetcher.fetch(host.url("/a"), Known(HASH, etag='"é"', last_modified="März"))
    assert not {"If-None-Match", "If-Modified-Since"} & set(host.headers[0])


@pytest.mark.parametrize("status", [404, 410])
def test_a_photo_that_is_gone_is_not_found(host: Host, fetcher: PhotoFetcher, status: int) -> None:
    host.answers["/a"] = answering(status)
    with pytest.raises(NotFound, match=f"/a: the host answered {status}"):
        fetcher.fetch(host.url("/a"))


@pytest.mark.parametrize("status", [204, 400, 401, 403, 418])
def test_other_refusals_are_not_tried_again_at_once(host: Host, fetcher: PhotoFetcher, status: int) -> None:
    host.answers["/a"] = answering(status)
    with pytest.raises(PhotoUnreachable, match=f"answered {status}"):
        fetcher.fetch(host.url("/a"))
    assert len(host.asked) == 1


def test_many_threads_share_one_fetcher_and_each_reuses_its_connection(host: Host) -> None:
    host.answers = {f"/{n}": answering(200, DATA + str(n).encode()) for n in range(60)}
    with limited() as fetcher, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: fetcher.fetch(host.url(f"/{n}")).data, range(60)))
    assert found == [DATA + str(n).encode() for n in range(60)]
    assert host.connections <= 8
    assert len(host.asked) == 60


# --- trying again ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again_with_growing_waits(
    host: Host, fetcher: PhotoFetcher, sleeps: Sleeps, status: int
) -> None:
    host.answers["/a"] = in_turn(answering(status), answering(status), answering(200, DATA))
    assert fetcher.fetch(host.url("/a")).data == DATA
    assert sleeps == [0.5, 1.0]


def test_chance_takes_off_up_to_half_of_a_wait(host: Host) -> None:
    host.answers["/a"] = in_turn(answering(503), answering(200, DATA))
    sleeps = Sleeps()
    with PhotoFetcher(allow_private=True, world=World(sleep=sleeps, chance=lambda: 0.5)) as fetcher:
        fetcher.fetch(host.url("/a"))
    assert sleeps == [0.375]  # 0.5 s less a half of its half


def test_a_host_that_stays_down_is_left_after_four_attempts(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers["/a"] = answering(503)
    with pytest.raises(PhotoUnreachable, match=r"answered 503 \(4 attempts\).*later"):
        fetcher.fetch(host.url("/a"))
    assert len(host.asked) == 4


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"retry_after": "7"}, 7.0),
        (
            {"retry_after": "Sun, 01 Nov 2026 10:00:09 GMT", "date": "Sun, 01 Nov 2026 10:00:00 GMT"},
            9.0,
        ),
        ({"retry_after": "soon"}, 0.5),
        ({"retry_after": "Sun, 01 Nov 2026 10:00:09 GMT", "date": "unknown"}, 0.5),
        ({"retry_after": "Sun, 01 Nov 2026 10:00:00 GMT", "date": "Sun, 01 Nov 2026 10:00:09 GMT"}, 0.5),
    ],
)
def test_the_host_says_when_to_try_again(
    host: Host, fetcher: PhotoFetcher, sleeps: Sleeps, headers: dict[str, str], wait_s: float
) -> None:
    def busy(handler: object) -> None:
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        raw(f"HTTP/1.1 429 Slow\r\ncontent-length: 0\r\n{lines}\r\n".encode())(handler)  # type: ignore[arg-type]

    host.answers["/a"] = in_turn(busy, answering(200, DATA))
    assert fetcher.fetch(host.url("/a")).data == DATA
    assert sleeps == [wait_s]


def test_a_long_wait_is_left_to_the_next_run(host: Host, fetcher: PhotoFetcher, sleeps: Sleeps) -> None:
    host.answers["/a"] = answering(429, retry_after="3600")
    with pytest.raises(PhotoUnreachable) as caught:
        fetcher.fetch(host.url("/a"))
    assert caught.value.retry_after_s == 3600
    assert sleeps == []


def test_a_body_that_breaks_off_is_fetched_again(host: Host, fetcher: PhotoFetcher, sleeps: Sleeps) -> None:
    half = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n", DATA[:10])
    host.answers["/a"] = in_turn(half, answering(200, DATA))
    assert fetcher.fetch(host.url("/a")).data == DATA
    assert sleeps == [0.5]


def test_a_host_that_talks_nonsense_is_unreachable(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers["/a"] = raw(b"SSH-2.0-OpenSSH\r\n\r\n")
    with pytest.raises(PhotoUnreachable, match="broke off"):
        fetcher.fetch(host.url("/a"))


def test_nobody_listening_is_unreachable(fetcher: PhotoFetcher, sleeps: Sleeps) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(PhotoUnreachable, match="broke off"):
            fetcher.fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/a")
    assert len(sleeps) == 3


def test_the_next_address_of_a_host_is_tried(host: Host) -> None:
    host.answers["/a"] = answering(200, DATA)
    world = World(resolver=lambda *_: ("127.0.0.2", "127.0.0.1"), sleep=Sleeps())
    with PhotoFetcher(allow_private=True, world=world) as fetcher:
        assert fetcher.fetch(host.url("/a", "shop.example")).data == DATA


def test_a_host_without_any_address_is_unreachable() -> None:
    with (
        PhotoFetcher(world=World(resolver=lambda *_: (), sleep=Sleeps())) as fetcher,
        pytest.raises(PhotoUnreachable, match="no address"),
    ):
        fetcher.fetch("http://shop.example/a")


# --- limits ----------------------------------------------------------------------------------------------


def test_a_body_announced_over_the_limit_is_not_read(host: Host) -> None:
    started = threading.Event()
    host.answers["/a"] = raw(
        b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", pause=lambda: started.wait(0.05)
    )
    with limited(max_bytes=1000) as fetcher, pytest.raises(BadPhoto, match="larger than 1000") as caught:
        fetcher.fetch(host.url("/a"))
    assert caught.value.fault is PhotoFault.TOO_LARGE


def test_a_body_of_unknown_length_stops_at_the_limit(host: Host) -> None:
    endless = [b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 1000] * 1000]
    host.answers["/a"] = raw(*endless)
    host.answers["/b"] = raw(endless[0], b"x" * 1000)
    with limited(max_bytes=1000) as fetcher:
        with pytest.raises(BadPhoto, match="larger than 1000"):
            fetcher.fetch(host.url("/a"))
        assert fetcher.fetch(host.url("/b")).data == b"x" * 1000


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", *[b"x"] * 1000],
        [b"HTTP/1.1 200 OK\r\n", *[b"A: b\r\n"] * 1000],
    ],
    ids=["body", "headers"],
)
def test_bytes_that_trickle_in_run_out_of_time(host: Host, pieces: Sequence[bytes]) -> None:
    over = threading.Event()
    host.answers["/a"] = raw(*pieces, pause=lambda: over.wait(0.02))
    with limited(total_s=0.2) as fetcher, pytest.raises(PhotoUnreachable, match="took too long"):
        fetcher.fetch(host.url("/a"))
    over.set()
    assert len(host.asked) == 1


def test_a_host_that_says_nothing_is_asked_again_until_time_is_up(host: Host) -> None:
    over = threading.Event()
    host.answers["/a"] = raw(b"", pause=lambda: over.wait(5))
    with (
        limited(total_s=0.5, read_s=0.05) as fetcher,
        pytest.raises(PhotoUnreachable, match=r"too long \(4 attempts\)"),
    ):
        fetcher.fetch(host.url("/a"))
    over.set()


def test_a_name_that_takes_long_to_resolve_uses_up_the_time(host: Host) -> None:
    now = [0.0]

    def resolver(*_: object) -> Sequence[str]:
        now[0] += 31
        return ("127.0.0.1",)

    world = World(clock=lambda: now[0], resolver=resolver, sleep=Sleeps())
    with (
        PhotoFetcher(allow_private=True, world=world) as fetcher,
        pytest.raises(PhotoUnreachable, match=r"too long \(1 attempts\)"),
    ):
        fetcher.fetch(host.url("/a"))
    assert host.connections == 0


def test_waits_between_attempts_do_not_use_up_the_time(host: Host) -> None:
    host.answers["/a"] = in_turn(answering(503, retry_after="20"), answering(200, DATA))
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    world = World(clock=lambda: now[0], sleep=sleep)
    with PhotoFetcher(allow_private=True, limits=FetchLimits(total_s=10), world=world) as fetcher:
        assert fetcher.fetch(host.url("/a")).data == DATA
    assert now == [20.0]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", gzip.compress(DATA)), ("deflate", zlib.compress(DATA)), ("identity", DATA)],
)
def test_a_body_compressed_against_our_wish_is_read(
    host: Host, fetcher: PhotoFetcher, encoding: str, body: bytes
) -> None:
    host.answers["/a"] = answering(200, body, content_encoding=encoding)
    assert fetcher.fetch(host.url("/a")).data == DATA


def test_a_compressed_bomb_stops_at_the_limit(host: Host) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    host.answers["/a"] = answering(200, bomb, content_encoding="gzip")
    with limited(max_bytes=100_000) as fetcher, pytest.raises(BadPhoto, match="larger than 100000"):
        fetcher.fetch(host.url("/a"))


@pytest.mark.parametrize(
    ("encoding", "body", "said"),
    [
        ("br", DATA, "content encoding 'br'"),
        ("gzip, gzip", DATA, "content encoding"),
        ("gzip", DATA, "does not decompress"),
        ("gzip", gzip.compress(DATA)[:-9], "ends too early"),
    ],
)
def test_a_body_that_cannot_be_decompressed_is_no_photo(
    host: Host, fetcher: PhotoFetcher, encoding: str, body: bytes, said: str
) -> None:
    host.answers["/a"] = answering(200, body, content_encoding=encoding)
    with pytest.raises(BadPhoto, match=said):
        fetcher.fetch(host.url("/a"))


# --- where it may go -------------------------------------------------------------------------------------


def test_redirects_are_followed_to_the_photo(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers["/a"] = answering(302, location="b?x=1")
    host.answers["/b?x=1"] = answering(308, location=host.url("/c", "localhost"))
    host.answers["/c"] = answering(200, DATA)
    assert fetcher.fetch(host.url("/a")).data == DATA
    assert host.headers[2]["Host"] == f"localhost:{host.server_port}"


def test_five_redirects_are_followed_and_not_six(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers = {f"/{n}": answering(301, location=f"/{n - 1}") for n in range(1, 7)}
    host.answers["/0"] = answering(200, DATA)
    assert fetcher.fetch(host.url("/5")).data == DATA
    with pytest.raises(PhotoUnreachable, match="more than 5 times"):
        fetcher.fetch(host.url("/6"))


def test_a_redirect_to_nowhere_is_an_answer_like_any_other(host: Host, fetcher: PhotoFetcher) -> None:
    host.answers["/a"] = answering(302)
    with pytest.raises(PhotoUnreachable, match="answered 302"):
        fetcher.fetch(host.url("/a"))


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://127.0.0.1:{port}/secret", r"127\.0\.0\.1, which is not a public address"),
        ("http://[::1]:{port}/secret", "::1, which is not a public address"),
        ("http://[::ffff:127.0.0.1]:{port}/secret", "not a public address"),
        ("http://inside.example:{port}/secret", r"inside\.example resolves to 10\.0\.0\.1"),
        ("file:///etc/passwd", "leads to file"),
        ("gopher://shop.example/x", "leads to gopher"),
        ("http://shop.example:25/x", "port 25"),
        ("http://user:secret@shop.example/x", "carries a user name or password"),
        ("http://shop.example:port/x", "no valid URL"),
    ],
)
def test_a_redirect_goes_nowhere_a_feed_could_not_go(host: Host, location: str, said: str) -> None:
    def resolver(name: str, _: int) -> Sequence[str]:
        return {"shop.example": (PUBLIC,), "inside.example": ("10.0.0.1",)}.get(name, (name,))

    host.answers["/a"] = answering(302, location=location.format(port=host.server_port))
    world = World(network=Detour(), resolver=resolver, sleep=Sleeps())
    with PhotoFetcher(world=world) as fetcher, pytest.raises(InputError, match=said) as caught:
        fetcher.fetch(host.url("/a", "shop.example"))
    assert host.asked == ["/a"]
    assert ":secret" not in str(caught.value)


@pytest.mark.parametrize(
    "ref",
    [
        "ftp://shop.example/a.jpg",
        "http:///a.jpg",
        "http://shop.example:22/a.jpg",
        "http://user@shop.example/a.jpg",
        "http://shop.example:99999999/a.jpg",
        "https://" + "a" * 70 + ".\u2028/x",
    ],
)
def test_a_feed_goes_only_where_photos_are(fetcher: PhotoFetcher, ref: str) -> None:
    with pytest.raises(InputError):
        fetcher.fetch(ref)


@pytest.mark.parametrize("name", ["xn--ls8h.example", "xn--a"])  # an emoji; a codepoint that no name may have
def test_a_host_is_asked_by_the_name_that_the_wire_has_whatever_it_spells(host: Host, name: str) -> None:
    host.answers["/a"] = answering(200, DATA)
    world = World(network=Detour(), resolver=lambda *_: (PUBLIC,), sleep=Sleeps())
    with PhotoFetcher(world=world) as fetcher:
        assert fetcher.fetch(host.url("/a", name)).data == DATA


def test_loopback_is_refused_unless_allowed(host: Host) -> None:
    with PhotoFetcher() as fetcher, pytest.raises(InputError, match="--allow-private"):
        fetcher.fetch(host.url("/a"))
    assert host.connections == 0


def test_a_name_is_resolved_once_for_a_connection_and_the_judged_address_is_used(host: Host) -> None:
    # DNS rebinding: the first answer is public, any later one would lead inside.
    host.answers["/a"] = answering(200, DATA)
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    network = Detour()
    world = World(network=network, resolver=lambda *_: next(answers), sleep=Sleeps())
    with PhotoFetcher(world=world) as fetcher:
        assert fetcher.fetch(host.url("/a", "shop.example")).data == DATA
        assert fetcher.fetch(host.url("/a", "shop.example")).data == DATA  # the same connection
        assert network.addresses == [PUBLIC]
        fetcher.close()
        with pytest.raises(InputError, match=r"127\.0\.0\.1"):
            fetcher.fetch(host.url("/a", "shop.example"))
    assert network.addresses == [PUBLIC]


def test_a_proxy_of_the_environment_is_not_used(
    host: Host, fetcher: PhotoFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    host.answers["/a"] = answering(200, DATA)
    assert fetcher.fetch(host.url("/a")).data == DATA


# Anonymous key exchange: TLS without a certificate, so that the test needs none.
ANONYMOUS = "AECDH-AES256-SHA:@SECLEVEL=0"


def anonymous(side: ssl._SSLMethod) -> ssl.SSLContext:
    context = ssl.SSLContext(side)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(ANONYMOUS)
    return context


def test_https_names_the_host_though_it_connects_to_the_judged_address(host: Host) -> None:
    names: list[str | None] = []
    server_side = anonymous(ssl.PROTOCOL_TLS_SERVER)
    server_side.sni_callback = lambda _, name, __: names.append(name)
    host.socket = server_side.wrap_socket(host.socket, server_side=True)
    host.answers["/a"] = answering(200, DATA)
    network = Detour()
    world = World(
        network=network,
        resolver=lambda *_: (PUBLIC,),
        sleep=Sleeps(),
        ssl_context=anonymous(ssl.PROTOCOL_TLS_CLIENT),
    )
    with PhotoFetcher(world=world) as fetcher:
        url = host.url("/a", "photos.example").replace("http:", "https:")
        assert fetcher.fetch(url).data == DATA
    assert names == ["photos.example"]
    assert network.addresses == [PUBLIC]
    assert host.headers[0]["Host"] == f"photos.example:{host.server_port}"


def test_a_host_without_a_trusted_certificate_is_unreachable(host: Host, fetcher: PhotoFetcher) -> None:
    host.socket = anonymous(ssl.PROTOCOL_TLS_SERVER).wrap_socket(host.socket, server_side=True)
    with pytest.raises(PhotoUnreachable, match="broke off"):
        fetcher.fetch(host.url("/a").replace("http:", "https:"))
