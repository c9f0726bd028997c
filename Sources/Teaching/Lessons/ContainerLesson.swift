internal import Localization
internal import Namespaces

extension Lesson {
  /// A container built by hand, in six steps, some of which take two commands.
  static let container = Lesson(
    "container",
    Text("A container by hand, in six steps", "コンテナを六段階で手作りする"),
    minutes: 15,
    needs: [.kind(.user), .program("ip"), .program("pivot_root")],
    quiz: .mnt,
    steps: [
      Step(
        "user",
        Text(
          "One of six: `user`. Be root of your own room, so that nobody needs to be root outside.",
          "第一段階、`user`。自分の部屋の root になります。外で root である必要がなくなります。"),
        run: "unshare --user --map-root-user sh",
        table: .links(since: "start"),
        checks: [.changed([.kind(.user)], since: "start")],
        shows: Text(
          "All that follows will belong to this user namespace.",
          "これから作るものは、すべてこのユーザー名前空間のものになります。")),
      Step(
        "mnt",
        Text(
          "Two of six: `mnt`. First a list of mounts of your own …",
          "第二段階、`mnt`。まず専用のマウント一覧を持ち……"),
        run: "unshare --mount sh",
        checks: [.changed([.kind(.user), .kind(.mnt)], since: "start"), .isOwnedHere(.mnt)],
        shows: Text("Owned by your user namespace.", "自分のユーザー名前空間が所有しています。")),
      Step(
        "image",
        Text(
          """
          … then a new root. An image is just a directory with files. Here it is an empty file \
          system in memory, with the programs of the house mounted into it.
          """,
          """
          ……次に新しいルートを作ります。イメージとは、ファイルの入ったディレクトリにすぎません。\
          ここではメモリ上の空のファイルシステムに、家のプログラムをマウントします。
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
          """, "家具は入りましたが、`/` はまだ家のままです。")),
      Step(
        "pivot",
        Text(
          "pivot_root(2) makes it `/` and puts the old root at `/old`, which is then let go.",
          "pivot_root(2) でこれを `/` にし、元のルートを `/old` に移してから手放します。"),
        run: "pivot_root . old && cd / && umount -l /old && rmdir /old && ls -a /",
        checks: [.hides("home"), .hides("old"), .prints("usr")],
        shows: Text(
          "The house is out of reach: no path leads there, unlike with chroot(2).",
          "家には手が届かなくなりました。chroot(2) と違い、そこへ至るパスがありません。")),
      Step(
        "pid", Text("Three of six: `pid`.", "第三段階、`pid`。"), run: "unshare --pid --fork sh",
        checks: [.isNumber(1)],
        shows: Text("Your shell is PID 1.", "シェルが PID 1 になりました。")),
      Step(
        "proc", Text("It needs its own `/proc`.", "専用の `/proc` が要ります。"),
        run: "mount -t proc proc /proc && ps -ef",
        checks: [.hides("unshare"), .prints("ps -ef")],
        shows: Text("Two processes in the world.", "世界にプロセスは二つだけです。")),
      Step(
        "uts", Text("Four of six: `uts`, and `ipc` along with it.", "第四段階、`uts`。`ipc` も一緒に作ります。"),
        run: "unshare --uts --ipc sh",
        checks: [.isOwnedHere(.uts), .isOwnedHere(.ipc)],
        shows: Text("A door without a name plate yet.", "まだ名札のない扉です。")),
      Step(
        "name", Text("Name it.", "名前を付けます。"), run: "hostname box && hostname",
        look: "hostname",
        checks: [.ends("box")],
        shows: Text(
          "What `docker run --hostname` does.", "`docker run --hostname` がしていることです。")),
      Step(
        "net", Text("Five of six: `net`.", "第五段階、`net`。"), run: "unshare --net sh",
        checks: [.isOwnedHere(.net)],
        shows: Text("An empty network.", "空っぽのネットワークです。")),
      Step(
        "loopback", Text("Switch the loopback on.", "ループバックを動かします。"),
        run: "ip link set lo up && ip -brief address", look: "ip -brief address",
        checks: [.prints("127.0.0.1")],
        shows: Text(
          """
          With a veth pair it would be on the bridge like any container; see `heya learn veth`.
          """,
          "veth の対を足せば、ふつうのコンテナと同じようにブリッジにつながります。`heya learn veth` を見てください。")),
      Step(
        "limit",
        Text(
          """
          Six of six: limits. Join the lab's control group, allow it eight processes, and ask for \
          twelve.
          """,
          "第六段階、制限。実験室のコントロールグループに入り、プロセス数を八つまでにして、十二個作らせます。"),
        run: """
          echo $$ > /run/cgroup/cgroup.procs && echo 8 > /run/cgroup/pids.max && \
          sh -c 'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 60 & done'
          """,
        needs: [.root, .controlGroup],
        checks: [.fails],
        shows: Text(
          "Namespaces hide, control groups limit. Now it is a container.",
          "名前空間は隠し、コントロールグループは制限します。これでコンテナになりました。")),
      Step(
        "done",
        Text(
          "Compare: what is the box's own, and what a container's of this host?",
          "比べてみましょう。この箱に専用のものと、このホストのコンテナに専用のものです。"),
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
          """,
          """
          エンジンは、快適で安全にするものを足します。層になったイメージ、ネットワーク、seccomp、\
          ケーパビリティの削減です。ほかには何も入っていません。
          """)),
    ])
}
