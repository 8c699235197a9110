"""The encoding of a web page: its mark, what it says of itself, else what it can be read as; and the page within a web archive."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from email import message_from_bytes

from budgetnb.errors import UnreadableFile

_SAID = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,20})""", re.IGNORECASE
)
_ARCHIVE = re.compile(rb"\s*(?:From:|MIME-Version:|Subject:|Date:|Content-Type:\s*multipart/)", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
"""Pages say gb2312 and use characters that only its successor has."""


def markup(content: bytes, file: str) -> str:
    """The text of a page, out of a web archive (MHT) if it is one."""
    page, name = _archived(content) if _ARCHIVE.match(content) else (content, "")
    said = _SAID.search(page[:4096])
    name = name or ((said[1] or said[2]).decode("ascii").lower() if said else "")
    marks = [name for mark, name in ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")) if page.startswith(mark)]
    for encoding in (*marks, _WIDER.get(name, name), "utf-8", "gb18030"):
        try:
            return page.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableFile(file, "not_text")


def _archived(content: bytes) -> tuple[bytes, str]:
    """The first page of a web archive and its encoding; the file itself when there is none in it."""
    for part in message_from_bytes(content).walk():
        body = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(body, bytes):
            return body, part.get_content_charset() or ""
    return content, ""
