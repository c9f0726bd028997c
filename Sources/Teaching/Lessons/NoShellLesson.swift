internal import Localization
internal import Namespaces

extension Lesson {
  /// Debugging a container in which there is no shell.
  static let noShell = Lesson(
    "noshell",
    Text("A container without a shell"),
    minutes: 8,
    needs: [.program("ldd"), .program("pgrep"), .program("ip")],
    quiz: .net,
    steps: [
      Step(
        "image",
        Text("Build an image with one program and its libraries, as a minimal container has it."),
        run: """
          for f in $(ldd $(command -v sleep) | grep -o '/[^ ]*') $(command -v sleep); do \
          mkdir -p box${f%/*} && cp -L $f box$f; done; mkdir box/proc; find box -type f
          """,
        checks: [.prints("/sleep"), .hides("/sh\n")],
        shows: Text("A `sleep`, and no shell.")),
      Step(
        "run",
        Text("Run it in rooms of its own."),
        run: """
          unshare --mount --uts --net --pid --fork --root=/tmp/box $(command -v sleep) 7777 & \
          until pgrep -x sleep; do sleep 0.1; done
          """,
        checks: [.hasOtherMembers(.net)],
        shows: Text("This is its PID.")),
      Step(
        "try",
        Text("Enter as one would enter any container."),
        ask: Question(
          Text("What happens?"),
          [
            Text("a shell of the house runs inside"),
            Text("there is no `sh` to run"),
          ], answer: 1),
        run: "nsenter --target $(pgrep -x sleep) --mount --net --pid --root sh -c 'echo hello'",
        checks: [.fails, .hides("hello")],
        shows: Text(
          """
          After entering `mnt`, `sh` is the room's `sh`, and the room has none. `docker exec` \
          fails for the same reason.
          """)),
      Step(
        "network",
        Text("So leave `mnt` out: enter the network only, and keep your own tools."),
        run: "nsenter --target $(pgrep -x sleep) --net ip -brief link",
        checks: [.prints("lo ")],
        shows: Text(
          """
          The interfaces are the room's, the `ip` is yours.
          """)),
      Step(
        "files",
        Text("For files one need not enter at all: `/proc/PID/root` is the room's `/`."),
        run: "ls /proc/$(pgrep -x sleep)/root/",
        checks: [.prints("usr"), .prints("proc")],
        shows: Text(
          "Beware of links inside: an absolute one leads into your own `/`, not the room's.")),
      Step(
        "processes",
        Text("Its processes: enter `pid`, and mount a `/proc` in a mount namespace of your own."),
        run: "nsenter --target $(pgrep -x sleep) --pid unshare --mount --mount-proc ps -e",
        checks: [.prints("sleep"), .prints("ps")],
        shows: Text(
          """
          The list of the room, printed by your `ps`. `heya enter --bring-tools` does all of it.
          """)),
    ])
}
