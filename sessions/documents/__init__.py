"""Minutes of the panel's meeting and tables for the published report: Word, HTML, Markdown."""
