"""Reading TOML: the text, its faults in plain words, and tables key by key."""
