"""Whether an address of this machine can be listened on, asked before anything starts there."""

import socket

from monev.errors import EnvironmentFault


def require_free(host: str, port: int, option: str = "--port") -> None:
    """Raise EnvironmentFault where the address cannot be listened on; `option` chooses another."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise EnvironmentFault(
                f"{host}:{port} cannot be listened on ({error}); choose another with {option}"
            ) from error
