#!/usr/bin/env python3
"""Compares `heya list --json` with what a search by brute force finds.

    check.py HEYA [--schema FILE] [--uid UID]

The search knows nothing of how heya works: it reads every link of every thread, every descriptor of
every process, asks every socket for its network namespace, joins every mount namespace and reads its
mounts, and asks every namespace for its owner and parent, until nothing new turns up. heya runs
between two such searches; what both searches found heya must have found, and what heya found one of
them must have found. The host lives on meanwhile, so that only what differs every time, in five
rounds, is a difference.

With --uid both look as that user. Prints the differences, one a line, and ends with status 1 if
there are any; with --schema also where heya's answer does not follow the JSON schema.
"""
import ctypes
import json
import os
import re
import socket
import struct
import subprocess
import sys

KINDS = ["user", "cgroup", "ipc", "uts", "net", "pid", "mnt", "time"]
CLONE_FLAGS = {
    0x10000000: "user", 0x02000000: "cgroup", 0x08000000: "ipc", 0x04000000: "uts",
    0x40000000: "net", 0x20000000: "pid", 0x00020000: "mnt", 0x00000080: "time",
}
NS_GET_USERNS, NS_GET_PARENT, NS_GET_NSTYPE, NS_GET_OWNER_UID = 0xB701, 0xB702, 0xB703, 0xB704
NS_GET_ID = 0x8008B70D
SIOCGSKNS = 0x894C
SYS_PIDFD_OPEN, SYS_PIDFD_GETFD = 434, 438
SYS_KCMP = {"x86_64": 312, "aarch64": 272}[os.uname().machine]
KCMP_FILES = 2
PIDFD_THREAD = os.O_EXCL
CLONE_NEWNS = 0x00020000
PR_SET_DUMPABLE = 4
NAMESPACE = re.compile(r"^(%s):\[(\d+)\]$" % "|".join(KINDS))
ROUNDS = 5

libc = ctypes.CDLL(None, use_errno=True)


def call(function, *arguments):
    result = function(*arguments)
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def ioctl(descriptor, request, argument=None):
    return call(libc.ioctl, descriptor, ctypes.c_ulong(request), argument)


def numbers(path):
    return sorted(int(name) for name in os.listdir(path) if name.isdigit())


