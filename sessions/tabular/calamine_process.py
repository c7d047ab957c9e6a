"""The process that reads one workbook with python-calamine: bytes come in, sheets go out, pickled.

It is started as a script, and imports nothing of the program. Its first argument is the module
search path of the program that started it.
"""

import io
import json
import pickle
import sys

MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 60


def main() -> None:
    """Read the workbook on standard input, and write its sheets to standard output."""
    sys.path[:] = json.loads(sys.argv[1])
    import python_calamine

    _bound()
    answer: object
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        answer = [
            (
                about.name,
                about.visible != python_calamine.SheetVisibleEnum.Visible,
                sheet.to_python(skip_empty_area=False),
                sheet.merged_cell_ranges or [],
            )
            for about in book.sheets_metadata
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet
            for sheet in [book.get_sheet_by_name(about.name)]
        ]
    except Exception as error:
        answer = type(error).__name__
    sys.stdout.buffer.write(pickle.dumps(answer))


def _bound() -> None:
    """Bound memory and work, where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


if __name__ == "__main__":
    main()
