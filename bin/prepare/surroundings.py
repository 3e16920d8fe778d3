"""The environment in which the portal's own processes run."""

import base64
import json
import os
import secrets
import sys
from pathlib import Path

from prepare.children import Children
from prepare.engines import free_port
from prepare.saying import VAR
from prepare.servers import write_secret
from prepare.tools import PYTHON


def surroundings(data: Path, settings: dict[str, str]) -> dict[str, str]:
    """Return the environment: ours where it speaks, else `settings`, else what suits a local start."""
    defaults = {
        "ENVIRONMENT": "local",
        "DEMO": "true",
        "DEBUG": "false",
        "DATA_DIR": str(data),
        "PYTHONUNBUFFERED": "1",
        "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ['PATH']}",
    }
    # The servers' addresses may have been worked out from what the environment said.
    worked_out = {name: value for name, value in settings.items() if name.endswith("DATABASE_URL")}
    return {**defaults, **settings, **os.environ, **worked_out, "PATH": defaults["PATH"]}


def kept_secrets() -> dict[str, str]:
    """Return the keys of this folder, made at the first start and kept beside the data they open."""
    path = VAR / "secrets.json"
    if not path.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ENCRYPTION_KEYS": f"first:{_key()}",
            "AUDIT_SIGNING_KEY": _key(),
        }
        write_secret(path, json.dumps(made, indent=1))
    return dict(json.loads(path.read_text()))


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def catch_mail(children: Children, folder: Path) -> dict[str, str]:
    """Start a mail server that delivers nothing and keeps all in `folder`, unless the environment names one."""
    if "EMAIL_URL" in os.environ:
        return {}
    address = f"127.0.0.1:{free_port()}"
    handler = ["-c", "aiosmtpd.handlers.Mailbox", str(folder)]
    children.start("mail", [str(PYTHON), "-m", "aiosmtpd", "-n", "-l", address, *handler])
    return {"EMAIL_URL": f"smtp://{address}"}


def complain(sentence: object) -> None:
    print(sentence, file=sys.stderr, flush=True)
