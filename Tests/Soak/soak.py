#!/usr/bin/env python3
"""Looks at the host with heya for a while, among neighbours who mean harm.

    soak.py HEYA SECONDS [--limit SECONDS_A_LOOK]

A look may take 3 seconds; a debug build on a machine that does other things as well needs more. As root. Prints figures, and a line for each thing that is wrong; ends with 1 when there is one.
"""
import ctypes, fcntl, os, pty, resource, select, shutil, signal, struct, subprocess, sys, tempfile
import termios, time

NOBODY = 65534
libc = ctypes.CDLL(None, use_errno=True)
faults = []


def fault(text):
    faults.append(text)
    print("WRONG " + text, flush=True)


# The neighbours: each runs in a process of its own, as an ordinary user where it can.

def as_nobody():
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def name(text):
    libc.prctl(15, text.encode(), 0, 0, 0)


def swap(pin, fifo):
    """Exchanges descriptors between a namespace's file, a fifo, and a device held as a place."""
    files = [os.open(pin, os.O_RDONLY), os.open(fifo, os.O_RDONLY | os.O_NONBLOCK),
             os.open("/proc/self/ns/net", os.O_RDONLY), os.open("/dev/ptmx", os.O_PATH)]
    as_nobody()
    while True:
        for file in files:
            for number in range(20, 60):
                os.dup2(file, number)


def fork_often():
    as_nobody()
    while True:
        child = os.fork()
        if child == 0:
            libc.unshare(0x10000000 | 0x04000000)
            os._exit(0)
        os.waitpid(child, 0)
        time.sleep(0.01)


def long_arguments():
    as_nobody()
    os.execv("/usr/bin/python3", ["python3", "-c", "import time; time.sleep(9999)"]
             + ["endless" * 18000] * 14)


def stack_mounts(place):
    libc.unshare(0x10000000 | 0x00020000)
    for _ in range(3000):
        libc.mount(b"x", place.encode(), b"tmpfs", 0, None)
    time.sleep(9999)


def hostile_name():
    as_nobody()
    libc.unshare(0x10000000 | 0x04000000)
    name("\x1b]0;pwned\x07\n\x9b1m")
    libc.sethostname(b"\x1b[31m\n\xff", 8)
    time.sleep(9999)


def fake_monitor(script, bundle, letter):
    """What looks like a container of Podman's, with files that are bombs or lead elsewhere."""
    as_nobody()
    if os.fork() == 0:
        libc.unshare(0x10000000 | 0x04000000)
        time.sleep(9999)
    os.execv("/usr/bin/python3", ["conmon", script, "-c", letter * 64, "-n", "evil", "-b", bundle,
                                  "--exit-command", "/usr/bin/podman"])


def serve_silence(mount):
    """A file server (fuse(4)) that answers all but what is written to its file."""
    device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other".encode()
    if libc.mount(b"silence", mount.encode(), b"fuse", 0, options):
        os._exit(77)
    opened = 0

    def attributes(node):
        mode, size = (0o40755, 0) if node == 1 else (0o100666, 8192)
        return struct.pack("<6Q10I", node, size, 0, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)

    while True:
        request = os.read(device, 1 << 17)
        length, code, unique, node = struct.unpack_from("<IIQQ", request)
        error, body = 0, b""
        if code in (2, 16, 36, 42):
            continue
        elif code == 26:
            body = struct.pack("<IIIIHHIIHHIIII", 7, 31, 0, 0, 1, 1, 4096, 1, 1, 0, 0, 0, 0, 0)
            body += bytes(16)
        elif code == 1:
            body = struct.pack("<4QII", 2, 0, 1000, 1000, 0, 0) + attributes(2)
        elif code == 3:
            body = struct.pack("<QII", 1000, 0, 0) + attributes(node)
        elif code in (14, 27):
            opened += code == 14
            # Every second one is without the page cache, which is to be written first.
            body = struct.pack("<QII", 1, int(code == 14 and opened % 2 == 0), 0)
        elif code == 15:
            body = bytes(struct.unpack_from("<QQI", request, 40)[2])
        else:
            error = -38
        os.write(device, struct.pack("<IiQ", 16 + len(body), error, unique) + body)


def jam(file):
    """Waits inside mmap(2) for ever, with the lock of its memory."""
    time.sleep(1)
    as_nobody()
    mmap = libc.mmap
    mmap.restype = ctypes.c_void_p
    mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
    first, second = os.open(file, os.O_RDWR), os.open(file, os.O_RDWR)
    ctypes.memset(mmap(None, 4096, 3, 1, first, 0), 1, 1)
    mmap(None, 4096, 1, 2, second, 0)


