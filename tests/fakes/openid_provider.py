"""An OpenID Connect provider on this machine: knows one person, who always agrees."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.fakes.web_server import Reply, Request, WebServer, json_reply


@dataclass
class Provider:
    """`claims`: what it says of the person. `faults`: paths that answer with a fault."""

    claims: dict[str, Any]
    faults: set[str] = field(default_factory=set)

    def __enter__(self) -> Provider:
        self._server = WebServer(self._answer).__enter__()
        return self

    def __exit__(self, *fault: object) -> None:
        self._server.__exit__(*fault)

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def asked(self) -> list[Request]:
        return self._server.requests

    def agree(self, query: dict[str, list[str]]) -> str:
        """Where the provider leads a browser that came with this question."""
        return f"{query['redirect_uri'][0]}?{urlencode({'code': 'a-code', 'state': query['state'][0]})}"

    def _answer(self, request: Request) -> Reply:
        if request.path in self.faults:
            return Reply(500)
        if request.path == "/.well-known/openid-configuration":
            return json_reply(self._about())
        if request.path == "/token":
            return self._token(request)
        if request.path == "/userinfo":
            known = request.headers.get("authorization") == "Bearer a-token"
            return json_reply(self.claims) if known else Reply(401)
        return Reply(404)

    def _about(self) -> dict[str, Any]:
        places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        told = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in places.items()}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/jwks", **told,
                "token_endpoint_auth_methods_supported": ["client_secret_post"]}  # fmt: skip

    def _token(self, request: Request) -> Reply:
        sent = request.body
        right = sent["code"] == ["a-code"] and sent["client_secret"] == ["a secret"] and sent.get("code_verifier")
        if not right:
            return json_reply({"error": "invalid_grant"}, status=400)
        return json_reply({"access_token": "a-token", "token_type": "Bearer", "id_token": self._id_token()})

    def _id_token(self) -> str:
        """As over a connection that needs no signature to be checked."""
        claims = {**self.claims, "iss": self.url, "aud": "golden-thread", "iat": 1_700_000_000, "exp": 4_000_000_000}
        parts = ({"alg": "RS256", "kid": "1"}, claims)
        texts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
        return ".".join((*texts, "c2lnbmF0dXJl"))
