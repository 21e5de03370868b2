"""Words so certain that nothing learnt overrules them: an explicit no before everything else."""

import re

from bot.hearing.acts import ENDING

_NO = re.compile(
    r"(?:我|你|您|请|先|暂时|暂|那|就|还是|千万|麻烦|算了)*(?:别|不要|甭|莫|勿|不用|不想|没想|没要|没说要?|没让你?)"
    r"(?!忘|漏|落|错过|误|客气|紧|光|只|管|急|见|担心|让我忘|再让我|是|好意思)"
)


def ruled_out(said: str, act: str) -> bool:
    """Whether a normal form begins with a no and nothing else is wished after it. What ends
    something is wished with a no: 不用提醒我了."""
    first, _, rest = said.partition(" ")
    if act in ENDING or not _NO.match(first):
        return False
    return all(len(clause) < 3 or _NO.match(clause) for clause in rest.split(" "))
