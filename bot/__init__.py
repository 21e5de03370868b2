"""The carrier: knows WeChat, time, storage and people; says no words of one capability."""
