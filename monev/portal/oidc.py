"""Sign in through an OpenID provider: what is asked of it, and which account its answer names.

It never makes an account. Which page says what, and the session, are not decided here.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer

from models import Account
from monev.errors import EnvironmentFault, MonevError
from monev.settings import Settings
from monev.store import Store

if TYPE_CHECKING:
    from authlib.oauth2.client import OAuth2Client

CLAIMS = ("email", "sub", "preferred_username")
ALGORITHMS = ["RS256", "PS256", "ES256"]
"""With the provider's published keys; never unsigned, never by a shared secret."""
SCOPE = "openid email profile"
TIMEOUT_SECONDS = 10.0
MINUTES_TO_RETURN = 10
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class OidcRefusedError(MonevError):
    """Signing in through the provider came to nothing; the message is for the log."""


class ProviderSilentError(OidcRefusedError):
    """The provider itself cannot be reached: nobody's fault who wants to sign in."""


@dataclass(frozen=True)
class Errand:
    """What is remembered of a visitor who was sent to the provider, in a cookie of its own."""

    state: str
    nonce: str
    verifier: str
    language: str


def host_of(settings: Settings) -> str:
    """Return the name of the provider's machine; empty where none is set."""
    return urlsplit(settings.portal_oidc_issuer).hostname or ""


def new_errand(language: str) -> Errand:
    """Return fresh secrets for one visitor's way to the provider and back."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Errand(state, nonce, verifier, language)


def sealed(errand: Errand, secret: str) -> str:
    """Return an errand as the text of a cookie that nobody can alter."""
    return _seal(secret).dumps(asdict(errand))


def unsealed(text: str, secret: str) -> Errand:
    """Return the errand of a cookie; OidcRefusedError if it is none of ours, or too old."""
    try:
        return Errand(**_seal(secret).loads(text, max_age=MINUTES_TO_RETURN * 60))
    except (BadData, TypeError) as error:
        raise OidcRefusedError("no sign-in was begun in this browser, or too long ago") from error


def _seal(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="oidc")


def address_to_ask(settings: Settings, errand: Errand, back: str) -> str:
    """Return where to send a visitor so that the provider sends them `back` with a code."""
    with _visit(settings, back) as client:
        about = _metadata(client, settings)
        address, _ = client.create_authorization_url(
            about["authorization_endpoint"],
            state=errand.state,
            nonce=errand.nonce,
            code_verifier=errand.verifier,
        )
    return str(address)


def claims_for(settings: Settings, errand: Errand, back: str, code: str) -> dict[str, Any]:
    """Return the provider's signed statement about who came back with `code`, checked.

    Raises OidcRefusedError for any statement that is not about this visit.
    """
    import httpx
    from authlib.common.errors import AuthlibBaseError

    with _visit(settings, back) as client:
        about = _metadata(client, settings)
        try:
            answer = client.fetch_token(
                about["token_endpoint"],
                code=code,
                code_verifier=errand.verifier,
                auth=httpx.BasicAuth(client.client_id, client.client_secret),
            )
            keys = client.session.get(about["jwks_uri"]).raise_for_status().json()
        except (AuthlibBaseError, httpx.HTTPError, ValueError) as error:
            raise OidcRefusedError(f"the provider gave nothing for the code: {error}") from error
    return _checked(str(answer.get("id_token", "")), keys, settings, errand)


def account_named(claims: dict[str, Any], settings: Settings, store: Store) -> Account:
    """Return the account that a checked statement names; OidcRefusedError where there is none."""
    claim = settings.portal_oidc_claim
    name = claims.get(claim)
    if not isinstance(name, str) or not name:
        raise OidcRefusedError(f"the provider says no {claim}")
    if claim == "email" and claims.get("email_verified") is not True:
        raise OidcRefusedError("the provider has not verified the e-mail address")
    account = store.account(name)
    if account is None:
        raise OidcRefusedError(f"no account has the name in {claim}")
    return account


def _checked(
    token: str, keys: dict[str, Any], settings: Settings, errand: Errand
) -> dict[str, Any]:
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    own = settings.portal_oidc_client_id
    rules = jwt.JWTClaimsRegistry(
        leeway=60,
        iss={"essential": True, "value": settings.portal_oidc_issuer},
        aud={"essential": True, "value": own},
        nonce={"essential": True, "value": errand.nonce},
        sub={"essential": True},
        exp={"essential": True},
    )
    try:
        claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
        rules.validate(claims)
    except (JoseError, ValueError, KeyError) as error:
        raise OidcRefusedError(f"its statement does not hold: {error}") from error
    if claims.get("azp", own) != own:
        raise OidcRefusedError("its statement was made for another program")
    return dict(claims)


@contextmanager
def _visit(settings: Settings, back: str) -> "Iterator[OAuth2Client]":
    """Open a connection to the provider for as long as the block lasts."""
    import httpx
    from authlib.oauth2.client import OAuth2Client

    _may_be_used(settings)
    secret = settings.portal_oidc_client_secret
    with httpx.Client(timeout=TIMEOUT_SECONDS) as session:
        yield OAuth2Client(
            session,
            client_id=settings.portal_oidc_client_id,
            client_secret=secret.get_secret_value() if secret else "",
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
        )


def _may_be_used(settings: Settings) -> None:
    issuer = urlsplit(settings.portal_oidc_issuer)
    if issuer.scheme != "https" and issuer.hostname not in LOOPBACK:
        raise EnvironmentFault("MONEV_PORTAL_OIDC_ISSUER has no https:// address; it needs one")
    if not settings.portal_oidc_client_id or settings.portal_oidc_client_secret is None:
        raise EnvironmentFault(
            "MONEV_PORTAL_OIDC_CLIENT_ID or MONEV_PORTAL_OIDC_CLIENT_SECRET is empty; the provider "
            "gives both"
        )
    if settings.portal_oidc_claim not in CLAIMS:
        found = settings.portal_oidc_claim
        raise EnvironmentFault(
            f"MONEV_PORTAL_OIDC_CLAIM is {found!r}; one of {', '.join(CLAIMS)} expected"
        )


def _metadata(client: "OAuth2Client", settings: Settings) -> dict[str, Any]:
    import httpx

    issuer = settings.portal_oidc_issuer
    address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    try:
        about: dict[str, Any] = client.session.get(address).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise ProviderSilentError(f"the provider does not answer: {error}") from error
    if about.get("issuer") != issuer:
        raise OidcRefusedError(f"the provider calls itself {about.get('issuer')!r}, not {issuer!r}")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        address = str(about.get(name, ""))
        if urlsplit(address).scheme != "https" and urlsplit(address).hostname not in LOOPBACK:
            raise OidcRefusedError(f"the provider names no https address as its {name}")
    return about
