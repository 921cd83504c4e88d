"""The rules of the house as functions of a folder, so that each can be shown a violation."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN_NAMES = {"utils", "common", "core", "helpers", "util", "misc"}
STAGE_FILES = {"views", "forms", "jobs"}


def modules(root: Path) -> list[Path]:
    return [p for p in sorted(root.rglob("*.py")) if "migrations" not in p.parts]


def too_long(root: Path) -> list[str]:
    """Modules over 400 lines and functions over 60."""
    found = []
    for path in modules(root):
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > 400:
            found.append(f"{path.name}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 60:
                    found.append(f"{path.name}:{node.name}: {length} lines")
    return found


def long_views(root: Path) -> list[str]:
    """View functions over 40 lines: fetch, validate, act, answer is shorter."""
    found = []
    for path in root.rglob("views.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40:
                found.append(f"{path.parent.name}.{node.name}")
    return found


def bad_names(root: Path) -> list[str]:
    return [str(p.relative_to(root)) for p in root.rglob("*") if p.stem in FORBIDDEN_NAMES]


def foreign_fronts(root: Path) -> list[str]:
    """Imports of another stage's views, forms or jobs."""
    found = []
    for path in modules(root):
        stage = path.relative_to(root).parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("thidua."):
                continue
            parts = (node.module or "").split(".")
            if len(parts) > 1 and parts[1] not in (stage, "ui", "journal"):
                names = {*parts[2:], *(alias.name for alias in node.names)}
                if names & STAGE_FILES:
                    found.append(f"{path.relative_to(root)}: {node.module}")
    return found


def impure(root: Path) -> list[str]:
    """Rules that ask the clock, the disk or the network."""
    found = []
    for path in modules(root):
        if path.stem != "rules" and "rules" not in path.parts and "kernel" not in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if re.search(r"\bimport (os|time|random|socket|pathlib)\b|\.today\(\)|\.now\(\)|\bopen\(", text):
            found.append(str(path.relative_to(root)))
    return found


def missing_docstrings(root: Path) -> list[str]:
    """Packages whose first words do not say what comes in and goes out; public modules of rules without a docstring."""
    found = []
    for path in modules(root):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wants = path.name == "__init__.py" and path.parent.parent == root and path.parent.name not in ("locale",)
        if (
            wants or path.stem in ("rules", "machine", "queries", "actions", "access", "models", "views")
        ) and not ast.get_docstring(tree):
            found.append(str(path.relative_to(root)))
    return found


_TRANSLATED = re.compile(r"""(?:\b_(?:lazy)?|gettext|gettext_lazy)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)""")
_TAG = re.compile(r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
_BLOCK = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)


def messages(root: Path) -> set[str]:
    """Every text that the interface marks for translation."""
    found: set[str] = set()
    for path in modules(root):
        for match in _TRANSLATED.finditer(path.read_text(encoding="utf-8")):
            found.add(ast.literal_eval("(" + match[1] + ")"))
    for path in root.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= {a or b for a, b in _TAG.findall(text)}
        found |= {re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", body) for body in _BLOCK.findall(text)}
    return found


def own_paths(root: Path, here: str) -> list[str]:
    """Files that name the machine they were written on, or what the product must not call itself."""
    found = []
    for path in root.rglob("*"):
        if path.is_file() and path.suffix in (".py", ".html", ".md", ".txt", ".css", ".toml", ".sh", ".json"):
            text = path.read_text(encoding="utf-8", errors="ignore")
            if here in text or re.search(r"\bseed-\d|\bseeds?/", text):
                found.append(str(path.relative_to(root)))
    return found
