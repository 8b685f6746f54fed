"""A small OpenID provider on loopback: real keys, codes and checks, and faults on demand."""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Form, Header, HTTPException
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "monev-uji", "rahasia-penyedia-uji"


@dataclass
class Provider:
    """Who signs in there next, and how its answer deviates; `issuer` is set when it serves."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    forged: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "satu"}))
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def says(self, person: dict[str, Any], *, forged: bool = False, **changes: Any) -> None:
        """Have the next visitor be this person, and the statement differ by `changes`."""
        self.person, self.changes, self.forged = person, changes, forged

    def statement(self, nonce: str) -> str:
        """Return the signed statement about the person."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "sub": "orang-1",
            **self.person,
            **self.changes,
        }
        key = RSAKey.generate_key(2048, {"kid": "satu"}) if self.forged else self.key
        return jwt.encode({"alg": "RS256", "kid": "satu"}, claims, key)


def application(provider: Provider) -> FastAPI:
    """Return the provider's endpoints."""
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def about() -> dict[str, str]:
        return {
            "issuer": provider.issuer,
            "authorization_endpoint": f"{provider.issuer}/ask",
            "token_endpoint": f"{provider.issuer}/token",
            "jwks_uri": f"{provider.issuer}/keys",
        }

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return dict(KeySet([provider.key]).as_dict(private=False))

    @app.get("/ask")
    def ask(
        client_id: str,
        redirect_uri: str,
        state: str,
        nonce: str,
        code_challenge: str,
        code_challenge_method: str,
        response_type: str,
    ) -> RedirectResponse:
        if (client_id, response_type, code_challenge_method) != (CLIENT, "code", "S256"):
            raise HTTPException(400)
        code = secrets.token_urlsafe(8)
        provider.asked[code] = {"nonce": nonce, "challenge": code_challenge, "back": redirect_uri}
        return RedirectResponse(f"{redirect_uri}?{urlencode({'code': code, 'state': state})}", 303)

    @app.post("/token")
    def token(
        code: Annotated[str, Form()],
        code_verifier: Annotated[str, Form()],
        redirect_uri: Annotated[str, Form()],
        authorization: Annotated[str, Header()] = "",
    ) -> dict[str, Any]:
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = provider.asked.pop(code, None)
        digest = base64.urlsafe_b64encode(hashlib.sha256(code_verifier.encode()).digest())
        challenge = digest.rstrip(b"=").decode()
        if (
            asked is None
            or authorization != f"Basic {known}"
            or asked["challenge"] != challenge
            or asked["back"] != redirect_uri
        ):
            raise HTTPException(400)
        return {
            "access_token": secrets.token_urlsafe(8),
            "token_type": "Bearer",
            "id_token": provider.statement(asked["nonce"]),
        }

    return app
