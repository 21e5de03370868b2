"""What became of an API call, in the ways that matter to a sender."""

from wechatpy.constants import WeChatErrorCode


class WeChatError(Exception):
    """WeChat did not do what was asked; `code` is its errcode, None without one."""

    def __init__(self, cause: str, code: int | None = None) -> None:
        super().__init__(f"{code} {cause}" if code is not None else cause)
        self.cause = cause
        self.code = code


class Closed(WeChatError):
    """This person cannot be reached now: no window, no messages left, or unfollowed."""


class Forbidden(WeChatError):
    """This account may not use the interface: for everybody, until somebody mends it."""


class Refused(WeChatError):
    """The call was not carried out, and would not be if it were repeated."""


class NotDone(WeChatError):
    """The call was certainly not carried out: it may be tried again."""


class NoConnection(NotDone):
    """The request never left this machine: no name, no way, nobody there."""


class NoToken(NotDone):
    """There is no token that WeChat takes: nobody's call is carried out until there is one."""


class UsedUp(NotDone):
    """Today's calls are used up: they begin anew at midnight in Beijing."""


class Unknown(WeChatError):
    """The call went out and may have been carried out. Never to be repeated blindly."""


_TOKEN_REFUSED = frozenset(
    {
        WeChatErrorCode.INVALID_CREDENTIAL.value,
        WeChatErrorCode.INVALID_ACCESS_TOKEN.value,
        WeChatErrorCode.EXPIRED_ACCESS_TOKEN.value,
    }
)
_CLOSED = frozenset({45015, 45047, 43004, 43005, 43019, 43101, 48002})
_NO_PERMISSION = frozenset({48001, 48004, 48005, 50001, 50002, 50004, 61004})
# The AppID, the AppSecret (also a frozen one) or the whitelist: nobody gets a token.
_NO_ENTRY = frozenset({40013, 40125, 40164, 40243, 41002, 41004})
_BUSY = frozenset({-1, 45011})  # the latter: too many calls in this minute
_KINDS: tuple[tuple[frozenset[int], type[WeChatError]], ...] = (
    (_CLOSED, Closed),
    (_NO_PERMISSION | _NO_ENTRY, Forbidden),
    (_BUSY, NotDone),
    (_TOKEN_REFUSED, NoToken),
    (frozenset({45009}), UsedUp),
)


def for_code(code: int, message: str) -> WeChatError:
    """The error for an errcode; its text is WeChat's own, without the request id, and can be kept
    in any database."""
    said = message.split(" rid:")[0][:120]
    cause = "".join(letter if letter.isprintable() else " " for letter in said)
    kind = next((kind for codes, kind in _KINDS if code in codes), Refused)
    return kind(cause, code)
