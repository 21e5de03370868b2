"""Sentences that several rooms answer with."""

# To a thank-you, and to a 收到 that nobody had asked for.
NOT_AT_ALL = "不客气，需要时随时说一声。"
# To what somebody in office says and nobody understands.
NO_COMMAND = "没听明白您要办什么，没有办。回复“帮助”看您能办的；是要问工委，请回“人工”。"
# To what can be done for nobody else.
ONLY_ONESELF = "这件事只能由本人办，没有办。请他本人在这里说一声。"
