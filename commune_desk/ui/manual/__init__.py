"""The tasks of the manual: told to readers, played by `app/manual`."""
