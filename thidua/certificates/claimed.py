"""Reads a PDF from standard input and prints the certificate id in its text. Run as a process of its own."""

import re
import resource
import sys

import pypdfium2

_ID = re.compile(r"/kiem-tra/([\w-]{22})")


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (1024 * 1024 * 1024, 1024 * 1024 * 1024))
    resource.setrlimit(resource.RLIMIT_CPU, (8, 8))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        text = "".join(document[i].get_textpage().get_text_range() for i in range(min(len(document), 3)))
    except pypdfium2.PdfiumError:
        return 1
    found = _ID.search(re.sub(r"\s+", "", text))
    sys.stdout.write(found[1] if found else "")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
