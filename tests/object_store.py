"""A local S3 server for tests: moto's, on loopback, with a bucket of its own for each user."""

import itertools
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import s3fs

_buckets = itertools.count(1)


@contextmanager
def s3_server() -> Iterator[Mapping[str, str]]:
    """Run a server; yields the variables by which any process reaches it."""
    from moto.server import ThreadedMotoServer  # takes a second to load

    s3fs.S3FileSystem.clear_instance_cache()  # it holds connections to an earlier server
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.stop()


def new_bucket() -> str:
    """Make an empty bucket on the server that the environment names; return its address."""
    name = f"monev-{os.getpid()}-{next(_buckets)}"
    s3fs.S3FileSystem().mkdir(name)
    return f"s3://{name}/office"