class Search:
    """One search of the whole host."""

    def __init__(self):
        self.reasons = {}  # (kind, inode) -> set of reasons
        self.facts = {}  # (kind, inode) -> what ioctl says
        self.handles = {}  # (kind, inode) -> an open descriptor
        self.started = {}  # pid -> when the process started
        self.hidden_processes = 0
        self.hidden_descriptors = 0
        self.hidden_sockets = 0
        self.hidden_mounts = set()
        self.mount_members = {}  # inode of a mount namespace -> tasks
        self.sockets = {}
        for pid in numbers("/proc"):
            if pid != os.getpid():
                self.process(pid)
        # This process is no reason, but a way to its own namespaces and mounts.
        for kind in KINDS:
            path = f"/proc/self/ns/{kind}"
            self.open((kind, os.stat(path).st_ino), path)
        own = os.stat("/proc/self/ns/mnt").st_ino
        self.mount_members.setdefault(own, []).append((os.getpid(), os.getpid()))
        self.follow()
        for handle in self.handles.values():
            os.close(handle)

    def found(self, namespace, reason, path=None):
        self.reasons.setdefault(namespace, set()).add(reason)
        if path is not None and namespace not in self.handles:
            self.open(namespace, path)

    def open(self, namespace, path):
        try:
            self.keep(os.open(path, os.O_RDONLY | os.O_CLOEXEC), namespace)
        except OSError:
            pass

    def keep(self, handle, expected=None):
        """Takes over an open namespace; the first of each stays open until the end."""
        try:
            kind = CLONE_FLAGS[ioctl(handle, NS_GET_NSTYPE)]
        except OSError:
            os.close(handle)
            return None
        namespace = (kind, os.fstat(handle).st_ino)
        if namespace in self.handles or expected not in (None, namespace):
            os.close(handle)
        else:
            self.handles[namespace] = handle
        return namespace

    # Processes, threads, descriptors, sockets

    def process(self, pid):
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                self.started[pid] = int(file.read().rsplit(b")", 1)[1].split()[19])
            main = self.links(pid, pid)
            for tid in numbers(f"/proc/{pid}/task"):
                self.task(pid, tid, main)
        except (FileNotFoundError, ProcessLookupError):
            return
        except PermissionError:
            self.hidden_processes += 1
        self.tables(pid)

    def links(self, pid, tid):
        links = {}
        directory = f"/proc/{pid}/task/{tid}/ns"
        for name in KINDS + ["pid_for_children", "time_for_children"]:
            try:
                match = NAMESPACE.match(os.readlink(f"{directory}/{name}"))
            except FileNotFoundError:
                continue  # a zombie
            links[name] = (match[1], int(match[2]))
        return links

    def task(self, pid, tid, main):
        try:
            links = main if tid == pid else self.links(pid, tid)
        except (FileNotFoundError, ProcessLookupError):
            return
        for name, namespace in links.items():
            path = f"/proc/{pid}/task/{tid}/ns/{name}"
            if name.endswith("_for_children"):
                if namespace != links.get(namespace[0]):
                    self.found(namespace, ("forChildren", pid, tid), path)
            elif tid == pid:
                self.found(namespace, ("process", pid), path)
            elif namespace != main.get(name):
                self.found(namespace, ("thread", pid, tid), path)
        if "mnt" in links:
            self.mount_members.setdefault(links["mnt"][1], []).append((pid, tid))

    def tables(self, pid):
        """Searches the descriptors of a process, and of its threads that do not share them."""
        self.descriptors(pid)
        try:
            tids = numbers(f"/proc/{pid}/task")
        except (FileNotFoundError, ProcessLookupError):
            return
        searched = [pid]
        for tid in tids:
            if tid == pid:
                continue
            try:
                apart = all(call(libc.syscall, SYS_KCMP, other, tid, KCMP_FILES, 0, 0) for other in searched)
            except OSError:
                continue
            if apart:
                searched.append(tid)
                self.descriptors(pid, tid)

    def descriptors(self, pid, tid=None):
        directory = f"/proc/{pid}/fd" if tid is None else f"/proc/{pid}/task/{tid}/fd"
        owner = (pid,) if tid is None else (pid, tid)
        try:
            descriptors = numbers(directory)
        except (FileNotFoundError, ProcessLookupError):
            return
        except PermissionError:
            self.hidden_descriptors += 1
            return
        for fd in descriptors:
            try:
                target = os.readlink(f"{directory}/{fd}")
            except OSError:
                continue
            match = NAMESPACE.match(target)
            if match:
                namespace = (match[1], int(match[2]))
                self.found(namespace, ("descriptor", *owner, fd), f"{directory}/{fd}")
            elif target.startswith("socket:["):
                self.socket(owner, fd, target)

    def socket(self, owner, fd, target):
        if target not in self.sockets:
            try:
                self.sockets[target] = self.network(owner[-1], fd, len(owner) > 1)
            except PermissionError:
                self.hidden_sockets += 1
                return
            except OSError:
                return
        if self.sockets[target]:
            self.found(self.sockets[target], ("socket", *owner, fd))

    def network(self, pid, fd, is_thread):
        process = call(libc.syscall, SYS_PIDFD_OPEN, pid, PIDFD_THREAD if is_thread else 0)
        try:
            copy = call(libc.syscall, SYS_PIDFD_GETFD, process, fd, 0)
            try:
                return self.keep(ioctl(copy, SIOCGSKNS))
            finally:
                os.close(copy)
        finally:
            os.close(process)

    # Mounts

    def follow(self):
        """Searches mount namespaces and asks about namespaces until nothing is new."""
        searched, asked = set(), set()
        while True:
            mounts = {n for n in self.reasons | self.handles.keys() if n[0] == "mnt"} - searched
            unasked = set(self.handles) - asked
            if not mounts and not unasked:
                return
            for namespace in sorted(mounts):
                self.mounts(namespace)
            for namespace in sorted(unasked):
                self.ask(namespace)
            searched |= mounts
            asked |= unasked

    def mounts(self, namespace):
        try:
            if namespace not in self.handles:
                raise PermissionError
            text, pins = visit(self.handles[namespace])
        except OSError:
            text, pins = self.member_mounts(namespace)
        if text is None:
            self.hidden_mounts.add(namespace[1])
            return
        for pinned, path in pins_of(text):
            self.found(pinned, ("mount", path, namespace[1]))
        for pin in pins:
            self.keep(pin)

    def member_mounts(self, namespace):
        for pid, tid in self.mount_members.get(namespace[1], []):
            try:
                with open(f"/proc/{pid}/task/{tid}/mountinfo", "rb") as file:
                    text = file.read()
                pins = [f"/proc/{pid}/task/{tid}/root{path}" for _, path in pins_of(text)]
                return text, [os.open(pin, os.O_RDONLY) for pin in pins if os.access(pin, os.R_OK)]
            except OSError:
                continue
        return None, []

    # Owners and parents

    def ask(self, namespace):
        handle = self.handles[namespace]
        facts = {"id": None, "owner": None, "parent": None, "ownerUID": None}
        number = ctypes.c_uint64()
        try:
            ioctl(handle, NS_GET_ID, ctypes.byref(number))
            facts["id"] = number.value
        except OSError:
            pass  # before Linux 6.18
        if namespace[0] == "user":
            uid = ctypes.c_uint32()
            ioctl(handle, NS_GET_OWNER_UID, ctypes.byref(uid))
            facts["ownerUID"] = uid.value
        self.ancestor(namespace, facts, "owner", NS_GET_USERNS)
        if namespace[0] in ("user", "pid"):
            self.ancestor(namespace, facts, "parent", NS_GET_PARENT)
        self.facts[namespace] = facts

    def ancestor(self, namespace, facts, name, request):
        try:
            ancestor = self.keep(ioctl(self.handles[namespace], request))
        except PermissionError:
            return  # the topmost one, or out of view
        facts[name] = "%s:[%d]" % ancestor
        # A user namespace is owned by its parent: that is one reason, not two.
        if name == "parent" or namespace[0] != "user":
            reason = "child" if name == "parent" else "owner"
            self.found(ancestor, (reason, "%s:[%d]" % namespace))


