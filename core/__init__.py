"""The rules of a ratings panel: pure functions on frozen values.

No files, no screen, no third-party import. Every rule stands in one module and names its source.
"""
