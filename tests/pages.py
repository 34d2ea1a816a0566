"""Asks for every page at the address of a server whose base path is /standards, and reads its HTML. Prints TAP."""
import http.client
import random
import re
import socket
import sys
import urllib.parse
from html.parser import HTMLParser

HOST = urllib.parse.urlsplit(sys.argv[1]).netloc
BASE = "/standards"
EMPTY = {"br", "hr", "img", "input", "link", "meta"}
LEAVES_OF_SVG = {"rect", "path"}  # <rect/> of the drawings
HAN = re.compile("[\u4e00-\u9fff]")

PAGES = ["/", "/?q=信息安全", "/?q=信息安全&kind=gb&year=2019&year=2020&sort=published", "/?q=信息安全&offset=20", "/?q=云计算 茶叶",
         "/?q=xinxianquan", "/?q=GB/T 22238", "/?q=恶意", "/?q=恶意乙&ics=%22%3Ci%3E", "/?q=灾南恢复", "/?q=year:abc", "/?q=" + "密" * 1400,
         "/documents/GB/T 22239-2008", "/documents/GB/T 22239-2019", "/documents/ISO/IEC 27001:2022", "/documents/T/HOST 1-2020",
         "/documents/T/HOST 2-2020", "/documents/20231926-T-469", "/documents/none <b>", "/documents/GB/T 22239-2008?on=2010-01-01",
         "/check", "/duplicates", "/news?since=2024-01-01", "/news?q=数据安全", "/news?since=never", "/nowhere", "/?index=none"]


class Page(HTMLParser):
    """What is wrong with a page, in `faults`; its texts outside of what records say, in `own`; its addresses, in `links`; what is
    typed, in `query`."""

    def __init__(self, text):
        super().__init__()
        self.query = None
        self.faults, self.own, self.links, self.ids, self.named, self.open = [], [], [], [], [], []
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"still open: {self.open}")
        for one in {i for i in self.ids if self.ids.count(i) > 1}:
            self.faults.append(f"two elements {one}")
        for one in set(self.named) - set(self.ids):
            self.faults.append(f"a label for {one}, which is not there")

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("id") == "q":
            self.query = given["value"]
        self.ids += [given["id"]] if "id" in given else []
        self.named += [given[k] for k in ("for", "aria-labelledby", "form") if k in given]
        self.links += [given[k] for k in ("href", "src", "action", "formaction") if k in given]
        for name in given:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"<{tag} {name}>")
        if tag in {"b", "i", "img", "k", "s", "g", "c"} or (tag == "script" and "src" not in given):
            self.faults.append(f"<{tag}>, which no page has")
        inherited = bool(self.open) and self.open[-1][1]
        foreign = inherited or tag in ("bdi", "title") or "dir" in given or (tag != "html" and "lang" in given)
        if tag not in EMPTY:
            self.open.append((tag, foreign))

    def handle_startendtag(self, tag, attrs):
        if tag not in LEAVES_OF_SVG:
            self.faults.append(f"<{tag}/>")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            self.faults.append(f"</{tag}> where it was not open")

    def handle_data(self, data):
        if not (self.open and self.open[-1][1]) and data.strip():
            self.own.append(data)


