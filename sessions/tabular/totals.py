"""Rows that add up others: the words by which tables name them."""

TOTALS = {
    *(
        "total",
        "totals",
        "subtotal",
        "sub-total",
        "grand total",
        "sum",
        "average",
        "mean",
        "median",
    ),
    *("mode", "overall", "all cases", "all services", "all inspections", "all", "percentage"),
    *("percent", "number yes", "number of yes", "% yes", "yes %", "% no"),
}
BEGINNINGS = ("total ", "totals ", "grand total ", "sum of ", "average ", "mean ", "% ")


def names_total(text: str) -> bool:
    """Return whether the first cell of a row says that the row adds up others."""
    words = text.casefold().rstrip(":").strip()
    return words in TOTALS or words.startswith(BEGINNINGS)
