internal import Localization
internal import Namespaces

extension Lesson {
  /// Debugging a container in which there is no shell.
  static let noShell = Lesson(
    "noshell",
    Text("A container without a shell", "シェルのないコンテナを調べる"),
    minutes: 8,
    needs: [.program("ldd"), .program("pgrep"), .program("ip")],
    quiz: .net,
    steps: [
      Step(
        "image",
        Text(
          "Build an image with one program and its libraries, as a minimal container has it.",
          "最小のコンテナのように、プログラム一つとそのライブラリだけのイメージを作ります。"),
        run: """
          for f in $(ldd $(command -v sleep) | grep -o '/[^ ]*') $(command -v sleep); do \
          mkdir -p box${f%/*} && cp -L $f box$f; done; mkdir box/proc; find box -type f
          """,
        checks: [.prints("/sleep"), .hides("/sh\n")],
        shows: Text("A `sleep`, and no shell.", "`sleep` だけで、シェルはありません。")),
      Step(
        "run",
        Text("Run it in rooms of its own.", "専用の部屋で動かします。"),
        run: """
          unshare --mount --uts --net --pid --fork --root=/tmp/box $(command -v sleep) 7777 & \
          until pgrep -x sleep; do sleep 0.1; done
          """,
        checks: [.hasOtherMembers(.net)],
        shows: Text("This is its PID.", "表示されたのがその PID です。")),
      Step(
        "try",
        Text(
          "Enter as one would enter any container.", "ふつうのコンテナのつもりで入ってみます。"),
        ask: Question(
          Text("What happens?", "どうなるでしょうか。"),
          [
            Text("a shell of the house runs inside", "家のシェルが中で動く"),
            Text("there is no `sh` to run", "動かす `sh` がない"),
          ], answer: 1),
        run: "nsenter --target $(pgrep -x sleep) --mount --net --pid --root sh -c 'echo hello'",
        checks: [.fails, .hides("hello")],
        shows: Text(
          """
          After entering `mnt`, `sh` is the room's `sh`, and the room has none. `docker exec` \
          fails for the same reason.
          """,
          "`mnt` に入ったあとの `sh` は部屋の `sh` で、この部屋にはありません。`docker exec` が失敗するのも同じ理由です。")),
      Step(
        "network",
        Text(
          "So leave `mnt` out: enter the network only, and keep your own tools.",
          "そこで `mnt` には入らず、ネットワークだけに入り、手元の道具を使います。"),
        run: "nsenter --target $(pgrep -x sleep) --net ip -brief link",
        checks: [.prints("lo ")],
        shows: Text(
          """
          The interfaces are the room's, the `ip` is yours.
          """, "インターフェースは部屋のもの、`ip` は手元のものです。")),
      Step(
        "files",
        Text(
          "For files one need not enter at all: `/proc/PID/root` is the room's `/`.",
          "ファイルを見るだけなら、入る必要もありません。`/proc/PID/root` が部屋の `/` です。"),
        run: "ls /proc/$(pgrep -x sleep)/root/",
        checks: [.prints("usr"), .prints("proc")],
        shows: Text(
          "Beware of links inside: an absolute one leads into your own `/`, not the room's.",
          "中のリンクには注意します。絶対パスのリンクは、部屋ではなく手元の `/` を指します。")),
      Step(
        "processes",
        Text(
          "Its processes: enter `pid`, and mount a `/proc` in a mount namespace of your own.",
          "プロセスを見るには、`pid` に入り、自分専用のマウント名前空間に `/proc` をマウントします。"),
        run: "nsenter --target $(pgrep -x sleep) --pid unshare --mount --mount-proc ps -e",
        checks: [.prints("sleep"), .prints("ps")],
        shows: Text(
          """
          The list of the room, printed by your `ps`. `heya enter --bring-tools` does all of it.
          """,
          "部屋の一覧を、手元の `ps` が表示しました。`heya enter --bring-tools` は、これをまとめてします。")),
    ])
}
