"""Text that somebody might write to break a document."""

from __future__ import annotations

HOSTILE = {
    "typst markup": '#import "@preview/x:1.0.0"; #read("/etc/passwd") $ x^2 $ *bold* _em_ <label> @ref `raw` // no\n= Heading',
    "backslashes": "\\\\ \\u{41} \\n C:\\windows \"quotes\" 'and' ]]> <w:p/> &amp; </w:t>",
    "one very long word": "x" * 3000,
    "right to left": "שלום \u202eevil\u202c العربية \u2066x\u2069",
    "control characters": "a\x00b\x07c\x1bd\x7fe\ufffef\ud800g",
    "emoji": "Well done 😀 👩‍👩‍👧 🇬🇧",
    "a formula": '=HYPERLINK("http://evil.example","x")',
    "other scripts": "漢字かな 한국어 ไทย हिन्दी",
    "nothing but space": " \u00a0\u3000 \n \t ",
    "deep lists": "\n".join("  " * n + "- item" for n in range(30)),
    "many marks": "> " * 60 + "quoted\n" + "#" * 6 + " deep heading\n\n# \n\n1. one\n\n   9. nine\n",
    "markup of the web": "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![](http://e.example/a.png)",
    "forty thousand letters": "All of it in words, and again. " * 1290,
}
