"""Which confirming keys count: only those of somebody who has seen what they confirm."""


class Guard:
    """Tells by what was seen and done, never by time, whether a confirming key is meant.

    What a person's own key opened needs no guard until it asks something. What it asks is confirmed
    by a key that is pressed once it has been painted. A question that came unbidden may meet a key
    that was meant for the board, so its key has to be pressed twice in a row.
    """

    def __init__(self) -> None:
        self._seen = True
        self._unbidden = False
        self._pressed = ""

    def ask(self, *, unbidden: bool = False) -> None:
        """Begin to guard: something is asked that has still to be painted."""
        self._seen = False
        self._unbidden = unbidden
        self._pressed = ""

    def painted(self) -> None:
        """Note that what is asked has been painted."""
        self._seen = True

    def accepts(self, key: str) -> bool:
        """Return whether a confirming key counts; where it does not, say so and paint that."""
        again = key == self._pressed
        if self._seen and (again or not self._unbidden):
            return True
        self._pressed = key if self._seen else ""
        self._seen = False
        return False

    def other_key(self) -> None:
        """Note that a key was pressed that confirms nothing."""
        self._pressed = ""
