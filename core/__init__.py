"""The rules of a ratings panel: pure functions on frozen values.

No files, no screen, no third-party import. Each rule is in one module, which names its source.
"""
