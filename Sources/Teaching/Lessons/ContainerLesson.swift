internal import Localization
internal import Namespaces

extension Lesson {
  /// A container built by hand, in six steps, some of which take two commands.
  static let container = Lesson(
    "container",
    Text("A container by hand, in six steps"),
    minutes: 15,
    needs: [.kind(.user), .program("ip"), .program("pivot_root")],
    quiz: .mnt,
    steps: [
      Step(
        "user",
        Text(
          "One of six: `user`. Be root of your own room, so that nobody needs to be root outside."),
        run: "unshare --user --map-root-user sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.user)], since: "start")],
        shows: Text("All that follows will belong to this user namespace.")),
      Step(
        "mnt",
        Text("Two of six: `mnt`. First a list of mounts of your own …"),
        run: "unshare --mount sh",
        checks: [.changed([.kind(.user), .kind(.mnt)], since: "start"), .isOwnedHere(.mnt)],
        shows: Text("Owned by your user namespace.")),
      Step(
        "image",
        Text(
          """
          … then a new root. An image is just a directory with files. Here it is an empty file \
          system in memory, with the programs of the house mounted into it.
          """),
        run: """
          mkdir /tmp/box && mount -t tmpfs box /tmp/box && cd /tmp/box && \
          mkdir usr proc dev tmp run old && mount --rbind /usr usr && \
          for d in bin sbin lib lib64; do if [ -L /$d ]; then ln -s usr/$d $d; \
          elif [ -d /$d ]; then mkdir $d && mount --rbind /$d $d; fi; done; \
          touch dev/null && mount --bind /dev/null dev/null && mount --rbind /proc proc && \
          if [ -d /run/cgroup ]; then mkdir run/cgroup && mount --rbind /run/cgroup run/cgroup; fi \
          && ls
          """,
        checks: [.prints("usr"), .prints("old")],
        shows: Text(
          """
          A room with furniture, but `/` is still the house.
          """)),
      Step(
        "pivot",
        Text("pivot_root(2) makes it `/` and puts the old root at `/old`, which is then let go."),
        run: "pivot_root . old && cd / && umount -l /old && rmdir /old && ls -a /",
        checks: [.hides("home"), .hides("old"), .prints("usr")],
        shows: Text("The house is out of reach: no path leads there, unlike with chroot(2).")),
      Step(
        "pid", Text("Three of six: `pid`."), run: "unshare --pid --fork sh",
        checks: [.isNumber(1)],
        shows: Text("Your shell is PID 1.")),
      Step(
        "proc", Text("It needs its own `/proc`."),
        run: "mount -t proc proc /proc && ps -ef",
        checks: [.hides("unshare"), .prints("ps -ef")],
        shows: Text("Two processes in the world.")),
      Step(
        "uts", Text("Four of six: `uts`, and `ipc` along with it."),
        run: "unshare --uts --ipc sh",
        checks: [.isOwnedHere(.uts), .isOwnedHere(.ipc)],
        shows: Text("A door without a name plate yet.")),
      Step(
        "name", Text("Name it."), run: "hostname box && hostname",
        look: "hostname",
        checks: [.ends("box")],
        shows: Text("What `docker run --hostname` does.")),
      Step(
        "net", Text("Five of six: `net`."), run: "unshare --net sh",
        checks: [.isOwnedHere(.net)],
        shows: Text("An empty network.")),
      Step(
        "loopback", Text("Switch the loopback on."),
        run: "ip link set lo up && ip -brief address", look: "ip -brief address",
        checks: [.prints("127.0.0.1")],
        shows: Text(
          """
          With a veth pair it would be on the bridge like any container; see `heya learn veth`.
          """)),
      Step(
        "limit",
        Text(
          """
          Six of six: limits. Join the lab's control group, allow it eight processes, and ask for \
          twelve.
          """),
        run: """
          echo $$ > /run/cgroup/cgroup.procs && echo 8 > /run/cgroup/pids.max && \
          sh -c 'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 60 & done'
          """,
        needs: [.root, .controlGroup],
        checks: [.fails],
        shows: Text("Namespaces hide, control groups limit. Now it is a container.")),
      Step(
        "done",
        Text("Compare: what is the box's own, and what a container's of this host?"),
        run: "hostname",
        table: .container,
        checks: [
          .ends("box"),
          .changed(
            [
              .kind(.user), .kind(.mnt), .kind(.pid), .pidForChildren, .kind(.uts), .kind(.ipc),
              .kind(.net),
            ], since: "start"),
        ],
        shows: Text(
          """
          The engines add what makes it comfortable and safe: images in layers, a network, \
          seccomp, fewer capabilities. There is nothing else in it.
          """)),
    ])
}
