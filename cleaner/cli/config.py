"""``cleaner config``: the settings that hold, and the schemas of what is read and written."""

from pathlib import Path
from typing import Any

import click


@click.group(name="config")
def command() -> None:
    """Show the settings that hold here, and where they come from.

    \b
    Examples:
      cleaner config show
      cleaner config schema findings
    """


@command.command()
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Settings file to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(config: Path | None, as_json: bool) -> int:
    """Print every setting with its value, as TOML.

    \b
    Examples:
      cleaner config show
      cleaner config show --json
    """
    from cleaner.cli.printing import print_json, printable
    from cleaner.settings import load_settings

    loaded = load_settings(Path.cwd(), config)
    settings = loaded.settings
    if as_json:
        values = settings.model_dump(mode="json", by_alias=True)
        print_json({"source": str(loaded.source) if loaded.source else None, "settings": values})
        return 0
    click.echo(f"# {printable(str(loaded.source)) if loaded.source else 'no settings file found: defaults'}")
    for name, field in type(settings).model_fields.items():
        click.echo(f"\n# {field.description}{'' if name in settings.model_fields_set else ' (default)'}")
        value = getattr(settings, name)
        click.echo(f"# {field.alias} is not set" if value is None else printable(f"{field.alias} = {_toml(value)}"))
    return 0


@command.command()
@click.argument("what", type=click.Choice(["findings", "settings"]))
def schema(what: str) -> int:
    """Print the JSON Schema of findings, or of settings.

    \b
    Examples:
      cleaner config schema findings > cleaner/findings/findings.schema.json
      cleaner config schema settings
    """
    if what == "findings":
        from cleaner.findings.schema import schema_text

        click.echo(schema_text(), nl=False)
    else:
        from cleaner.cli.printing import print_json
        from cleaner.settings import Settings

        print_json(Settings.model_json_schema(by_alias=True))
    return 0


def _toml(value: Any) -> str:
    """Write a value as TOML; its strings are JSON's, which TOML reads too."""
    import json

    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
