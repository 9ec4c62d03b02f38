"""The error family: every failure a user can cause, each message saying what, where and what to do."""


class CleanerError(Exception):
    """Base of every error that cleaner raises on purpose."""


class RuleFileError(CleanerError):
    """A rule file that cannot be used; the message starts with ``file:line:column``."""


class SettingsError(CleanerError):
    """An option or a settings file that cannot be used."""


class ReadError(CleanerError):
    """An input that cannot be read."""


class DecodeError(ReadError):
    """Bytes that are not text in any encoding tried."""


class WriteError(CleanerError):
    """An output that cannot be written."""
