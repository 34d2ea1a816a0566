#!/usr/bin/env python3
"""server.py FOLDER: the test of server.sh, over the indexes one, two and many in FOLDER. TAP."""
import contextlib
import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import xml.etree.ElementTree as xml

sys.dont_write_bytecode = True
from schemas import strict  # noqa: E402

FOLDER = sys.argv[1]
PROGRAM = os.environ["BIAOSOU"]
TOP = os.path.join(os.environ["TESTS_DIR"], "..")
SAMPLES = os.path.join(TOP, "corpus", "samples")
# What a server may take for anything, under sanitizers and on a busy machine: a test that waits so long has failed.
PATIENCE = 60


# ---- Servers and requests ----

class Server:
    """A server of its own; `address` is (host, port) of its first TCP socket."""

    def __init__(self, *options, index="one", environment=None, command=None, **how):
        self.process = subprocess.Popen(
            command or [PROGRAM, "serve", "-d", os.path.join(FOLDER, index), "--listen", "127.0.0.1:0", *options],
            stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, **how)
        self.errors, self.addresses = [], []
        self.is_ready = threading.Event()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()
        if not self.is_ready.wait(PATIENCE) or not self.addresses:
            self.stop()
            raise AssertionError("did not start: " + "".join(self.errors))
        found = [re.fullmatch(r"http://\[?([^]]*)\]?:(\d+)", one) for one in self.addresses]
        found = [one for one in found if one]
        self.address = (found[0][1], int(found[0][2])) if found else None

    def read(self):
        wanted = max(1, sum(1 for one in self.process.args if one in ("--listen", "-l")))
        for line in self.process.stderr:
            self.errors.append(line)
            match = re.search(r"ready at (\S+)", line)
            if match:
                self.addresses.append(match[1])
                if len(self.addresses) == wanted:
                    self.is_ready.set()
        self.is_ready.set()

    def stop(self, number=signal.SIGTERM):
        """Its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self.reader.join()
        self.output = self.process.stdout.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return status


@contextlib.contextmanager
def serving(*options, **how):
    server = Server(*options, **how)
    try:
        yield server
    finally:
        status = server.stop()
    said = [line for line in server.errors if "ready at" not in line]
    assert status == 0, "exit status %d: %s" % (status, "".join(server.errors))
    assert not said, "it said: " + "".join(said)


class Answer:
    def __init__(self, response, body):
        self.status, self.body = response.status, body
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        assert len(self.headers) == len(response.getheaders()), response.getheaders()
        self.type = self.headers.get("content-type", "").split(";")[0]

    def json(self):
        return json.loads(self.body)


def ask(server, target, method="GET", body=None, headers=(), checked=True, source=None):
    connection = http.client.HTTPConnection(*server.address, timeout=PATIENCE, source_address=source)
    try:
        connection.request(method, target, body=body, headers=dict(headers))
        response = connection.getresponse()
        answer = Answer(response, response.read())
    finally:
        connection.close()
    if checked:
        hold_to_description(method, target, answer)
    return answer


def quote(text):
    return urllib.parse.quote(text, safe="/:")


def problem(answer, status, name, **more):
    assert answer.status == status, "%d: %r" % (answer.status, answer.body[:300])
    assert answer.type == "application/problem+json", answer.type
    said = answer.json()
    assert said["type"] == "urn:biaosou:problem:" + name, said
    assert said["status"] == status
    for member, value in more.items():
        assert said.get(member) == value, said


def raw(server, *pieces, source=None, end=False):
    """Sends bytes, and returns all that comes until the other side ends."""
    with socket.create_connection(server.address, PATIENCE, source_address=source) as connection:
        for piece in pieces:
            connection.sendall(piece)
        if end:
            connection.shutdown(socket.SHUT_WR)
        return receive(connection)


def receive(connection):
    got = b""
    while True:
        try:
            piece = connection.recv(65536)
        except ConnectionResetError:
            return got
        if not piece:
            return got
        got += piece


def wait_for(what):
    """Until WHAT() is true."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def metric(server, name):
    text = ask(server, "/metrics").body.decode()
    return sum(float(value) for value in re.findall(r"^%s(?:\{[^}]*\})? (\S+)$" % re.escape(name), text, re.M))


# ---- The description ----

try:
    import jsonschema
except ImportError:
    jsonschema = None

DESCRIPTION = json.load(open(os.path.join(TOP, "doc", "openapi.json"), encoding="utf-8"))
described = set()  # operations that were answered with success


def resolve(node):
    """Schemas that DESCRIPTION names, in place; new members, which clients must put up with, are errors here."""
    def load(name):
        return strict(json.load(open(os.path.join(TOP, "doc", name), encoding="utf-8")))

    if set(node) == {"$ref"} and node["$ref"].startswith("schema/"):
        return load(node["$ref"])
    if set(node) == {"$ref"}:
        found = DESCRIPTION
        for step in node["$ref"][2:].split("/"):
            found = found[step]
        return found
    return node


def operation_of(method, target):
    path = target.split("?")[0]
    def pattern(template):
        return re.sub(r"\\\{\w+\\\}", ".+", re.escape(template))
    for template in sorted(DESCRIPTION["paths"], key=lambda one: (-one.count("/"), one)):
        if re.fullmatch(pattern(template), path):
            return template, DESCRIPTION["paths"][template].get("get" if method == "HEAD" else method.lower())
    return None, None


def hold_to_description(method, target, answer):
    template, operation = operation_of(method, target)
    if operation is None:
        return
    status = str(answer.status)
    if status == "405":
        return
    assert status in operation["responses"], "%s %s: %s is not described" % (method, target, status)
    response = resolve(operation["responses"][status])
    if status == "200":
        described.add(operation["operationId"])
    content = response.get("content", {})
    if not content or method == "HEAD":
        return
    assert answer.type in content, "%s: type %s is not described" % (target, answer.type)
    schema = content[answer.type].get("schema")
    if schema and "json" in answer.type and jsonschema and "content-encoding" not in answer.headers:
        schema = strict(json.loads(json.dumps(resolve(schema))))
        if template == "/api/v1/openapi.json" or template == "/api/v1/schema/{name}":
            schema = {"type": "object"}
        errors = list(jsonschema.Draft202012Validator(schema).iter_errors(answer.json()))
        assert not errors, "%s: %s" % (target, errors[0].message[:300])


