"""Dutch is the source and complete; English stands beside every sentence of it."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import allauth
import polib
import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from portal.accounts.models import User

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("portal", "integrity", "safety", "antidemocratic", "templates", "locale", "manage.py")
LIBRARY_ROOMS = ("account", "mfa", "socialaccount", "core")
# Names of models and fields that only Django's admin shows, and words that are the same in Dutch.
NOT_SHOWN = {
    "Accounts",
    "Code",
    "MFA",
    "TOTP Authenticator",
    "WebAuthn",
    "client id",
    "extra data",
    "provider",
    "provider ID",
    "social account",
    "social accounts",
    "social application",
    "social applications",
    "token",
    "uid",
}


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The English catalogue as it would be after collecting every string anew."""
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    # makemessages itself loads no settings, so this needs no databases.
    command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location", "--no-obsolete", "-v0"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    return polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))


def test_every_sentence_has_its_english(english: polib.POFile) -> None:
    assert [entry.msgid for entry in english.untranslated_entries()] == []
    assert [entry.msgid for entry in english.fuzzy_entries()] == []


def test_no_sentence_hides_in_another_string() -> None:
    """Collecting strings does not look inside an f-string, so what stands there would stay Dutch."""
    paths = [path for name in SOURCES for path in (ROOT / name).rglob("*.py")]
    strings = [(path, node) for path in paths for node in ast.walk(ast.parse(path.read_text()))]
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in strings
        if isinstance(node, ast.JoinedStr) and any(map(is_translation, ast.walk(node)))
    ]
    assert hidden == []


def is_translation(node: ast.AST) -> bool:
    names = ("_", "gettext", "gettext_lazy", "ngettext", "pgettext")
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def test_placeholders_survive_translation(english: polib.POFile) -> None:
    for entry in english:
        for translation in [entry.msgstr, *entry.msgstr_plural.values()]:
            if translation:
                assert placeholders(translation) <= placeholders(entry.msgid + entry.msgid_plural), entry.msgid


def placeholders(text: str) -> set[str]:
    return {part.split(")")[0] for part in text.split("%(")[1:]}


def test_a_librarys_word_never_replaces_ours(english: polib.POFile) -> None:
    with override("nl"):
        replaced = {entry.msgid for entry in english if not entry.msgctxt and gettext(entry.msgid) != entry.msgid}
    assert replaced == set()


def test_what_the_sign_in_library_shows_is_dutch() -> None:
    with override("nl"):
        left = {text for text in library_texts() if gettext(text) == text}
    assert left - NOT_SHOWN == set()


def test_libraries_say_u_as_well() -> None:
    with override("nl"):
        said = {gettext(text) for text in library_texts()}
        familiar = {text for text in said if re.search(r"\b(je|jij|jou|jouw|wij|we|ons|onze)\b", text, re.I)}
    assert familiar == set()


def test_what_is_wrong_with_a_password_is_told_in_dutch() -> None:
    with override("nl"), pytest.raises(ValidationError) as wrong:
        validate_password("welkom01", User(name="Kim", email="welkom01@voorbeeld.example"))
    assert wrong.value.messages == [
        "Dit wachtwoord lijkt te veel op uw e-mailadres. Kies een ander.",
        "Dit wachtwoord is te kort. Kies er een van minstens 12 tekens.",
        "Veel mensen gebruiken dit wachtwoord. Kies een ander.",
    ]


def library_texts() -> set[str]:
    texts: set[str] = set()
    for room in LIBRARY_ROOMS:
        for path in (Path(allauth.__file__).parent / room).rglob("*.py"):
            if not {"tests", "migrations", "providers"} & set(path.parts):
                texts |= translated_texts(path)
    return texts


def translated_texts(path: Path) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call) and node.args]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in ("_", "gettext", "gettext_lazy")
        and isinstance(call.args[0], ast.Constant)
    }
