"""The acts that sentences may ask for, as far as all of hearing must know them (docs/words.md)."""

# They change something, so what a sentence does with them is learnt: 别报名 names one and wants none.
CHANGING = frozenset(
    (
        *("events.register", "events.cancel", "events.change_mode", "events.swap"),
        *("events.checkin", "volunteer.signup", "volunteer.leave", "volunteer.swap"),
        *("volunteer.hours", "team.join", "booking.book", "booking.cancel", "reminder.create"),
        *("reminder.delete", "reminder.change", "reminder.snooze", "reminder.skip", "receipt"),
        *("notice.reply", "me.correct", "me.bind", "privacy.erase", "unsubscribe", "subscribe"),
        *("human", "event.publish", "event.change", "event.calloff", "need.publish"),
        *("need.change", "need.calloff", "notice.create", "notice.schedule", "notice.correct"),
        *("notice.withdraw", "notice.urge", "roster.onbehalf", "rollcall", "hours.confirm"),
        *("approve", "office.invite", "office.dismiss", "question.answer", "meeting.record"),
    )
)
# They end something, so a no may be what asks for them: 不去了, 别再提醒我.
ENDING = frozenset(
    (
        *(
            "events.cancel",
            "events.swap",
            "events.change_mode",
            "volunteer.leave",
            "booking.cancel",
        ),
        *("volunteer.swap", "reminder.delete", "reminder.skip", "reminder.change", "unsubscribe"),
        *("privacy.erase", "event.calloff", "need.calloff", "notice.withdraw", "office.dismiss"),
    )
)
# They ask for nothing.
TALK = frozenset(
    (
        *("thanks", "ack", "greeting", "goodbye", "praise", "abuse", "complaint", "joke"),
        *("offtopic", "who", "today"),
    )
)
# What stands beside them belongs to them: a text of their own, a question and its story.
ALONE = frozenset(
    (
        *("event.publish", "need.publish", "notice.create", "notice.correct", "question.answer"),
        *("meeting.record", "human", "notice.reply", "faq", "faq.follow"),
    )
)
# They ask back about what was just shown.
FOLLOWING = frozenset({"faq.follow", "events.about", "volunteer.about"})
# They are asked for in office.
OFFICIAL = frozenset(
    (
        *("event.publish", "event.change", "event.calloff", "event.poster", "need.publish"),
        *("need.change", "need.calloff", "notice.create", "notice.schedule", "notice.correct"),
        *("notice.withdraw", "notice.progress", "notice.urge", "roster", "roster.missing"),
        *("roster.onbehalf", "rollcall", "hours.confirm", "approve", "person.find"),
        *("person.unbound", "office.invite", "office.dismiss", "audit", "question.list"),
        *("question.answer", "stats", "desk", "meeting.record", "import"),
    )
)