# ---- Tests ----

tests = []


def test(name):
    def add(function):
        tests.append((name, function))
        return function
    return add


def on_one(name, *options, **how):
    """A test with a server of its own."""
    def add(function):
        def run():
            with serving(*options, **how) as server:
                function(server)
        tests.append((name, run))
        return function
    return add


SEARCH = "/api/v1/search?q=" + quote("灾难恢复")


@on_one("search: hits, filters, facets, order, pages")
def _(server):
    one = ask(server, SEARCH + "&facets=kind,year&count=3").json()
    assert one["total"] > 3 and len(one["hits"]) == 3 and one["hits"][0]["titles"][0]["highlights"]
    next_page = ask(server, SEARCH + "&count=3&offset=3").json()
    assert next_page["hits"][0]["rank"] == 4
    counts = {each["value"]: each["count"] for each in one["facets"]["kind"]}
    kinds = sorted(counts)[:2]
    for wanted in (kinds[:1], kinds):
        filtered = ask(server, SEARCH + "".join("&kind=" + kind for kind in wanted)).json()
        assert filtered["total"] == sum(counts[kind] for kind in wanted), (counts, filtered["total"])
    either = ask(server, "/api/v1/search?q=" + quote("灾难恢复 OR 云计算") + "&kind=" + kinds[0]).json()
    assert all(hit["kind"] == kinds[0] for hit in either["hits"] if not hit["relaxed"]) and either["total"] > 0
    dates = [hit.get("published", "") for hit in ask(server, SEARCH + "&sort=published").json()["hits"] if not hit["relaxed"]]
    assert dates == sorted(dates, reverse=True)
    assert "explain" in ask(server, SEARCH + "&explain=1").body.decode() or ask(server, SEARCH + "&explain=1").body != ask(
        server, SEARCH).body
    committee = ask(server, "/api/v1/search?kind=gb&facets=committee&count=0").json()["facets"]["committee"][0]
    found = ask(server, "/api/v1/search?kind=gb&count=0&committee=" + quote(committee["value"])).json()
    assert found["total"] >= committee["count"] > 0


@on_one("search: every format")
def _(server):
    for name, kind, begins in (("csv", "text/csv", "\ufeff"), ("ids", "text/plain", ""), ("gbt7714", "text/plain", "[1] "),
                               ("gbt7714-2015", "text/plain", "[1] "), ("bibtex", "application/x-bibtex", "@"),
                               ("ris", "application/x-research-info-systems", "TY  - ")):
        answer = ask(server, SEARCH + "&format=" + name)
        assert (answer.status, answer.type) == (200, kind) and answer.body.decode().startswith(begins), name
    assert ask(server, SEARCH + "&format=xlsx").body.startswith(b"PK")
    assert ask(server, SEARCH + "&format=csl").json()[0]["type"] == "standard"
    accepted = ask(server, SEARCH, headers={"Accept": "text/csv;q=0.9, application/json;q=0.5"})
    assert accepted.type == "text/csv" and "standards.csv" in accepted.headers["content-disposition"]
    assert ask(server, SEARCH, headers={"Accept": "text/html,*/*;q=0.8"}).type == "application/json"


@on_one("suggestions, for programs and for browsers")
def _(server):
    answer = ask(server, "/api/v1/suggest?q=zhenan&count=5").json()
    assert answer["typed"] == "zhenan" and len(answer["suggestions"]) <= 5
    typed = ask(server, "/opensearch/suggest?q=" + quote("信息安全"))
    assert typed.type == "application/x-suggestions+json"
    text, suggestions, titles = typed.json()
    assert text == "信息安全" and suggestions and len(titles) == len(suggestions)
    description = xml.fromstring(ask(server, "/opensearch.xml", headers={"Host": "example.org:81"}).body)
    templates = [url.get("template") for url in description if url.tag.endswith("Url")]
    assert templates and all(one.startswith("http://example.org:81/") for one in templates)
    evil = ask(server, "/opensearch.xml", headers={"Host": 'x"><script>'}).body
    assert b"<script" not in evil


@on_one("documents: their own address, and from any spelling the way to it")
def _(server):
    own = "/api/v1/documents/GB/T%2022239-2019"
    for same in (own, "/api/v1/documents/GB%2FT%2022239-2019", "/api/v1/documents/%47B/T%2022239-2019"):
        record = ask(server, same).json()["record"]
        assert record["id"] == "GB/T 22239-2019" and [one["file"] for one in record["sources"]] == ["catalogue.jsonl"]
    for spelling in ("22239", "gbt22239-2019", quote("ＧＢ／Ｔ 22239—2019"), quote("网络安全等级保护基本要求")):
        moved = ask(server, "/api/v1/documents/%s?lang=en" % spelling)
        assert moved.status == 302 and moved.headers["location"] == own + "?lang=en", (spelling, moved.headers)
    for under in ("/related?count=2", "/citation?style=ris"):
        moved = ask(server, "/api/v1/documents/22239" + under)
        assert moved.headers["location"] == own + under
        assert ask(server, own + under).status == 200
    assert ask(server, own + "/impact?all=1").json()["id"] == "GB/T 22239-2019"
    assert ask(server, "/api/v1/documents/22239/impact").status == 200
    assert ask(server, own + "/impact?all=1&format=csv").type == "text/csv"
    assert ask(server, own + "/related?format=html").type == "text/html"
    told = own + "/related?format=md"
    english, chinese = (ask(server, told + "&lang=" + lang).body for lang in ("en", "zh"))
    assert english != chinese
    for headers, expected in (({}, chinese), ({"Accept-Language": "en-GB,zh;q=0.5"}, english), ({"Accept-Language": "en;q=0.5,zh-CN"}, chinese),
                              ({"Accept-Language": "fr, *"}, chinese), ({"Cookie": "a=b; lang=en", "Accept-Language": "zh"}, english)):
        assert ask(server, told, headers=headers).body == expected, headers
    problem(ask(server, "/api/v1/news?generation=999"), 400, "parameter")
    problem(ask(server, "/api/v1/documents/GB/T%2099999-1999"), 404, "no-document")
    for style, begins in (("gbt7714", "[1] GB/T 22239"), ("bibtex", "@"), ("ris", "TY"), ("csl", "[")):
        answer = ask(server, own + "/citation?style=" + style)
        assert answer.body.decode().startswith(begins) and "22239" in answer.body.decode(), answer.body
    for no_day in ("soon", "2024-02", "2024-02-30"):
        problem(ask(server, own + "/citation?accessed=" + no_day), 400, "parameter")


