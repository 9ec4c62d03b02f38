"""Settings files: where they are found, what they may say, and how a mistake is named."""

from pathlib import Path

import pytest

from cleaner.errors import SettingsError
from cleaner.settings import Settings, changed, load_settings, matches

FAULTS = [
    ("pyproject.toml", "[tool.cleaner]\nexcludes = []\n",
     "[tool.cleaner] unknown key 'excludes'; did you mean 'exclude'?"),
    ("cleaner.toml", "per_file_ignores = {}\n", "unknown key 'per_file_ignores'; did you mean 'per-file-ignores'?"),
    ("cleaner.toml", "zzz = 1\n", "unknown key 'zzz'; known keys: rules, isolated,"),
    ("cleaner.toml", 'fail-on = "warnings"\n', "fail-on: 'warnings' is no value; did you mean 'warning'?"),
    ("cleaner.toml", 'severity = {"text/crlf" = "fatal"}\n',
     "severity.text/crlf: 'fatal' is no value; one of error, warning"),
    ("cleaner.toml", 'isolated = "no"\n', "isolated: input should be a valid boolean"),
    ("cleaner.toml", 'select = "text"\n', "select: input should be a valid tuple"),
    ("cleaner.toml", "near-duplicate = 80\n", "near-duplicate: input should be less than or equal to 1"),
    ("cleaner.toml", "max-bytes = 0\n", "max-bytes: input should be greater than 0"),
    ("cleaner.toml", "a = \n", "is not TOML"),
    ("cleaner.toml", b"a = '\xff'\n", "is not UTF-8 (byte 5)"),
    ("pyproject.toml", "[tool]\ncleaner = 1\n", "tool.cleaner is a table"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), FAULTS, ids=[message[:40] for _, _, message in FAULTS])
def test_a_mistake_is_named_with_its_file(name: str, text: str | bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError) as fault:
        load_settings(tmp_path)
    assert str(fault.value).startswith(f"{path}: ")
    assert message in str(fault.value)
    assert "\n" not in str(fault.value)


def test_every_fault_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text('selct = []\nfail-on = "no"\n')
    with pytest.raises(SettingsError) as fault:
        load_settings(tmp_path)
    assert len(str(fault.value).split("\n")) == 2


def test_the_nearest_file_upwards_holds(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert load_settings(deep).settings == Settings.model_validate({})
    (tmp_path / "pyproject.toml").write_text("[tool.cleaner]\nignore = ['text']\n")
    assert load_settings(deep).settings.ignore == ("text",)
    assert load_settings(deep).root == tmp_path
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")  # says nothing of cleaner
    assert load_settings(deep).settings.ignore == ("text",)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.cleaner]\n")
    assert load_settings(deep).settings.ignore == ()
    (tmp_path / "a" / "cleaner.toml").write_text("ignore = ['ar']\n")
    assert load_settings(deep).settings.ignore == ("ar",)
    assert load_settings(deep, tmp_path / "pyproject.toml").settings.ignore == ("text",)


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path, tmp_path / "none.toml")


def test_options_win_over_the_file_where_they_are_given(tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text("ignore = ['ar']\nfail-on = 'info'\ncache = false\n")
    loaded = changed(load_settings(tmp_path), {"ignore": ("text",), "fail_on": None, "select": (), "cache": None})
    assert (loaded.settings.ignore, loaded.settings.fail_on, loaded.settings.cache) == (("text",), "info", False)


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("a.txt", "*.txt", True),
        ("raw/2024/a.txt", "*.txt", True),
        ("raw/2024/a.txt", "raw", True),
        ("raw/2024/a.txt", "2024", True),
        ("raw/2024/a.txt", "raw/", True),
        ("raw/2024/a.txt", "./raw/2024", True),
        ("raw/2024/a.txt", "raw/*", True),
        ("raw/2024/a.txt", "raw/*.txt", False),
        ("raw/2024/a.txt", "raw/**/a.txt", True),
        ("raw/a.txt", "raw/**/a.txt", True),
        ("raw/a.txt", "**/a.txt", True),
        ("a.txt", "**/a.txt", True),
        ("raw/ab.txt", "raw/?.txt", False),
        ("rawer/a.txt", "raw", False),
        ("other/raw.txt", "raw", False),
        ("a+b(1).txt", "a+b(1).txt", True),
        ("aab1.txt", "a+b(1).txt", False),
        ("new\nline.txt", "*.txt", True),
    ],
)
def test_patterns_fit_as_said(path: str, pattern: str, fits: bool) -> None:
    assert matches(path, [pattern]) is fits


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())
