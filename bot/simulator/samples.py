"""Messages other than text as WeChat pushes them, with fields to override."""

from collections.abc import Mapping
from typing import Any

from bot.simulator.content import Content

UNSUPPORTED = "【收到不支持的消息类型，暂无法显示】"

_PLACE = {"Location_X": 34.2658, "Location_Y": 108.9541, "Scale": 15, "Label": "新城区人民广场"}
_FILE = {"Title": "材料.docx", "Description": "", "FileKey": "k", "FileTotalLen": 20480}
SAMPLES: dict[str, dict[str, Any]] = {
    "image": {"PicUrl": "http://mmbiz.qpic.cn/mmbiz_jpg/0", "MediaId": "sample-image"},
    "voice": {"MediaId": "sample-voice", "Format": "amr"},
    "video": {"MediaId": "sample-video", "ThumbMediaId": "sample-thumb"},
    "shortvideo": {"MediaId": "sample-video", "ThumbMediaId": "sample-thumb"},
    "location": _PLACE,
    "link": {"Title": "一篇文章", "Description": "", "Url": "https://example.com/"},
    "file": _FILE,
    "unsupported": {"Content": UNSUPPORTED},
}


def bubble(kind: str, fields: Mapping[str, Any]) -> Content:
    words = {
        "voice": fields.get("Recognition", ""),
        "location": fields.get("Label", ""),
        "link": fields.get("Title", ""),
        "file": fields.get("Title", ""),
        "unsupported": "[动画表情]",
    }
    return Content(kind, str(words.get(kind, "")))
