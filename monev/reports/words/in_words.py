"""Numbers and days written out as minutes and letters have them: `dua`, `Kamis, tanggal sepuluh`.

Figures, amounts and plain dates are for `monev.printing`.
"""

from datetime import date

from monev.printing import Language, day

ONES = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
STEPS = ((1000, "ribu"), (100, "ratus"), (10, "puluh"))
MOST = 9999
WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def number_in_words(number: int) -> str:
    """Return a whole number in Indonesian words; ValueError beyond 0 to 9999."""
    if not 0 <= number <= MOST:
        raise ValueError(f"{number} found, 0 to {MOST} can be written out")
    if number < len(ONES):
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    size, word = next(step for step in STEPS if number >= step[0])
    count, rest = divmod(number, size)
    head = f"se{word}" if count == 1 else f"{number_in_words(count)} {word}"
    return f"{head} {number_in_words(rest)}" if rest else head


def counted(number: int, language: Language) -> str:
    """Return a count as letters have it: `2 (dua)`; in English the figure alone."""
    return str(number) if language == "en" else f"{number} ({number_in_words(number)})"


def day_in_words(value: date, language: Language) -> str:
    """Return a day as the opening of minutes has it.

    In Indonesian `Kamis, tanggal sepuluh bulan Oktober tahun dua ribu dua puluh empat`, in English
    `Thursday, 10 October 2024`.
    """
    weekday = WEEKDAYS[language][value.weekday()]
    if language == "en":
        return f"{weekday}, {day(value, language)}"
    month = day(value, language).split()[1]
    return (
        f"{weekday}, tanggal {number_in_words(value.day)} bulan {month} "
        f"tahun {number_in_words(value.year)}"
    )
