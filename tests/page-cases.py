"""page-cases.py ADDRESS FILE...: asks for the page that each file names, and compares what it says. Prints TAP.

A case begins with the path, the fields if any are sent, and the language, | between them; behind an empty line stands what is to be
read on the page: a line for each element that has text of its own, named by its tag and classes, behind the next one around it that
has a class. What is a link has its address behind it in <>, what is typed or chosen is in [], and a drawing has its labels. TODAY is
the day and N% how alike two texts are; BIAOSOU_PAGE_CASES=print prints all.
"""
import datetime
import os
import re
import sys
import urllib.parse
import urllib.request
from html.parser import HTMLParser

ADDRESS = sys.argv[1].rstrip("/")
BASE = urllib.parse.urlsplit(ADDRESS).path
INLINE = {"a", "bdi", "span", "mark", "strong", "time", "b", "text", "title", "label", "button", "summary"}
EMPTY = {"br", "hr", "img", "input", "link", "meta"}


class Outline(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.lines, self.open, self.within = [], [], False
        self.feed(text)
        self.close()

    def say(self, text):
        if self.within and text.strip():
            text = " ".join(text.split())
            if self.lines[-1].endswith(":"):
                self.lines[-1] += " " + text
            else:
                self.lines[-1] += "|" + text

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.within |= tag in ("title", "body")
        name = tag + "".join("." + c for c in (given.get("class") or "").split())
        if tag in EMPTY:
            if tag == "input":
                self.say(f"[{given.get('name')}={given.get('value') or ''}]")
            return
        around = next((one for _, _, one in reversed(self.open) if "." in one), "")
        self.open.append((tag, given.get("href"), name))
        if self.within and (tag not in INLINE or not self.lines):
            self.lines.append(f"{around} {name}:".strip())
        elif "." in name:
            self.say("." + name.split(".", 1)[1])
        if "aria-label" in given:
            self.say(given["aria-label"])

    def handle_endtag(self, tag):
        _, link, _ = self.open.pop()
        if link is not None:
            path = urllib.parse.unquote(link)
            self.say(f"<{path[len(BASE):] if path.startswith(BASE + '/') else path}>")
        self.within &= tag != "body"
        if self.within and tag not in INLINE:
            self.lines.append(":")

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_data(self, data):
        self.say(data)

    def text(self):
        return [line for line in self.lines if not line.endswith(":")]


def page(head):
    path, fields, language = head.strip().split(" | ")
    target = ADDRESS + urllib.parse.quote(path, safe="/?&=%")
    given = [tuple(one.replace("\\n", "\n").split("=", 1)) for one in fields.split("&") if one]
    body = urllib.parse.urlencode(given).encode() if given else None
    asked = urllib.request.Request(target, body, {"Accept": "text/html", "Accept-Language": language})
    with urllib.request.urlopen(asked, timeout=120) as answer:
        told = Outline(answer.read().decode()).text()
    return [re.sub(r"[0-9]+%", "N%", line.replace(datetime.date.today().isoformat(), "TODAY")) for line in told]


failed = 0
for n, file in enumerate(sys.argv[2:], 1):
    with open(file, encoding="utf-8") as f:
        head, _, expected = f.read().partition("\n\n")
    told, wanted = page(head), expected.splitlines()
    if os.environ.get("BIAOSOU_PAGE_CASES") == "print":
        print("\n".join([f"== {file}", *told]))
        continue
    print("ok" if told == wanted else "not ok", n, "-", os.path.basename(file))
    if told != wanted:
        failed = 1
        for line in told:
            if line not in wanted:
                print("#  says  ", line)
        for line in wanted:
            if line not in told:
                print("#  wanted", line)
        if sorted(told) == sorted(wanted):
            print("# in another order")
print(f"1..{len(sys.argv) - 2}")
sys.exit(failed)