def multipart(**fields):
    out = b""
    for name, value in fields.items():
        head = 'form-data; name="%s"' % name
        if isinstance(value, tuple):
            head += '; filename="%s"' % value[0]
            value = value[1]
        out += b"--xxx\r\nContent-Disposition: %s\r\n\r\n" % head.encode() + value + b"\r\n"
    return {"method": "POST", "body": out + b"--xxx--\r\n", "headers": {"Content-Type": "multipart/form-data; boundary=xxx"}}


def posted(kind, body):
    return {"method": "POST", "body": body if isinstance(body, bytes) else body.encode(), "headers": {"Content-Type": kind}}


LIST = "GB/T 22239-2008\n信息安全技术 网络安全等级保护基本要求 GB/T 22239-2019\n"


@on_one("checks: lists as text, JSON and forms, files, every format")
def _(server):
    check = "/api/v1/check"

    def cited(answer):
        assert answer.status == 200, answer.body
        return [row["number"] for row in answer.json()["rows"]]
    both = ["GB/T 22239-2008", "GB/T 22239-2019"]
    assert cited(ask(server, check, **posted("text/plain", LIST))) == both
    assert cited(ask(server, check, **posted("application/json", json.dumps({"citations": both})))) == both
    assert cited(ask(server, check, **posted("application/json", json.dumps([both[0], {"number": both[1], "title": "x"}])))) == both
    assert cited(ask(server, check, **posted("application/x-www-form-urlencoded",
                                             urllib.parse.urlencode({"text": LIST})))) == both
    assert cited(ask(server, check, **multipart(file=("list.txt", LIST.encode())))) == both
    assert cited(ask(server, check, **multipart(text=both[0].encode(), file=("a.md", both[1].encode())))) == both
    assert cited(ask(server, check + "?name=list.csv.gz",
                     **posted("application/octet-stream", gzip.compress(("标准号\n%s\n%s\n" % tuple(both)).encode())))) == both
    places = ask(server, check, **multipart(file=("../../etc/l.txt", LIST.encode()))).json()["rows"][0]["places"]
    assert places == ["l.txt:1"], places
    for name, kind, begins in (("csv", "text/csv", b"\xef\xbb\xbf"), ("html", "text/html", b"<"), ("text", "text/plain", b"1"),
                               ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK")):
        answer = ask(server, check + "?format=" + name, **posted("text/plain", LIST))
        assert answer.type == kind and answer.body.startswith(begins), (name, answer.body[:20])
    past = ask(server, check + "?on=2015-01-01", **posted("text/plain", LIST)).json()
    assert past["on"] == "2015-01-01"


@on_one("checks: what is wrong is said")
def _(server):
    check = "/api/v1/check"
    problem(ask(server, check, method="POST"), 400, "request")
    problem(ask(server, check, **posted("application/json", "{")), 400, "request")
    problem(ask(server, check, **posted("application/json", "[1]")), 400, "parameter", parameter="citations")
    problem(ask(server, check + "?on=soon", **posted("text/plain", LIST)), 400, "parameter", parameter="on")
    problem(ask(server, check + "?format=doc", **posted("text/plain", LIST)), 400, "parameter", parameter="format")
    problem(ask(server, check, **posted("image/png", b"\x89PNG\r\n\x1a\n" + bytes(100))), 415, "file")
    broken = ask(server, check + "?name=a.pdf", **posted("application/pdf", b"%PDF-1.4\nnothing"))
    assert broken.status in (415, 422), broken.status
    problem(broken, broken.status, "file")
    problem(ask(server, check, **posted("multipart/form-data", "x")), 400, "request")


@on_one("duplicates, news, the feed, statistics")
def _(server):
    duplicates = "/api/v1/duplicates?count=2"
    title = "信息安全技术 网络安全等级保护基本要求"
    for sent in (posted("application/json", json.dumps({"title": title})), multipart(title=title.encode()),
                 posted("application/x-www-form-urlencoded", urllib.parse.urlencode({"title": title, "scope": ""}))):
        answer = ask(server, duplicates, **sent).json()
        assert answer["similar"][0]["id"] == "GB/T 22239-2019" and len(answer["similar"]) <= 2
    assert ask(server, duplicates + "&format=md", **multipart(title=title.encode())).type == "text/markdown"
    problem(ask(server, duplicates, **posted("application/json", "{}")), 400, "parameter", parameter="title")
    problem(ask(server, duplicates, **posted("application/json", '{"title": 1}')), 400, "parameter", parameter="title")
    news = ask(server, "/api/v1/news?since=2023-01&on=2024-03-01&kind=plan&count=3").json()
    assert news["since"] == "2023-01" and news["happened"]["total"] > 0
    report = ask(server, "/api/v1/news?format=html")
    assert report.type == "text/html" and re.fullmatch("attachment;.*report[.]html", report.headers["content-disposition"])
    assert "content-disposition" not in ask(server, "/api/v1/news?format=md").headers
    problem(ask(server, "/api/v1/news?since=soon"), 400, "parameter")
    feed = ask(server, "/feed.atom?since=2023-01&on=2024-03-01&q=" + quote("信息 | <b>"))
    assert feed.type == "application/atom+xml"
    atom = "{http://www.w3.org/2005/Atom}"
    entries = xml.fromstring(feed.body).findall(atom + "entry")
    assert entries and len({entry.find(atom + "id").text for entry in entries}) == len(entries)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.find(atom + "updated").text) for entry in entries)
    stats = ask(server, "/api/v1/stats").json()
    assert [one["name"] for one in stats["indexes"]] == ["default"] and stats["indexes"][0]["documents"] > 0