def ask(path, language="zh", body=None, headers=None):
    connection = http.client.HTTPConnection(HOST, timeout=120)
    target = BASE + urllib.parse.quote(path, safe="/?&=%")
    given = {"Accept": "text/html", "Accept-Language": language, **(headers or {})}
    connection.request("POST" if body else "GET", target, body, given)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def post(path, fields, language="zh"):
    return ask(path, language, urllib.parse.urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"})


def faults_of(text):
    page = Page(text)
    for link in page.links:
        if not (link.startswith((BASE + "/", "#", "https://", "http://"))):
            page.faults.append(f"an address {link}")
    return page.faults


n, failed = 0, 0


def test(name, faults):
    global n, failed
    n += 1
    print("not ok" if faults else "ok", n, "-", name)
    for fault in faults:
        failed = 1
        print("#", str(fault)[:600])


def everything(language):
    """(path, answer, text) of all pages, what is sent to them included."""
    listed = "GB/T 22239-2008\nGB/T 99999-2001 <b>某</b>\nISO/IEC 27001:2013\n"
    for path in PAGES:
        answer, text = ask(path, language)
        while answer.status in (302, 303):
            answer, text = ask(urllib.parse.unquote(answer.headers["Location"])[len(BASE):], language)
        yield path, answer, text
    yield "/check sent", *post("/check", {"text": listed}, language)
    yield "/check of nothing", *post("/check", {"text": "", "on": ""}, language)
    yield "/duplicates sent", *post("/duplicates", {"title": "恶意甲<script>", "scope": "本文件规定了\"<b>数据安全</b>\"的要求。"}, language)
    yield "/duplicates of nothing", *post("/duplicates", {"title": ""}, language)


for language in ("zh", "en"):
    wrong, untranslated, statuses = [], [], {}
    for path, answer, text in everything(language):
        statuses[path] = answer.status
        wrong += [f"{path[:40]}: {fault}" for fault in faults_of(text)]
        if answer.headers["Content-Type"] != "text/html; charset=utf-8":
            wrong.append(f"{path[:40]}: {answer.headers['Content-Type']}")
        if f'lang="{"en" if language == "en" else "zh-CN"}"' not in text[:80]:
            wrong.append(f"{path[:40]}: {text[:80]}")
        if language == "en":
            untranslated += [f"{path}: {own}" for own in Page(text).own if HAN.search(own)]
    test(f"every page is well-formed, and text is text ({language})", wrong)
    if language == "en":
        test("every word of the pages is there in English", untranslated)
    bad = {"/?q=year:abc": 400, "/documents/none <b>": 404, "/news?since=never": 400, "/nowhere": 404, "/?index=none": 404,
           "/check of nothing": 400, "/duplicates of nothing": 400, "/?q=" + "密" * 1400: 414}
    test(f"statuses ({language})", [f"{path}: {status}" for path, status in statuses.items() if status != bad.get(path, 200)])

answer, part = ask("/?q=信息安全&fragment=1")
test("a fragment is <main> and the foot alone", [] if re.fullmatch(r"<main .*</main><footer .*</footer>\n", part, re.S) else [part[:200]])

answer, text = ask("/?q=信息安全")
sizes, seen, queue = 0, set(), [link for link in Page(text).links if "/static/" in link]
while queue:
    link = queue.pop()
    if link in seen:
        continue
    seen.add(link)
    answer, text = ask(link[len(BASE):])
    sizes += len(text.encode())
    queue += [urllib.parse.urljoin(link, other) for other in re.findall(r"(?:import|from) '(\./[^']+)'", text)]
test("style and scripts have less than 60 kB in all", [] if 10000 < sizes < 60000 and len(seen) == 7 else [f"{sizes} bytes of {seen}"])

answer, text = ask("/?lang=en")
cookie = answer.headers["Set-Cookie"].split(";")[0]
answer, text = ask("/check", "zh", None, {"Cookie": cookie})
test("the language that was chosen stays", [] if 'lang="en"' in text[:80] else [text[:80]])

answer, text = ask("/?q=x&from=2018&to=2020")
test("years from and to become a filter of the address",
     [] if answer.status == 303 and answer.headers["Location"] == BASE + "/?q=x&year=2018..2020" else [answer.status, answer.headers["Location"]])

answer, text = post("/check", {"text": "GB/T 22239-2019《信息安全技术 信息系统安全等级保护基本要求》\n"})
test("a title that is another's stands beside the document's own", [word for word in ["名称不符", "该文件的名称为",
     "信息安全技术 网络安全等级保护基本要求", "信息安全技术 信息系统安全等级保护基本要求"] if word not in text])
for language, name in (("zh", "全国网络安全标准化技术委员会"), ("en", "Cybersecurity")):
    answer, text = ask("/documents/GB/T 22239-2019", language)
    test(f"a committee by its name ({language})", [] if f'<span class="note">{name}</span>' in text else [text])


def switches(target):
    """Where the language switch of the page at TARGET, which is sent as it is, leads to."""
    with socket.create_connection(HOST.rsplit(":", 1), 120) as connection:
        connection.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
        text = b"".join(iter(lambda: connection.recv(65536), b""))
    return re.findall(rb'class="language" href="([^"]*)"', text)


front = BASE.encode()
places = {b"//evil.example/x": b"/", b"/\\evil.example": b"/", front + b"//evil.example/x": b"/", front + b"/nowhere?x=1": b"/",
          front + b"/documents/\xff\xfe": b"/", front + b"/documents/none": b"/documents/none", front + b"/check": b"/check"}
test("the switch of languages stays on this site", [f"{target}: {got}" for target, path in places.items() for got in [switches(target)]
     if got != [front + path + b"?lang=en"]])

answer, text = ask("/?q=癸深样例")
test("classes as deep as records go are shown as deep as pages do", faults_of(text) + [f"{depth} levels of parts" for depth in
     [text.count('<details class="parts"')] if depth != 5])

random.seed(13)
faults = []
for i in range(150):
    query = "".join(random.choice(["<", ">", '"', "'", "&", "密码", "安全", "(", ")", " ", "OR", "kind:", "\u202e", "\u0300", "%00", "-", "*", "]"])
                    for k in range(random.randint(1, 12)))
    answer, text = ask("/?q=" + urllib.parse.quote(query))
    faults += [f"{query!r}: {fault}" for fault in faults_of(text) + ([answer.status] if answer.status not in (200, 400) else [])]
    if (Page(text).query or "") != query:
        faults.append(f"{query!r} became {Page(text).query!r}")
test("queries of any signs are text", faults)
print(f"1..{n}")
sys.exit(failed)