class Neighbours:
    def __init__(self, place):
        self.place = place
        self.pids = []
        self.mounts = []
        os.chmod(place, 0o755)
        pin, fifo = place + "/pin", place + "/fifo"
        open(pin, "w").close()
        subprocess.run(["unshare", "--uts", "mount", "--bind", "/proc/self/ns/uts", pin], check=True)
        self.mounts.append(pin)
        os.mkfifo(fifo, 0o666)
        os.chmod(fifo, 0o666)
        self.bundles = []
        for number in range(3):
            bundle = f"{place}/store/overlay-containers/{number}/userdata"
            os.makedirs(bundle)
            self.bundles.append(bundle)
        os.symlink("/proc/kmsg", self.bundles[0] + "/config.json")
        os.mkfifo(self.bundles[1] + "/config.json")
        with open(self.bundles[2] + "/config.json", "w") as file:
            file.write("[" + "[0]," * ((8 << 20) // 4 - 8) + "[0]]")
        os.mkdir(place + "/silence")
        os.mkdir(place + "/stack")
        self.server = self.start(serve_silence, place + "/silence")
        self.mounts.append(place + "/silence")
        self.start(swap, pin, fifo)
        self.start(swap, "/proc/self/ns/mnt", fifo)
        self.start(fork_often)
        self.start(long_arguments)
        self.start(stack_mounts, place + "/stack")
        self.start(hostile_name)
        script = place + "/monitor.py"
        with open(script, "w") as file:
            file.write("import ctypes, time\nctypes.CDLL(None).prctl(15, b'conmon', 0, 0, 0)\n"
                       "time.sleep(9999)\n")
        for bundle, letter in zip(self.bundles, "abcdef"):
            self.start(fake_monitor, script, bundle, letter)
        time.sleep(0.5)
        self.jammed = [self.start(jam, place + "/silence/f")]
        time.sleep(2)

    def start(self, body, *arguments):
        pid = os.fork()
        if pid == 0:
            try:
                os.setsid()
                body(*arguments)
            finally:
                os._exit(1)
        self.pids.append(pid)
        return pid

    def end(self):
        # The server first: who waits for it cannot end before.
        for pid in [self.server] + self.pids:
            for target in (lambda: os.killpg(pid, 9), lambda: os.kill(pid, 9)):
                try:
                    target()
                except ProcessLookupError:
                    pass
        for pid in self.pids:
            try:
                os.waitpid(pid, 0)
            except ChildProcessError:
                pass
        for mount in self.mounts:
            subprocess.run(["umount", "--lazy", mount], stderr=subprocess.DEVNULL)


class Figures:
    def __init__(self):
        self.looks, self.slowest, self.largest = {}, {}, {}

    def note(self, what, seconds, kilobytes):
        self.looks[what] = self.looks.get(what, 0) + 1
        self.slowest[what] = max(self.slowest.get(what, 0), seconds)
        self.largest[what] = max(self.largest.get(what, 0), kilobytes)

    def print(self):
        for what in self.looks:
            print(f"{what}: {self.looks[what]} times, at most {self.slowest[what]:.2f} s, "
                  f"{self.largest[what] / 1024:.0f} MB", flush=True)


def run(heya, arguments, limit, figures):
    """Runs a command of heya's; what it printed, or None."""
    what = arguments[0]
    out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
        os.execv(heya, [heya] + arguments)
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            break
        if time.monotonic() - start > max(15, 5 * limit):
            os.kill(pid, 9)
            os.wait4(pid, 0)
            fault(f"{what} hung")
            return None
        time.sleep(0.005)
    seconds = time.monotonic() - start
    figures.note(what, seconds, usage.ru_maxrss)
    out.seek(0)
    err.seek(0)
    text, errors = out.read(), err.read()
    if seconds > limit:
        fault(f"{what} took {seconds:.2f} s")
    if usage.ru_maxrss > 80 * 1024:
        fault(f"{what} used {usage.ru_maxrss // 1024} MB")
    if status:
        fault(f"{' '.join(arguments)} ended with {status}: {errors[-300:]}")
    for control in (b"\x1b", b"\x07", b"\xc2\x9b"):
        if control in text + errors:
            fault(f"{what} lets {control} through")
    return text


class Interface:
    """The interface on a terminal of its own."""

    def __init__(self, heya):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", HOME="/nonexistent")
            os.execv(heya, [heya, "--lang", "en", "--readonly", "--interval", "0.5"])
        size = struct.pack("HHHH", 40, 120, 0, 0)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, size)
        self.first = None
        self.rss = self.descriptors = 0
        self.waits = 0.0
        self.read(3)

    def read(self, seconds):
        """What it writes within some seconds."""
        end, got = time.monotonic() + seconds, b""
        while (left := end - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], left)[0]:
                got += os.read(self.terminal, 1 << 16)
        if b"pwned" in got and b"\x1b]0;pwned" in got:
            fault("the interface lets a title through")
        return got

    def check(self, limit):
        """Presses a key that changes the screen, and waits for that."""
        os.write(self.terminal, b"\t")
        start = time.monotonic()
        if not select.select([self.terminal], [], [], max(15, 5 * limit))[0]:
            return fault("the interface hung")
        self.waits = max(self.waits, time.monotonic() - start)
        if self.waits > limit:
            fault(f"the interface took {self.waits:.2f} s for a key")
        self.read(0.2)
        with open(f"/proc/{self.pid}/status") as status:
            rss = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        self.rss = max(self.rss, rss)
        count = len(os.listdir(f"/proc/{self.pid}/fd"))
        self.first = self.first or count
        self.descriptors = max(self.descriptors, count)

    def end(self):
        os.write(self.terminal, b"q")
        for _ in range(100):
            try:
                self.read(0.05)
            except OSError:
                # It has closed its terminal, and ends now.
                time.sleep(0.05)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        else:
            fault("the interface does not end")
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        print(f"interface: a key took at most {self.waits:.2f} s, {self.rss // 1024} MB, "
              f"{self.first} to {self.descriptors} descriptors", flush=True)
        if self.rss > 80 * 1024:
            fault(f"the interface used {self.rss // 1024} MB")
        if self.descriptors > self.first + 8:
            fault(f"the interface had {self.descriptors} descriptors, {self.first} at first")