@on_one("the description, its schemas, health, metrics, files")
def _(server):
    served = ask(server, "/api/v1/openapi.json").json()
    assert served == DESCRIPTION
    if jsonschema:
        for match in set(re.findall(r'"\$ref": ?"(schema/[a-z.]+)"', json.dumps(DESCRIPTION))):
            jsonschema.Draft202012Validator.check_schema(ask(server, "/api/v1/" + match).json())
    problem(ask(server, "/api/v1/schema/none.json"), 404, "not-found")
    for path in ("/healthz", "/readyz"):
        assert ask(server, path).body == b"ok\n"
    ask(server, SEARCH)
    assert metric(server, "biaosou_index_documents") == ask(server, "/api/v1/stats").json()["indexes"][0]["documents"]
    text = ask(server, "/metrics").body.decode()
    assert re.search(r'^biaosou_request_seconds_count\{route="search"\} 1$', text, re.M)
    assert re.search(r'^biaosou_request_seconds_bucket\{route="search",le="\+Inf"\} 1$', text, re.M)
    problem(ask(server, "/static/000000000000/robots.txt"), 404, "not-found")
    robots = ask(server, "/robots.txt")
    assert robots.type == "text/plain" and b"Disallow: /\n" in robots.body
    assert "immutable" not in robots.headers.get("cache-control", "")


@on_one("errors: each with its name and place")
def _(server):
    for target, status, name, more in (
            ("/api/v1/search", 400, "query", {}),
            (SEARCH + quote(" year:soon"), 400, "query", {"column": 11}),
            ("/api/v1/search?kind=gb&q=" + quote("(a OR b) year:soon"), 400, "query", {"column": 15}),
            (SEARCH + "&facets=colour", 400, "parameter", {}),
            (SEARCH + "&sort=size", 400, "parameter", {}),
            (SEARCH + "&count=1001", 400, "parameter", {"parameter": "count"}),
            (SEARCH + "&count=-1", 400, "parameter", {"parameter": "count"}),
            (SEARCH + "&count=2x", 400, "parameter", {"parameter": "count"}),
            (SEARCH + "&offset=10001", 400, "parameter", {"parameter": "offset"}),
            (SEARCH + "&explain=maybe", 400, "parameter", {"parameter": "explain"}),
            (SEARCH + "&colour=red", 400, "parameter", {"parameter": "colour"}),
            (SEARCH + "&index=none", 404, "no-index", {}),
            (SEARCH + "&format=doc", 400, "parameter", {"parameter": "format"}),
            ("/api/v1/search?q=%ff", 400, "request", {}),
            ("/api/v1/search?q=%0", 400, "request", {}),
            ("/api/v1/search?q=a%00b", 400, "request", {"detail": "地址的参数中有NUL 字符"}),
            ("/api/v1/search?q=" + "a" * 4097, 414, "too-large", {}),
            ("/api/v1/news?q=" + "a" * 4097, 414, "too-large", {}),
            ("/feed.atom?q=" + "a" * 4097, 414, "too-large", {}),
            ("/api/v1/search?" + "&".join("q" for _ in range(257)), 400, "request", {}),
            ("/api/v1/suggest", 400, "parameter", {"parameter": "q"}),
            ("/api/v1/documents/%ff", 400, "request", {}),
            ("/api/v1/documents/", 404, "not-found", {}),
            ("/api/v2/search?q=a", 404, "not-found", {})):
        try:
            problem(ask(server, target), status, name, **more)
        except AssertionError as error:
            raise AssertionError("%s: %s" % (target[:80], error)) from error
    def said(headers, target, **how):
        answer = ask(server, target, headers=headers, **how).json()
        return answer["type"], answer["title"], answer["detail"]
    for target, english, chinese in (
            (SEARCH + "&count=x&lang=en", ("A parameter is wrong", "count: a number from 0 to 1000 is wanted, not 'x'"), None),
            ("/nowhere", ("There is no such page", "there is nothing at /nowhere"), ("没有这个页面", "/nowhere 处没有内容")),
            ("/api/v1/search?q=%ff", ("The request cannot be read", "the query of the address has bytes that are not UTF-8"),
             ("请求有误", "地址的参数中有不是 UTF-8 的字节")),
            ("/api/v1/search?lang=zh&q=a%00b", None, ("请求有误", "地址的参数中有NUL 字符")),
            ("/api/v1/documents/GB/T%2099999-1999", ("There is no such document", "no document 'GB/T 99999-1999'"),
             ("没有这件文献", "没有文献“GB/T 99999-1999”")),
            (SEARCH + "&facets=colour", ("A parameter is wrong", None), ("参数有误", None))):
        told = [said({"Accept-Language": language}, target) for language in ("en", "zh-CN")]
        assert told[0][0] == told[1][0]
        for got, wanted in zip(told, (english or chinese, chinese or english)):
            assert got[1] == wanted[0] and wanted[1] in (None, got[2]), (target, got)
    assert told[0][2] != told[1][2], told
    for language, wanted in (("en", "the body may have 16777216 bytes"), ("zh", "请求正文最多 16777216 字节")):
        got = raw(server, b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nAccept-Language: %s\r\nContent-Length: 16777217\r\n"
                  b"Expect: 100-continue\r\nConnection: close\r\n\r\n" % language.encode())
        assert wanted in got.decode(), got
    for method in ("PUT", "DELETE", "POST", "OPTIONS", "PATCH"):
        answer = ask(server, SEARCH, method=method)
        problem(answer, 405, "method")
        assert answer.headers["allow"] == "GET, HEAD"
    assert ask(server, "/api/v1/check").headers["allow"] == "POST"


