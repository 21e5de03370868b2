"""Subscriptions: which kinds of messages somebody wants unasked, and which no longer."""

from bot.conversation.capability import Capability, Said, actions
from handlers.subscriptions import chat

SAID = {
    "unsubscribe": Said("退订 td", "unsubscribe", "少收哪类消息"),
    "subscribe": Said("订阅", "subscribe", "重新收哪类消息"),
}

CAPABILITY = Capability(
    name="subscriptions",
    title="消息订阅",
    actions=actions(SAID, {"unsubscribe": chat.unsubscribe, "subscribe": chat.subscribe}),
    personal=chat.personal,
    export=chat.export,
    erase=chat.erase,
)
