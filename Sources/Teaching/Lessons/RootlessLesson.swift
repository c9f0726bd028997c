internal import Localization
internal import Namespaces

extension Lesson {
  /// Rooms without root.
  static let rootless = Lesson(
    "rootless",
    Text("Root without root"),
    minutes: 6,
    needs: [.kind(.user)],
    quiz: .user,
    steps: [
      Step(
        "ordinary",
        Text("Become an ordinary user, number 1000, without any capability."),
        run: "unshare --user --map-user=1000 --map-group=1000 sh",
        checks: [.changed([.kind(.user)], since: "start")],
        shows: Text("A program that starts as another number than 0 has no capabilities.")),
      Step(
        "powerless", Text("See what the kernel says."),
        run: "id -u; grep CapEff /proc/self/status",
        checks: [.prints("1000"), .prints("0000000000000000")],
        shows: Text("Sixteen zeros: no power at all.")),
      Step(
        "refused", Text("Try to make a room."),
        run: "unshare --uts true",
        checks: [.fails],
        shows: Text("EPERM, as one would expect.")),
      Step(
        "all",
        Text("Now ask for a user namespace together with the others."),
        ask: Question(
          Text("Who owns the new network?"),
          [
            Text("the new user namespace"),
            Text("the one in which you were"),
          ], answer: 0),
        run: """
          unshare --user --map-root-user --mount --uts --ipc --net --pid --fork --mount-proc sh
          """,
        table: .links(since: "start"),
        checks: [
          .changed(
            [
              .kind(.user), .kind(.mnt), .kind(.uts), .kind(.ipc), .kind(.net), .kind(.pid),
              .pidForChildren,
            ], since: "start"),
          .isOwnedHere(.net), .isNumber(1),
        ],
        shows: Text(
          """
          The kernel makes the user namespace first, whatever the order of the flags, and the \
          others in it. CLONE_NEWUSER is the only flag that needs no privilege.
          """)),
      Step(
        "power", Text("Use the power."),
        run: """
          grep CapEff /proc/self/status; hostname kitchen && mount -t tmpfs cellar /tmp && \
          hostname && df -h /tmp
          """,
        checks: [.prints("kitchen"), .prints("cellar"), .hides("0000000000000000")],
        shows: Text("Host name, mounts, network: all yours, and no setuid program was needed.")),
      Step(
        "limit",
        Text("Try something that belongs to the machine: a device node for a disk."),
        ask: Question(
          Text("May root of this room make it?"),
          [Text("yes", context: "can be made"), Text("no", context: "can be made")], answer: 1),
        run: "mknod /tmp/disk b 8 0",
        checks: [.fails],
        shows: Text(
          """
          For this the capability must be had in the initial user namespace. If it were enough \
          to have it here, everybody could read every disk.
          """)),
    ])
}
