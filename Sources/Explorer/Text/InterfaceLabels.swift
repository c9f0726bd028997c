package import Localization
import Namespaces

extension Text {
  static func namespaces(_ number: Int) -> Text {
    Text(number, one: "\(number) namespace", other: "\(number) namespaces")
  }

  static let hostOnly = Text("the host's only")
  static let observerOnly = Text("heya's own only")

  static func unseen(_ number: Int) -> Text {
    Text("\(number) unseen")
  }

  static func every(_ seconds: String) -> Text { Text("every \(seconds) s") }

  static func noLook(_ seconds: Int, pid: Int32?) -> Text {
    let words = Text("no look for \(seconds) s")
    guard let cause = pid.map(waits) else { return words }
    return Text("\(words), \(cause)", context: "cause")
  }

  static func waits(for pid: Int32) -> Text { Text("waits for pid \(pid)") }

  static func capture(_ file: String) -> Text { Text("capture \(file)") }

  static let scanning = Text("Looking around…")
  static let paused = Text("PAUSED")
  static let privileged = Text("privileged")
  static let unprivileged = Text("unprivileged")
  static let readOnly = Text("read-only")
  static let tooSmall = Text("heya needs 40x10")
  static let host = Text("host")
  static let nothingHere = Text("Nothing to show here.")
  static let nothingMatches = Text("Nothing passes the filter.")
  static let noContainers = Text(
    """
    No container, sandbox or named network was found. heya knows those of Docker, Podman, \
    containerd, Kubernetes, CRI-O, runc, crun, youki, LXC, LXD, Incus, systemd-nspawn, bubblewrap, \
    Flatpak, Snap, firejail, Apptainer, buildah and BuildKit, of browsers, of services with \
    private namespaces, of ip netns and of unshare.
    """)
  static let noChanges = Text("No namespace has come, gone or been joined since heya started.")
  static let noChangesInCapture = Text(
    """
    A capture is one moment: nothing comes, goes or moves in it. `heya compare --captures A B` \
    tells what changed between two.
    """)
  static let filter = Text("filter")
  static let search = Text("search")
  static let hostHidden = Text("host hidden")
  static let following = Text("following")
  static func tagged(_ number: Int) -> Text { Text("\(number) tagged") }
}

extension Text {
  static func vanished(_ what: String) -> Text {
    Text("\(what) is gone; its neighbour is selected.")
  }

  static func notFound(_ text: String) -> Text {
    Text("“\(text)” is not here.")
  }

  static let refusedReadOnly = Text(
    "Read-only: heya was started with --readonly and changes nothing.")
  static let refusedCapture = Text("This is a capture; there is nothing running to act on.")
  static let refusedForeignProc = Text(
    "/proc is another pid namespace's: its numbers are not those that the kernel takes from heya.")
  static let selectTarget = Text("Select a process or a namespace first.")
  static func selectTwo(_ key: String) -> Text {
    Text("Tag one or two objects with \(key) to compare them.")
  }
  static let noSignal = Text(
    "Nobody to signal: PID 1, the kernel's threads and heya itself are left alone.")
  static let noOwner = Text("Its owner is out of view.")
  static let noParent = Text("It has no parent in view.")
  static let noPeer = Text("It is tied to nothing in view.")
  static let noHolderInView = Text(
    "Nothing else in view keeps it alive; heya cannot see outside its own pid namespace.")
  static let noHolder = Text("No other process keeps it alive.")
  static let noHistory = Text("There is nothing to go back to.")
  static let notPinned = Text("No pin keeps this namespace alive.")
  static let cannotWiden = Text(
    "From 100 columns on the details are beside the tree and can be widened.")
  static let noColors = Text("No colours here: the terminal has none, or NO_COLOR is set.")
  static func copied(_ text: String) -> Text { Text("Copied \(text)") }
  static func mouse(_ isOn: Bool) -> Text {
    isOn
      ? Text("The mouse is on.")
      : Text("The mouse is left to the terminal.")
  }
}

extension NamespaceKind {
  /// What namespaces of the kind are about, in a few words.
  package var subject: Text {
    switch self {
    case .user: Text("users and capabilities")
    case .cgroup: Text("view of the cgroup tree")
    case .ipc: Text("message queues, shared memory")
    case .uts: Text("host name")
    case .net: Text("network")
    case .pid: Text("process numbers")
    case .mnt: Text("mounts")
    case .time: Text("clocks")
    }
  }

  /// What namespaces of the kind isolate, in one plain sentence.
  package var sentence: Text {
    switch self {
    case .user:
      Text(
        """
        User ids, group ids and capabilities: root in here has power only over what this namespace \
        owns.
        """)
    case .cgroup:
      Text("The view of the cgroup tree: those inside see their own cgroup as its root.")
    case .ipc:
      Text(
        """
        System V shared memory, semaphores and queues, and POSIX message queues: only those inside \
        can use them.
        """)
    case .uts:
      Text("The host name and the NIS domain name: renamed inside, unchanged outside.")
    case .net:
      Text("A network stack of its own: devices, addresses, routes, firewall rules, ports.")
    case .pid:
      Text("Process numbers: the first process inside is PID 1, and those outside cannot be seen.")
    case .mnt:
      Text("The list of mounts: what is mounted inside does not appear in the file tree outside.")
    case .time:
      Text("The clocks that count from boot, and so the uptime; the time of day stays the host's.")
    }
  }
}