def leftovers(heya, before):
    """The processes of this heya that stay; process 1 may take a moment to wait for orphans."""
    for _ in range(50):
        time.sleep(0.1)
        left = present(heya, before)
        if not left:
            break
    return left


def present(heya, before):
    """The processes of this heya that are there now."""
    left = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as stat:
                line = stat.read()
            program = line[line.index("(") + 1:line.rindex(")")]
            state = line[line.rindex(")") + 2]
            own = os.path.samefile(f"/proc/{pid}/exe", heya) if state != "Z" else False
        except (OSError, ValueError):
            continue
        if pid not in before and (own or (state == "Z" and program in ("heya", "heya-reader"))):
            left.append(f"{pid} {program} {state}")
    return left


def main():
    heya, seconds = sys.argv[1], float(sys.argv[2])
    limit = float(sys.argv[4]) if sys.argv[3:4] == ["--limit"] else 3.0
    before = set(os.listdir("/proc"))
    place = tempfile.mkdtemp(prefix="heya-soak-")
    room = subprocess.Popen(["unshare", "--uts", "sleep", "9999"])
    neighbours, interface = None, None
    figures = Figures()
    try:
        neighbours = Neighbours(place)
        uts = os.readlink(f"/proc/{room.pid}/ns/uts").encode()
        interface = Interface(heya)
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(faults) < 20:
            for command in (["list"], ["list", "--json"], ["tree"], ["containers"],
                            ["show", str(neighbours.jammed[0])],
                            ["enter", str(neighbours.jammed[0]), "--explain"]):
                run(heya, command, limit, figures)
                interface.check(limit)
            entered = run(heya, ["enter", str(room.pid), "--", "readlink", "/proc/self/ns/uts"],
                          limit, figures)
            if entered is not None and entered.strip() != uts:
                fault(f"entered {entered} instead of {uts}")
    finally:
        if interface:
            interface.end()
        # While the neighbours go on, so that who hangs because of them is found.
        for process in leftovers(heya, before):
            fault(f"left behind: {process}")
        if neighbours:
            neighbours.end()
        room.kill()
        room.wait()
        shutil.rmtree(place, ignore_errors=True)
    figures.print()
    print("nothing is wrong" if not faults else f"{len(faults)} things are wrong")
    sys.exit(1 if faults else 0)


main()