@on_one("HEAD, conditional requests, compression, headers of safety")
def _(server):
    whole = ask(server, SEARCH)
    head = ask(server, SEARCH, method="HEAD")
    assert head.status == 200 and head.body == b""
    for name in ("content-length", "content-type", "etag", "cache-control"):
        assert head.headers[name] == whole.headers[name], name
    etag = whole.headers["etag"]
    for known in (etag, '"x", ' + etag, "*", etag[2:]):
        same = ask(server, SEARCH, headers={"If-None-Match": known})
        assert same.status == 304 and same.body == b"" and same.headers["etag"] == etag, known
    assert ask(server, SEARCH, headers={"If-None-Match": '"other"'}).status == 200
    assert ask(server, SEARCH + "&count=2").headers["etag"] != etag
    assert ask(server, SEARCH, headers={"Accept": "text/csv"}).headers["etag"] != etag
    zipped = ask(server, SEARCH, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["content-encoding"] == "gzip" and gzip.decompress(zipped.body) == whole.body
    best = ask(server, SEARCH, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert best.headers["content-encoding"] == "br" and len(best.body) < len(whole.body)
    for without in ("identity", "gzip;q=0, br;q=0", ""):
        assert "content-encoding" not in ask(server, SEARCH, headers={"Accept-Encoding": without}).headers
    assert "Accept-Encoding" in zipped.headers["vary"]
    for target in (SEARCH, "/nothing", "/", "/healthz"):
        headers = ask(server, target).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
    assert ask(server, "/nothing").headers["cache-control"] == "no-store"


@on_one("what is asked again is given again: the same, with all that goes with it", "--threads", "1")
def _(server):
    for target in (SEARCH + "&format=csv", SEARCH, "/api/v1/suggest?q=a", "/api/v1/news?since=2023", "/api/v1/documents/22239"):
        first, *others = [ask(server, target) for _ in range(3)]
        for other in others:
            assert other.body == first.body and other.status == first.status
            assert {k: v for k, v in other.headers.items() if k != "date"} == {k: v for k, v in first.headers.items() if k != "date"}


@on_one("what is kept is nobody else's", "--threads", "1")
def _(server):
    feed = "/feed.atom?since=2023-01&on=2024-03-01"
    for _ in range(2):
        assert b"evil.example" in ask(server, feed, headers={"X-Forwarded-Host": "evil.example"}).body
        assert b"evil.example" not in ask(server, feed).body
        assert ask(server, "/api/v1/documents/22239/related?format=md", headers={"Host": "a"}).status == 302


@on_one("static files: an address for ever, compressed once")
def _(server):
    page = ask(server, "/").body.decode()
    for target in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)):
        for coding in ("", "gzip", "br"):
            answer = ask(server, target, headers={"Accept-Encoding": coding})
            assert answer.status == 200 and "immutable" in answer.headers["cache-control"], target
            assert answer.headers.get("content-encoding", "") in ("", coding)


@on_one("a base path", "--base-path", "/standards/")
def _(server):
    assert ask(server, "/standards" + SEARCH, checked=False).status == 200
    assert ask(server, "/standards/", checked=False).status == 200
    problem(ask(server, SEARCH, checked=False), 404, "not-found")
    problem(ask(server, "/standardsx/healthz", checked=False), 404, "not-found")
    moved = ask(server, "/standards/api/v1/documents/22239", checked=False)
    assert moved.headers["location"] == "/standards/api/v1/documents/GB/T%2022239-2019"
    assert b"http://a.b/standards/?q=" in ask(server, "/standards/opensearch.xml", headers={"Host": "a.b"}).body
    proxied = {"Host": "inner", "X-Forwarded-Host": "a.b", "X-Forwarded-Proto": "https"}
    assert b"https://a.b/standards/?q=" in ask(server, "/standards/opensearch.xml", headers=proxied).body


@on_one("several indexes", "--index", "other=" + os.path.join(FOLDER, "two"), "--index", "many=" + os.path.join(FOLDER, "many"))
def _(server):
    sizes = {one["name"]: one["documents"] for one in ask(server, "/api/v1/stats").json()["indexes"]}
    assert set(sizes) == {"default", "other", "many"} and sizes["many"] == 20000 and sizes["other"] < sizes["default"]
    grounded = "/api/v1/search?q=" + quote("接地装置")
    assert ask(server, grounded + "&index=many").json()["total"] == 20000
    assert ask(server, grounded).json()["total"] < 20000
    assert ask(server, grounded + "&index=many").headers["etag"] != ask(server, grounded + "&index=other").headers["etag"]
    for name, documents in sizes.items():
        assert 'biaosou_index_documents{index="%s"} %d\n' % (name, documents) in ask(server, "/metrics").body.decode()


@on_one("other sites may read where the operator says so", "--cors", "https://a.example")
def _(server):
    for _ in range(3):
        answer = ask(server, SEARCH, headers={"Origin": "https://a.example"})
        assert answer.headers["access-control-allow-origin"] == "https://a.example"
    assert "access-control-allow-origin" not in ask(server, "/").headers
    assert "access-control-allow-origin" not in ask(server, "/metrics").headers
    flight = ask(server, "/api/v1/check", method="OPTIONS", headers={"Origin": "https://a.example"}, checked=False)
    assert flight.status == 204 and "POST" in flight.headers["access-control-allow-methods"]


@test("a log: JSON lines and combined, whatever clients send")
def _():
    for format_name in ("json", "combined"):
        log = os.path.join(FOLDER, "log." + format_name)
        with serving("--log", log, "--log-format", format_name) as server:
            ask(server, SEARCH, headers={"User-Agent": 'x" \x1b[31m'})
            raw(server, b"GET /%22%0a\xff HTTP/1.0\r\nReferer: \xff\"\r\n\r\n")
        lines = open(log, "rb").read().decode("ascii").splitlines()
        assert len(lines) == 2, lines
        lines.sort(key=lambda line: "/search" not in line)  # threads write when they come to it
        if format_name == "json":
            first = json.loads(lines[0])
            assert first["route"] == "search" and first["status"] == 200 and first["bytes"] > 0 and first["ms"] > 0, first
            assert first["agent"] == 'x" \x1b[31m' and json.loads(lines[1])["status"] in (400, 404)
        else:
            assert re.fullmatch(r'127\.0\.0\.1 - - \[[^]]+\] "GET \S+ HTTP/1\.1" 200 \d+ "-" "x\\x22 \\x1B\[31m"', lines[0]), lines


# ---- Limits and harm ----

