"""WeChat's signatures and AES format, straight on `cryptography` (platform §1.3).

AES-256-CBC, IV = the key's first 16 bytes, padding to blocks of 32 (a library's unpadder for
blocks of 16 fails for half of all messages); random(16) ‖ length(4) ‖ message ‖ appid.
"""

import base64
import hmac
import os
import struct
from hashlib import sha1

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32


class Forged(Exception):
    """A signature, an appid or the encryption is not WeChat's."""


def signature(*parts: str) -> str:
    return sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 - WeChat's choice


def check(given: str, *parts: str) -> None:
    """Raises Forged."""
    if not hmac.compare_digest(given.encode(), signature(*parts).encode()):
        raise Forged("signature")


class MessageCipher:
    """One EncodingAESKey."""

    def __init__(self, encoding_key: str, appid: str) -> None:
        key = base64.b64decode(encoding_key + "=")
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16]))
        self._appid = appid.encode()

    def decrypt(self, text: str) -> bytes:
        """The message inside. Raises Forged for whatever is not ours."""
        try:
            encrypted = base64.b64decode(text, validate=True)
            decryptor = self._cipher.decryptor()
            plain = decryptor.update(encrypted) + decryptor.finalize()
        except ValueError as error:
            raise Forged("encryption") from error
        return self._opened(plain)

    def _opened(self, plain: bytes) -> bytes:
        padding = plain[-1] if plain else 0
        if not 1 <= padding <= BLOCK or plain[-padding:] != bytes([padding]) * padding:
            raise Forged("padding")
        plain = plain[:-padding]
        if len(plain) < 20:
            raise Forged("length")
        (length,) = struct.unpack_from(">I", plain, 16)
        message, appid = plain[20 : 20 + length], plain[20 + length :]
        if len(message) != length or not hmac.compare_digest(appid, self._appid):
            raise Forged("appid")
        return message

    def encrypt(self, message: bytes) -> str:
        return self._sealed(os.urandom(16), message)

    def _sealed(self, random: bytes, message: bytes) -> str:
        body = b"".join((random, struct.pack(">I", len(message)), message, self._appid))
        padding = BLOCK - len(body) % BLOCK
        encryptor = self._cipher.encryptor()
        sealed = encryptor.update(body + bytes([padding]) * padding) + encryptor.finalize()
        return base64.b64encode(sealed).decode()


class Keyring:
    """The current key and, during a rotation, the one before it."""

    def __init__(self, token: str, appid: str, key: str, previous: str = "") -> None:
        self.token = token
        self._ciphers = [MessageCipher(k, appid) for k in (key, previous) if k]

    def open(self, encrypted: str) -> tuple[bytes, MessageCipher]:
        """The message, and the cipher that opened it: the reply must use the same."""
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(encrypted), cipher
            except Forged:
                continue
        raise Forged("encryption")
