"""The one error of this layer: a setting or a data file that cannot be used."""


class ConfigError(Exception):
    """Carries one line that names the setting or the file, and never a secret value."""