@on_one("a query that takes too long is cut off, and the next one is not", "--max-time", "1", index="many")
def _(server):
    near = "/api/v1/search?q=" + quote('"接地 部分"~9')
    answer = ask(server, near)
    problem(answer, 503, "cut-off")
    assert metric(server, "biaosou_queries_cut_off_total") == 1
    assert ask(server, "/api/v1/documents/GB/T%20100001-2020").status in (200, 503)


@on_one("without the limit it is answered", index="many")
def _(server):
    assert ask(server, "/api/v1/search?q=" + quote('"接地 部分"~9')).json()["total"] == 20000


@on_one("what takes longer than a turn goes on in another thread, and is the same", "--max-turn", "1", "--max-time", "60000",
        "--threads", "1", index="many")
def _(server):
    near = "/api/v1/search?q=" + quote('"接地 部分"~9')
    first = ask(server, near)
    assert first.json()["total"] == 20000 and first.headers["etag"]
    assert metric(server, "biaosou_queries_moved_total") == 1 and metric(server, "biaosou_queries_cut_off_total") == 0
    assert ask(server, near).body == first.body
    assert metric(server, "biaosou_queries_moved_total") == 1
    page = ask(server, "/?q=" + quote('"接地 部分"~9'), headers={"Accept": "text/html"})
    assert page.status == 200 and "20,000" in page.body.decode()


@on_one("a body that is too large is refused before it comes", "--max-body", "1000")
def _(server):
    start = b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nConnection: close\r\n"
    got = raw(server, start + b"Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n")
    assert got.startswith(b"HTTP/1.1 413"), got[:100]
    pieces = [b"%x\r\n" % 600 + b"x" * 600 + b"\r\n"] * 2
    got = raw(server, start + b"Transfer-Encoding: chunked\r\n\r\n", *pieces, b"0\r\n\r\n")
    assert got.startswith(b"HTTP/1.1 413") and b"too-large" in got, got[:100]
    got = raw(server, start + b"Content-Length: 1000\r\n\r\n" + b"x" * 1000)
    assert got.startswith(b"HTTP/1.1 200"), got[:100]


@on_one("heads that are too large", "--max-head", "2048")
def _(server):
    for head in (b"GET /?q=" + b"a" * 10000 + b" HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nX: " + b"a" * 10000 + b"\r\n",
                 b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000):
        got = raw(server, head + b"Host: x\r\n\r\n")
        assert re.match(rb"HTTP/1\.[01] 4(14|13|31|00) ", got) or got == b"", got[:100]
    assert ask(server, SEARCH).status == 200


