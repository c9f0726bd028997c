#!/usr/bin/env python3
"""Tests/Fuzzing/corpus.py HEYA: writes the small inputs that the fuzzers begin with (as root)."""
import json, os, sqlite3, struct, subprocess, sys, tempfile

heya = sys.argv[1]
corpus = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Corpus")


def put(target, name, content):
    directory = os.path.join(corpus, target)
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def capture():
    """A capture of a few processes, with what is inside their namespaces."""
    script = """
      hostname town
      sleep 20 & unshare -n -i sleep 20 & unshare -U -r -u sleep 20 & sleep 0.5
      exec "$0" capture -
    """
    command = ["unshare", "--fork", "--pid", "--kill-child", "--mount-proc", "--uts", "sh", "-c", script, heya]
    text = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    text = text.replace(heya.encode(), b"heya")
    return json.dumps(json.loads(text), separators=(",", ":"))


def sqlite(journal, *statements):
    """The bytes of a database and of its log while it is open."""
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "db")
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("pragma page_size=512")
        database.execute(f"pragma journal_mode={journal}")
        for statement in statements:
            database.execute(statement)
        with open(path, "rb") as file:
            content = file.read()
        log = b""
        if os.path.exists(path + "-wal"):
            with open(path + "-wal", "rb") as file:
                log = file.read()
        database.close()
    return struct.pack(">H", len(log)) + content + log


def bolt(buckets):
    """A database of bbolt: one page of leaves, its buckets within."""
    size = 512

    def page(members):
        members = sorted(members.items())
        head, data = struct.pack("<QHHI", 0, 2, len(members), 0), b""
        for index, (key, value) in enumerate(members):
            is_bucket = isinstance(value, dict)
            value = b"\0" * 16 + page(value) if is_bucket else value.encode()
            offset = (len(members) - index) * 16 + len(data)
            head += struct.pack("<IIII", int(is_bucket), offset, len(key), len(value))
            data += key.encode() + value
        return head + data

    def description(transaction):
        head = struct.pack("<QHHI", transaction - 1, 4, 0, 0)
        return head + struct.pack("<IIIIQQQQQ", 0xED0CDAED, 2, size, 0, 3, 0, 2, 4, transaction)

    leaves = page(buckets)
    pages = [description(1), description(2), b"", leaves]
    return b"".join(content + b"\0" * (-len(content) % size or (size if not content else 0)) for content in pages)


put("capture", "few", capture())
put("json", "values", '{"a":[1,-2.5e3,true,false,null,"\\u00e9\\ud83d\\ude00\\n"],"":{},"b":[[],[[]]],"a":9223372036854775808}')
put(
    "configuration", "all",
    """# heya
language = "ja"
interval = 1.5
view = "kinds"
mouse = false
[keys]
quit = ["q", 'x']
help = "\\u0041"
""")
put(
    "state", "folds",
    json.dumps({
        "version": 1, "boot": "boot", "view": "kinds", "theme": "default",
        "sort": {"column": "name", "inverted": True},
        "folds": {"kinds": [{"row": {"kind": "net"}, "open": False}]}}))
put(
    "sqlite", "rows",
    sqlite(
        "delete", "create table PodConfig(ID text primary key not null, Name text, JSON text)",
        "create table ContainerConfig(ID text primary key not null, Name text, JSON text)",
        """insert into PodConfig values('a', 'n', '{"name":"shop"}')""",
        *(f"""insert into ContainerConfig values('{key}', 'n', '{{"labels":{{"k":"{"v" * 60 * count}"}}}}')"""
          for count, key in enumerate("abcdefghijkl"))))
put(
    "sqlite", "log",
    sqlite(
        "wal", "create table PodConfig(ID text primary key, JSON text)",
        """insert into PodConfig values('a', '{"n":1}')"""))
put(
    "bolt", "buckets",
    bolt({
        "ctr": {"a": {"config": '{"labels":{}}'}},
        "v1": {"moby": {"containers": {"a": {"image": "nginx"}}}}, "version": "3"}))
put("http", "ok", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n[]")
put("http", "chunked", "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
put("procfs", "stat", "42 (a) b\n) S 1 42 42 0 -1 4194304 10 0 0 0 7 8 0 0 20 0 3 0 12345 9 77 18446744073709551615\n")
put("procfs", "status", "Name:\tsh\nUid:\t1000\t1000\t1000\t1000\nNSpid:\t42\t1\nCapEff:\t000001ffffffffff\nGroups:\t1 2 3\n")
put(
    "procfs", "mountinfo",
    "22 1 0:5 / /proc rw,nosuid shared:7 - proc proc rw,hidepid=invisible\n"
    "23 22 0:4 net:[4026531840] /run/a\\040b rw master:1 - nsfs nsfs rw\n")
put("procfs", "cgroup", "12:memory,cpu:/docker/abc\n0::/user.slice\nnet:[4026531840] socket:[31337]\n")
put("procfs", "tcp", "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 31337 1\n")
put(
    "netlink", "link",
    b"\0" * 16 + struct.pack("<HH", 9, 3) + b"eth0\0\0\0\0" + struct.pack("<HHI", 8, 4, 1500)
    + struct.pack("<HHHH", 12, 18, 8, 1) + b"veth")
put("filter", "question", 'kind=net and (user~"al.*" or not initial) pid>10')
put("filter", "target", "net:[4026531840]")
put("keys", "sequences", b"j\x1b[A\x1b[<0;10;10M\x1b[200~text\x1b[201~\xe9\x83\xa8\x1bOP\x1b[1;5C")
put("text", "hostile", b"a\x1b[2J\x07\xc2\x9b\xff\xe2\x80\xae\xe9\x83\xa8\\x41\n\t")
