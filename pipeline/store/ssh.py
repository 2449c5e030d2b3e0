"""Signatures of SSH over a statement, made and verified by the program `ssh-keygen` of this machine, without any network."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

NAMESPACE = "draftline"
"""What a signature is good for: one that was made for git or a file says nothing here."""
_SECONDS = 120
"""A person may have to type a passphrase or touch a key."""


class NoSignature(Exception):
    """The statement cannot be signed, or there is no `ssh-keygen`; the message says why."""


def signature_over(statement: bytes, key: Path) -> str:
    """The signature by a private key, or by the agent's where `key` is a public one, on one line. Raises NoSignature."""
    made = _run("sign", "-f", str(key), "-n", NAMESPACE, statement=statement)
    if made.returncode:
        raise NoSignature(made.stderr.decode(errors="replace").strip() or f"the key {key} cannot sign")
    return " ".join(made.stdout.decode().split("\n")).strip()


def is_signed_by(statement: bytes, signature: str, public_key: str) -> bool:
    """Whether the signature over the statement was made with this key, for this purpose. Raises NoSignature without `ssh-keygen`."""
    with TemporaryDirectory(prefix="draftline-") as folder:
        allowed, armoured = Path(folder, "allowed"), Path(folder, "signature")
        kind, _, rest = public_key.strip().partition(" ")
        allowed.write_text(f'{NAMESPACE} namespaces="{NAMESPACE}" {kind} {rest.split(" ")[0]}\n', encoding="utf-8")
        armoured.write_text(_armoured(signature), encoding="utf-8")
        words = ("-f", str(allowed), "-I", NAMESPACE, "-n", NAMESPACE, "-s", str(armoured))
        return _run("verify", *words, statement=statement).returncode == 0


def _armoured(signature: str) -> str:
    """The signature as the program writes it: its lines, of which the first and the last have words of their own."""
    begin, end = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
    inner = signature.removeprefix(begin).removesuffix(end).split()
    return "\n".join((begin, *inner, end, ""))


def _run(action: str, *words: str, statement: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", "-Y", action, *words], input=statement, capture_output=True, check=False, timeout=_SECONDS)
    except FileNotFoundError as fault:
        raise NoSignature("ssh-keygen is not installed here") from fault
    except subprocess.TimeoutExpired as fault:
        raise NoSignature(f"ssh-keygen took more than {_SECONDS} seconds") from fault