@on_one("nothing of the file system, and garbage, are no danger", "--max-wait", "1")
def _(server):
    for path in ("/../../etc/passwd", "/static/../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
                 "/api/v1/schema/../openapi.json", "/api/v1/schema/%2e%2e/%2e%2e/x", "/%00", "/\\..\\x", "/api/v1/documents/../x",
                 "/static/" + "a/" * 2000, "/static/%", "/static/"):
        got = raw(server, b"GET %s HTTP/1.0\r\n\r\n" % path.encode())
        assert re.match(rb"HTTP/1\.[01] 4\d\d ", got) and b"root:" not in got, (path, got[:100])
    for bytes_sent in (b"\x00" * 100 + b"\r\n\r\n", os.urandom(3000) + b"\r\n\r\n", b"GET\r\n\r\n", b"GET  HTTP/1.1\r\n\r\n",
                       b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                       b"GET / HTTP/1.1\r\nContent-Length: -1\r\nHost: x\r\n\r\n",
                       b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: x\r\n\r\nzz\r\n",
                       b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n"):
        raw(server, bytes_sent, end=True)
    proxy = raw(server, b"GET http://example.org/healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert proxy.startswith(b"HTTP/1.1 200")
    two = raw(server, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert two.count(b"HTTP/1.1 200") == 2
    assert ask(server, SEARCH).status == 200


@on_one("who keeps the server waiting is put out, and nobody else waits", "--max-wait", "1", "--threads", "2")
def _(server):
    halves = [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-", b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab"]
    slow = [socket.create_connection(server.address, PATIENCE) for _ in range(40)]
    for i, connection in enumerate(slow):
        connection.sendall(halves[i % len(halves)])
    for _ in range(20):
        assert ask(server, SEARCH).status == 200
    for connection in slow:
        receive(connection)
        connection.close()
    wait_for(lambda: metric(server, "biaosou_connections_timed_out_total") >= len(slow))


@on_one("who drips bytes is put out as well", "--max-wait", "1")
def _(server):
    with socket.create_connection(server.address, PATIENCE) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        end = time.monotonic() + PATIENCE
        with contextlib.suppress(ConnectionError):
            while time.monotonic() < end:
                connection.sendall(b"x")
                time.sleep(0.1)
        assert time.monotonic() < end


@on_one("one address has so many connections, and another its own", "--max-per-address", "20", "--threads", "2")
def _(server):
    held = [socket.create_connection(server.address, PATIENCE) for _ in range(20)]
    for connection in held:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    assert raw(server, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n") == b""
    assert raw(server, b"GET /healthz HTTP/1.0\r\n\r\n", source=("127.0.0.2", 0)).startswith(b"HTTP/1.1 200") or \
        raw(server, b"GET /healthz HTTP/1.0\r\n\r\n", source=("127.0.0.2", 0)).startswith(b"HTTP/1.0 200")
    for connection in held:
        connection.close()

    def served():
        with contextlib.suppress(ConnectionError, http.client.HTTPException):
            return ask(server, "/healthz").status == 200
    wait_for(served)
    assert metric(server, "biaosou_connections_refused_total") >= 1


HELLO = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


def take_greeting(connection):
    got = b""
    while not got.endswith(b"ok\n"):
        piece = connection.recv(1000)
        assert piece, got
        got += piece
    assert got.startswith(b"HTTP/1.1 200"), got


def greet(connection):
    connection.sendall(HELLO)
    take_greeting(connection)


def connections_by_thread(server):
    """How many each thread has: what is a socket of those that its epoll descriptor watches."""
    folder = "/proc/%d/" % server.process.pid
    kinds = {}
    for fd in os.listdir(folder + "fd"):
        with contextlib.suppress(OSError):
            kinds[fd] = os.readlink(folder + "fd/" + fd)
    watched = [re.findall(r"^tfd: *(\d+)", open(folder + "fdinfo/" + fd, encoding="ascii").read(), re.M)
               for fd, kind in kinds.items() if kind == "anon_inode:[eventpoll]"]
    return sorted(sum(kinds.get(fd, "").startswith("socket:") for fd in fds) for fds in watched)


@on_one("each thread has as many connections as the others, however they come and go", "--threads", "3", "--listen",
        "unix:" + os.path.join(FOLDER, "shared"))
def _(server):
    def connect(i):
        if i % 2:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(os.path.join(FOLDER, "shared"))
        else:
            connection = socket.create_connection(server.address, PATIENCE)
        greet(connection)
        return connection
    held = [connect(i) for i in range(9)]
    assert connections_by_thread(server) == [3, 3, 3]
    for connection in held[:4]:
        connection.close()
    wait_for(lambda: sum(connections_by_thread(server)) == 5)
    held = held[4:] + [connect(i) for i in range(4)]
    assert connections_by_thread(server) == [3, 3, 3]
    for connection in held:
        connection.close()


@on_one("more connections than there may be wait until others end", "--max-connections", "3", "--threads", "2")
def _(server):
    held = [socket.create_connection(server.address, PATIENCE) for _ in range(3)]
    for connection in held:
        greet(connection)
    with socket.create_connection(server.address, PATIENCE) as fourth:
        fourth.sendall(HELLO)
        for _ in range(20):
            greet(held[0])
        assert sum(connections_by_thread(server)) == 3
        held[1].close()
        take_greeting(fourth)
    held[0].close()
    held[2].close()


@on_one("a thousand idle connections cost nobody an answer", "--max-per-address", "2000", "--threads", "2")
def _(server):
    idle = [socket.create_connection(server.address, PATIENCE) for _ in range(1000)]
    wait_for(lambda: metric(server, "biaosou_connections_opened_total") >= 1000)
    for _ in range(20):
        assert ask(server, SEARCH).status == 200
    for connection in idle:
        connection.close()


@on_one("too many that wait for a thread are refused at once", "--max-slow", "1", "--threads", "1")
def _(server):
    statuses = []

    def check():
        answer = ask(server, "/api/v1/check", **posted("text/plain", LIST * 2000))
        statuses.append((answer.status, answer.headers.get("retry-after")))
    threads = [threading.Thread(target=check) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {(200, None), (503, "5")} and (200, None) in statuses, statuses
    assert metric(server, "biaosou_requests_refused_total") == statuses.count((503, "5"))


# ---- Start, change, end ----

@test("a local socket, and more than one address")
def _():
    path = os.path.join(FOLDER, "socket")
    with serving("--listen", "unix:" + path, "--listen", "[::1]:0" if socket.has_ipv6 else "127.0.0.2:0") as server:
        for _ in range(2):
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(path)
                connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
                assert b"200 OK" in receive(connection)
        assert len(server.addresses) == 3
        second = subprocess.run([PROGRAM, "serve", "-d", os.path.join(FOLDER, "one"), "-l", "unix:" + path], capture_output=True,
                                text=True, timeout=PATIENCE)
        assert second.returncode == 5 and "something else listens there" in second.stderr, second.stderr
    assert not os.path.exists(path)
    left = socket.socket(socket.AF_UNIX)
    left.bind(path)
    left.close()
    with serving("--listen", "unix:" + path):
        pass


@test("a socket that systemd hands over, and word to it")
def _():
    told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    told.bind(os.path.join(FOLDER, "notify"))
    told.settimeout(PATIENCE)
    with socket.create_server(("127.0.0.1", 0)) as given:
        environment = dict(os.environ, NOTIFY_SOCKET=os.path.join(FOLDER, "notify"), LISTEN_FDS="1")
        shell = "exec 3<&%d; LISTEN_PID=$$ exec \"$@\"" % given.fileno()
        server = Server(environment=environment, pass_fds=[given.fileno()],
                        command=["sh", "-c", shell, "sh", PROGRAM, "serve", "-d", os.path.join(FOLDER, "one")])
        try:
            assert server.address == given.getsockname(), server.addresses
            assert told.recv(100) == b"READY=1"
            assert ask(server, SEARCH).status == 200
        finally:
            assert server.stop() == 0
        assert told.recv(100) == b"STOPPING=1"
    told.close()


@test("wrong usage is told")
def _():
    for options, status, word in ((["--threads", "0"], 2, "--threads"), (["--base-path", "x y"], 2, "--base-path"),
                                  (["--max-body", "-1"], 2, "--max-body"), (["--index", "a"], 2, "--index"),
                                  *(([limit, "0"], 2, limit + " takes a number from 1 to") for limit in  # nobody could ask anything
                                    ("--max-connections", "--max-per-address", "--max-query", "--max-count", "--max-time",
                                     "--max-slow-time", "--max-wait", "--max-slow")),
                                  (["--log-format", "xml"], 2, "--log-format"), (["--listen", "nowhere"], 5, "nowhere"),
                                  (["--listen", "127.0.0.1:99999"], 5, "127.0.0.1:99999"), (["-d", "/nonexistent"], 4, "index")):
        command = [PROGRAM, "serve"] + ([] if "-d" in options else ["-d", os.path.join(FOLDER, "one")]) + options
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        assert ended.returncode == status and word in ended.stderr, (options, ended)


@test("what is under way when it is to end is answered; what is new is not taken")
def _():
    server = Server()
    with socket.create_connection(server.address, PATIENCE) as half, socket.create_connection(server.address, PATIENCE) as idle:
        body = LIST.encode()
        half.sendall(b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
                     % len(body) + body[:5])
        wait_for(lambda: metric(server, "biaosou_connections_opened_total") - metric(server, "biaosou_connections_closed_total") >= 2)
        server.process.send_signal(signal.SIGTERM)
        assert receive(idle) == b""

        def is_refused():
            try:
                socket.create_connection(server.address, PATIENCE).close()
            except ConnectionRefusedError:
                return True
        wait_for(is_refused)
        assert server.process.poll() is None
        half.sendall(body[5:])
        got = receive(half)
        assert got.startswith(b"HTTP/1.1 200") and b"close" in got.lower() and b"22239-2008" in got, got[:300]
    assert server.process.wait(PATIENCE) == 0 and server.stop() == 0


@test("a second signal ends it at once")
def _():
    server = Server()
    with socket.create_connection(server.address, PATIENCE) as half:
        half.sendall(b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
        wait_for(lambda: metric(server, "biaosou_connections_opened_total") >= 1)
        server.process.send_signal(signal.SIGINT)
        receive_refused = lambda: socket.socket().connect_ex(server.address) != 0
        wait_for(receive_refused)
        assert server.stop(signal.SIGINT) == 128 + signal.SIGINT


@test("a newer generation comes into use while all is answered")
def _():
    changing = os.path.join(FOLDER, "changing")
    sources = [os.path.join(SAMPLES, name) for name in sorted(os.listdir(SAMPLES)) if name.startswith("catalogue")]
    extra = os.path.join(FOLDER, "extra.jsonl")

    def build(*files):
        subprocess.run([PROGRAM, "index", "build", "--force", "--allow-shrink", "-d", changing, *files], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE)
    build(*sources)
    with open(extra, "w", encoding="utf-8") as file:
        print(json.dumps({"id": "GB/T 987654-2024", "kind": "gb", "title_zh": "极其罕见的标准"}, ensure_ascii=False), file=file)
    faults, answered, is_over = [], [], threading.Event()

    def load(server):
        connection = http.client.HTTPConnection(*server.address, timeout=PATIENCE)
        while not is_over.is_set():
            try:
                connection.request("GET", SEARCH)
                response = connection.getresponse()
                response.read()
                answered.append(response.getheader("ETag"))
                if response.status != 200:
                    faults.append(response.status)
            except (OSError, http.client.HTTPException) as error:
                faults.append(error)
                return
        connection.close()
    with serving("--threads", "2", index="changing") as server:
        threads = [threading.Thread(target=load, args=(server,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            rare = "/api/v1/documents/GB/T%20987654-2024"
            problem(ask(server, rare), 404, "no-document")
            for files, status in ((sources + [extra], 200), (sources, 404), (sources + [extra], 200)):
                build(*files)
                wait_for(lambda: ask(server, rare).status == status)
            assert metric(server, "biaosou_index_swaps_total") == 3
        finally:
            is_over.set()
            for thread in threads:
                thread.join()
    assert not faults, faults[:3]
    assert len(set(answered)) == 4, set(answered)


@test("an entry of the feed is the same on any day and in any language")
def _():
    atom, tag = "{http://www.w3.org/2005/Atom}", "GB/T 987654-2024"
    info = subprocess.run([PROGRAM, "index", "info", "--json", "-d", os.path.join(FOLDER, "changing")], check=True, capture_output=True)
    made = json.loads(info.stdout)["created"]
    with serving(index="changing") as server:
        before = ask(server, "/api/v1/stats").json()["indexes"][0]["generation"] - 1
        found = []
        for rest in ("&on=2024-03-01&lang=zh", "&on=2024-03-02&lang=en&index=default"):
            feed = xml.fromstring(ask(server, "/feed.atom?generation=%d%s" % (before, rest)).body)
            found += [entry for entry in feed.findall(atom + "entry") if entry.find(atom + "title").text.startswith(tag)]
        assert len(found) == 2
        assert found[0].find(atom + "id").text == found[1].find(atom + "id").text
        assert [entry.find(atom + "updated").text for entry in found] == [made, made]
        links = [entry.find(atom + "link").get("href") for entry in found]
        assert links[0].endswith("/documents/GB/T%20987654-2024") and links[1] == links[0] + "?index=default", links


@test("at midnight it is another day")
def _():
    for left in (2, 20):  # seconds of the day where this server is
        east = (86400 - left - int(time.time()) % 86400) % 86400
        zone = "HERE-%02d:%02d:%02d" % (east // 3600, east // 60 % 60, east % 60)
        with serving(environment=dict(os.environ, TZ=zone)) as server:
            def day():
                return ask(server, "/api/v1/news?kind=gb&count=0").json()["on"]
            tomorrow = time.strftime("%Y-%m-%d", time.gmtime(time.time() + east + 3600))
            etag = ask(server, SEARCH).headers["etag"]
            if day() == tomorrow:  # a slow machine: it was midnight before the first question
                continue
            wait_for(lambda: day() == tomorrow)
            assert ask(server, SEARCH).headers["etag"] != etag
            return
    raise AssertionError("it was another day at once")


@test("a generation that cannot be opened is told, and the one before goes on")
def _():
    changing = os.path.join(FOLDER, "changing")
    current = os.path.join(changing, "CURRENT")
    kept = open(current, "rb").read()
    server = Server(index="changing")
    try:
        with open(current + ".new", "wb") as file:
            file.write(re.sub(rb"\d+", lambda one: b"%d" % (int(one[0]) + 1000), kept, count=1))
        os.rename(current + ".new", current)
        wait_for(lambda: metric(server, "biaosou_index_failures_total") >= 1)
        assert ask(server, SEARCH).status == 200 and ask(server, "/readyz").status == 200
    finally:
        open(current, "wb").write(kept)
        assert server.stop() == 0
    assert any("cannot be used, the one before goes on" in line for line in server.errors), server.errors


@test("the description has all that was asked, and all of it was")
def _():
    told = {operation["operationId"] for path in DESCRIPTION["paths"].values() for operation in path.values()}
    assert told == described, told ^ described


number = 0
bad = False
for name, function in tests:
    number += 1
    began = time.monotonic()
    try:
        function()
        if "TIMES" in os.environ: print("# %.2f s" % (time.monotonic() - began))
        print("ok %d - %s" % (number, name), flush=True)
    except Exception as error:  # pylint: disable=broad-except
        bad = True
        print("not ok %d - %s" % (number, name), flush=True)
        import traceback
        print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
print("1..%d" % number)
sys.exit(1 if bad else 0)
