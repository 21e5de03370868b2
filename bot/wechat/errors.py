"""What became of an API call, in the four ways that matter to a sender."""

from wechatpy.constants import WeChatErrorCode


class WeChatError(Exception):
    """WeChat did not do what was asked; `code` is its errcode, None without one."""

    def __init__(self, cause: str, code: int | None = None) -> None:
        super().__init__(f"{code} {cause}" if code is not None else cause)
        self.code = code


class Closed(WeChatError):
    """This person cannot be reached now: no window, no messages left, or unfollowed."""


class Forbidden(WeChatError):
    """This account may not use the interface: for everybody, until somebody mends it."""


class Refused(WeChatError):
    """The call was not carried out, for another reason."""


class Unknown(WeChatError):
    """No answer came: the call may have been carried out. Never to be repeated blindly."""


TOKEN_REFUSED = frozenset(
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
_FORBIDDEN = _NO_PERMISSION | _NO_ENTRY


def for_code(code: int, message: str) -> WeChatError:
    """The error for an errcode; its text is WeChat's own, without the request id."""
    cause = message.split(" rid:")[0][:120]
    if code in _CLOSED:
        return Closed(cause, code)
    return Forbidden(cause, code) if code in _FORBIDDEN else Refused(cause, code)
