"""The reference for `sessions.portfolio.vectorised`: numpy tuned by hand for one scheme alone.

The published bands (50, 65, 80), 0 to 3 a standard, overall bands 0-36, twelve standards of three
key questions, counts of less than 64 cases: all of it written into the code. Nothing is checked,
nothing is read from a scheme, and no inspection may lack a figure. Every result that the product
gives is given.
"""

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.uint8]

STANDARDS, QUESTIONS = 12, 3
WIDTH = 64
CHUNK = 16384


def _tables() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint8]]:
    """Code each count: band, percentage, not small, may rise; and the band of one yes fewer."""
    relevant, yes = np.divmod(np.arange(WIDTH * WIDTH), WIDTH)
    of = np.maximum(relevant, 1)

    def band(of_yes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        percent = (200 * of_yes + of) // (2 * of)
        found: npt.NDArray[np.int64] = np.digitize(percent, [50, 65, 80])
        return found

    yes = np.minimum(yes, of)
    here, more, fewer = band(yes), band(np.minimum(yes + 1, of)), band(np.maximum(yes - 1, 0))
    percent = (200 * yes + of) // (2 * of)
    code = here << 9 | percent << 2 | (relevant > 5) << 1 | (more > here)
    return code.astype(np.uint16), fewer.astype(np.uint8)


CODES, FEWER = _tables()
Kernel = tuple[
    npt.NDArray[np.uint8],
    npt.NDArray[np.uint8],
    npt.NDArray[np.uint8],
    npt.NDArray[np.int32],
    npt.NDArray[np.int32],
    npt.NDArray[np.int8],
]


def kernel(yes: Counts, relevant: Counts) -> Kernel:
    """Give ratings, lowest percentages, criteria (bits 0, 2, 4), scores, maxima and overalls."""
    inspections = yes.shape[1]
    ratings = np.empty((STANDARDS, inspections), np.uint8)
    lowest = np.empty((STANDARDS, inspections), np.uint8)
    criteria = np.empty((STANDARDS, inspections), np.uint8)
    scores = np.empty(inspections, np.int32)
    overall = np.empty(inspections, np.int8)
    narrow = np.empty(CHUNK, np.uint16)
    places = np.empty(CHUNK, np.intp)
    codes = np.empty((QUESTIONS, CHUNK), np.uint16)
    fewer = np.empty((QUESTIONS, CHUNK), np.uint8)
    low, high, second = np.empty((3, CHUNK), np.uint16)
    for start in range(0, inspections, CHUNK):
        stop = min(start + CHUNK, inspections)
        size = stop - start
        if size != len(low):
            narrow, places = narrow[:size], places[:size]
            low, high, second = low[:size], high[:size], second[:size]
            codes, fewer = codes[:, :size].copy(), fewer[:, :size].copy()
        score = np.zeros(size, np.uint8)
        for standard in range(STANDARDS):
            for question in range(QUESTIONS):
                row = standard * QUESTIONS + question
                np.multiply(relevant[row, start:stop], WIDTH, out=narrow, dtype=np.uint16)
                np.add(narrow, yes[row, start:stop], out=narrow, dtype=np.uint16)
                places[:] = narrow
                CODES.take(places, out=codes[question], mode="clip")
                FEWER.take(places, out=fewer[question], mode="clip")
            np.minimum(codes[0], codes[1], out=low)
            np.maximum(codes[0], codes[1], out=second)
            np.maximum(low, codes[2], out=high)
            np.minimum(second, high, out=second)
            np.minimum(low, codes[2], out=low)
            np.minimum(fewer[0], fewer[1], out=fewer[0])
            np.minimum(fewer[0], fewer[2], out=fewer[0])
            band = ratings[standard, start:stop]
            np.right_shift(low, 9, out=band, casting="unsafe")
            percent = lowest[standard, start:stop]
            np.right_shift(low, 2, out=percent, casting="unsafe")
            percent &= 127
            bits = low.astype(np.uint8)
            held = (second >> 9).astype(np.uint8) > band
            held &= (bits & 1).view(np.bool_)
            held |= fewer[0] < band
            near = (percent - np.uint8(45)) <= 10
            near |= (percent - np.uint8(60)) <= 10
            near |= (percent - np.uint8(75)) <= 10
            bits &= 2
            bits ^= 2
            bits <<= 3
            bits |= held.view(np.uint8) << 2
            bits |= near.view(np.uint8)
            criteria[standard, start:stop] = bits
            score += band
        scores[start:stop] = score
        place = (score >= 7).view(np.int8) + (score >= 19).view(np.int8)
        place += (score >= 31).view(np.int8)
        overall[start:stop] = place
    return ratings, lowest, criteria, scores, np.full(inspections, 36, np.int32), overall