def pins_of(text):
    for line in text.split(b"\n"):
        fields = line.split(b" ")
        if b"-" not in fields[6:] or fields[fields.index(b"-", 6) + 1] != b"nsfs":
            continue
        match = NAMESPACE.match(fields[3].decode())
        if match:
            path = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), fields[4])
            yield (match[1], int(match[2])), visible(path)


def visible(path):
    """A path as heya writes it, as far as these tests make such paths."""
    text = path.decode("utf-8", "backslashreplace")
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\x1b", "\\e")


def visit(handle):
    """The mounts of a mount namespace, and its pins, opened by a child that joins it."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        try:
            proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY)
            call(libc.setns, handle, CLONE_NEWNS)
            info = os.open("self/mountinfo", os.O_RDONLY, dir_fd=proc)
            text = b"".join(iter(lambda: os.read(info, 65536), b""))
            pins = []
            for _, path in pins_of(text):
                try:
                    pins.append(os.open(path, os.O_RDONLY))
                except OSError:
                    pass
            theirs.sendall(struct.pack("II", len(text), len(pins)) + text)
            for pin in pins:
                socket.send_fds(theirs, [b"."], [pin])
        except OSError:
            pass
        os._exit(0)
    theirs.close()
    try:
        size, count = struct.unpack("II", receive(ours, 8))
        text = receive(ours, size)
        return text, [socket.recv_fds(ours, 1, 1)[1][0] for _ in range(count)]
    finally:
        ours.close()
        os.waitpid(child, 0)


def receive(connection, size):
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise PermissionError
        data += part
    return data


class Answer:
    """What heya says."""

    def __init__(self, heya):
        process = subprocess.Popen([heya, "list", "--json"], stdout=subprocess.PIPE)
        text = process.communicate()[0]
        if process.returncode != 0:
            raise SystemExit(f"heya ended with status {process.returncode}")
        self.pid = process.pid
        self.json = json.loads(text)
        self.namespaces = {(n["kind"], n["inode"]): n for n in self.json["namespaces"]}
        self.unseen = {note["what"]: note["count"] for note in self.json["unseen"]}

    def reasons(self, namespace):
        return {self.reason(reason) for reason in self.namespaces[namespace]["keptAliveBy"]}

    @staticmethod
    def reason(reason):
        name = reason["reason"]
        if name == "mount":
            return (name, reason["path"], int(reason["mountNamespace"][5:-1]))
        members = {
            "process": ["pid"], "thread": ["pid", "tid"], "forChildren": ["pid", "tid"],
            "descriptor": ["pid", "fd"], "socket": ["pid", "fd"], "child": ["namespace"],
            "owner": ["namespace"],
        }[name]
        if name in ("descriptor", "socket") and "tid" in reason:
            members = ["pid", "tid", "fd"]
        return (name, *(reason[member] for member in members))


def differences(before, answer, after):
    """What heya got wrong, as far as the host did not change meanwhile."""
    lasting = {
        pid for pid, start in before.started.items()
        if after.started.get(pid) == start and pid != answer.pid
    }

    def counts(reason):
        """Whether a reason is about something that was there all the time."""
        return isinstance(reason[1], str) or reason[1] in lasting

    found = set()
    for namespace in set(before.reasons) | set(after.reasons) | set(answer.namespaces):
        name = "%s:[%d]" % namespace
        old = before.reasons.get(namespace, set())
        new = after.reasons.get(namespace, set())
        if namespace not in answer.namespaces:
            if namespace in before.facts and namespace in after.facts and any(map(counts, old & new)):
                found.add(f"{name}: heya does not list it")
            continue
        heya = answer.reasons(namespace)
        for reason in filter(counts, (old & new) - heya):
            found.add(f"{name}: heya does not know the reason {reason}")
        for reason in filter(counts, heya - (old | new)):
            found.add(f"{name}: the reason {reason} is heya's alone")
        if before.facts.get(namespace) != after.facts.get(namespace):
            continue  # another namespace with the same inode
        for fact, value in before.facts.get(namespace, {}).items():
            if answer.namespaces[namespace][fact] != value:
                found.add(f"{name}: {fact} is {value}, not {answer.namespaces[namespace][fact]}")
        row = answer.namespaces[namespace]
        members = sorted(reason[1] for reason in heya if reason[0] == "process")
        if row["processes"] != members:
            found.add(f"{name}: processes and keptAliveBy contradict each other")
    for what, count in {
        "processes whose namespaces are hidden": lambda search: search.hidden_processes,
        "processes whose descriptors are hidden": lambda search: search.hidden_descriptors,
        "sockets whose namespace is hidden": lambda search: search.hidden_sockets,
        "mount namespaces whose pins are hidden": lambda search: len(search.hidden_mounts),
    }.items():
        bounds = sorted([count(before), count(after)])
        if not bounds[0] <= answer.unseen.get(what, 0) <= bounds[1]:
            found.add(f"unseen: {bounds} {what}, not {answer.unseen.get(what, 0)}")
    return found


def conforms(value, schema, root, path="$"):
    """The ways in which a value breaks a JSON schema, of which only these words are known."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    unknown = set(schema) - {
        "$schema", "$id", "$defs", "title", "description", "type", "const", "enum", "pattern",
        "minimum", "required", "properties", "additionalProperties", "items", "oneOf",
    }
    if unknown:
        raise SystemExit(f"the schema uses {unknown}, which this checker does not know")
    if "oneOf" in schema:
        matching = [s for s in schema["oneOf"] if not list(conforms(value, s, root, path))]
        if len(matching) != 1:
            yield f"{path}: {len(matching)} of the alternatives match"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{path}: is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    names = {
        dict: "object", list: "array", str: "string", bool: "boolean", int: "integer",
        float: "number", type(None): "null",
    }
    if types and names[type(value)] not in types:
        yield f"{path}: is a {names[type(value)]}, not {types}"
        return
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{path}: {value!r} does not match {schema['pattern']}"
    if isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{path}: is less than {schema['minimum']}"
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                yield f"{path}: the member {name} is missing"
        for name, member in value.items():
            if name in properties:
                yield from conforms(member, properties[name], root, f"{path}.{name}")
            elif schema.get("additionalProperties", True) is False:
                yield f"{path}: has the member {name}, which is not in the schema"
    if isinstance(value, list) and "items" in schema:
        for index, element in enumerate(value):
            yield from conforms(element, schema["items"], root, f"{path}[{index}]")


def become(uid):
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    # A process that changed its user may not look at itself otherwise.
    call(libc.prctl, PR_SET_DUMPABLE, 1, 0, 0, 0)


def main():
    heya = sys.argv[1]
    # Sockets that this process has inherited heya would have to report.
    os.closerange(3, 1 << 16)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    if "--uid" in sys.argv:
        become(int(sys.argv[sys.argv.index("--uid") + 1]))
    remaining = None
    for _ in range(ROUNDS):
        before, answer, after = Search(), Answer(heya), Search()
        found = differences(before, answer, after)
        remaining = found if remaining is None else remaining & found
        if not remaining:
            break
    if "--schema" in sys.argv:
        with open(sys.argv[sys.argv.index("--schema") + 1]) as file:
            schema = json.load(file)
        remaining |= set(conforms(answer.json, schema, schema))
    for line in sorted(remaining):
        print(line)
    raise SystemExit(1 if remaining else 0)


if __name__ == "__main__":
    main()
