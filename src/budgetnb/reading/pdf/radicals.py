"""Characters that some PDF writers put in place of common ones: radicals that look the same.

A font often draws 金 and the radical ⾦ with one glyph, and the writer of the text layer picks the
wrong one of the two; on paper there is no difference. Unicode: Kangxi Radicals (U+2F00..2FD5) have
compatibility mappings, most of the CJK Radicals Supplement (U+2E80..2EF3) has none.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺆⺇⺈⺊⺌⺍⺎⺓⺕⺗⺙⺜⺝⺟⺠⺧⺩⺪⺫⺬⺮⺯⺱⺳⺴⺶⺷⺸⺻⺼⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻐⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙冂几刀卜小小兀幺彐心攵日月母民牛王疋目示竹糸罒罒冈羊羊羊聿肉虎衤西西见角角讠贝足车辶钅长长门阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
        strict=True,
    )
)

UNIFIED = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{ord(radical): character for radical, character in _SUPPLEMENT.items()},
    0x2F3E: "户",  # the mappings give the traditional 戶 and 靑, which no mainland font draws
    0x2FAD: "青",
}
"""Code point of a radical -> the character meant."""
