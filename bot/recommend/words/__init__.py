"""Words of readers as data: one TOML file a subject, each explained on its first lines."""
