internal import Kernel
internal import Namespaces
public import Wording

extension EntryRefusal {
  /// One sentence: what is in the way, and what can be done.
  public var words: Words {
    switch self {
    case .gone(.process(let process)), .gone(.thread(let process, _)):
      Words(
        "process \(process.pid) has ended; choose another member of its room",
        "プロセス \(process.pid) は終了しました。同じ部屋の別のメンバーを選んでください")
    case .gone(.namespace(let id)):
      Words(
        "\(id) is gone, nothing keeps it alive any more; look at the tree again",
        "\(id) はもうありません。維持するものがなくなりました。ツリーを見直してください")
    case .hidden(let pid, let uid):
      Words(
        """
        the namespaces of process \(pid) are hidden from you: it runs as uid \(uid), and looking \
        needs CAP_SYS_PTRACE; run heya with sudo
        """,
        """
        プロセス \(pid) の名前空間は見えません。uid \(uid) で動いており、見るには CAP_SYS_PTRACE が要ります。\
        sudoでheyaを動かしてください
        """)
    case .missing(let capability, let place, let id):
      Words(
        """
        joining \(id) needs \(capability.name) in \
        \(place?.description ?? "an outer user namespace"), which you don't have; run heya with sudo
        """,
        """
        \(id) に入るには \(place?.description ?? "外側のuser名前空間") での \(capability.name) が要りますが、\
        持っていません。sudoでheyaを動かしてください
        """)
    case .notBelow(let id):
      Words(
        """
        \(id) is not below your own pid namespace, and setns(2) goes only downwards; leave it out \
        with --except pid, or run heya further up
        """,
        """
        \(id) は自分のpid名前空間の下になく、setns(2)で入れるのは下だけです。--except pid で除くか、\
        もっと上でheyaを動かしてください
        """)
    case .unreachable(let id):
      Words(
        """
        no process, pin or descriptor that you may open leads to \(id); run heya with sudo, or enter \
        the namespace that holds it
        """,
        """
        \(id) に通じるプロセス・ピン・記述子のうち、開けるものがありません。sudoでheyaを動かすか、\
        それを維持する名前空間に入ってください
        """)
    case .silent:
      Words(
        """
        the room's files do not answer, somebody's file system hangs; take the host's tools along \
        with --bring-tools, or keep the host's files with --except mnt
        """,
        """
        部屋のファイルが応答しません。どこかのファイルシステムが止まっています。--bring-tools で\
        ホストの道具を持ち込むか、--except mnt でホストのファイルを使ってください
        """)
    case .noShell:
      Words(
        """
        the room has no shell; take the host's along with --bring-tools, or keep the host's files \
        with --except mnt
        """,
        """
        部屋にシェルがありません。--bring-tools でホストのものを持ち込むか、--except mnt で\
        ホストのファイルを使ってください
        """)
    case .noCommand(let name):
      Words(
        """
        the room has no command \(name); give its whole path, or take the host's along with \
        --bring-tools
        """,
        """
        部屋にコマンド \(name) がありません。絶対パスで書くか、--bring-tools でホストのものを\
        持ち込んでください
        """)
    case .unknownUser(let name):
      Words(
        "the room's /etc/passwd and /etc/group don't know \(name); give a number with --user",
        "部屋の /etc/passwd と /etc/group に \(name) がありません。--user に番号を書いてください")
    case .unmapped(let id):
      Words(
        """
        id \(id) stands for nobody in the room's user namespace; choose an id of its uid_map with \
        --user, or --as-target
        """,
        """
        ID \(id) は部屋のuser名前空間で誰にも対応しません。--user でuid_mapにあるIDを選ぶか、\
        --as-target を使ってください
        """)
    case .noProcess:
      Words(
        "the room has no process to be like; leave out --as-target, --target-env and --cgroup",
        "部屋には倣うプロセスがありません。--as-target、--target-env、--cgroup を外してください")
    case .noDirectory(let path):
      Words(
        "the room has no directory \(path); choose another with --cwd",
        "部屋にディレクトリ \(path) がありません。--cwd で別のものを選んでください")
    case .needsUserNamespace:
      Words(
        """
        making namespaces needs CAP_SYS_ADMIN, which a user namespace of your own gives you; add \
        --user-map self, or run heya with sudo
        """,
        """
        名前空間を作るには CAP_SYS_ADMIN が要ります。自分のuser名前空間があれば得られます。\
        --user-map self を加えるか、sudoでheyaを動かしてください
        """)
    case .cannotPin:
      Words(
        """
        pinning a namespace is a mount and needs CAP_SYS_ADMIN; leave out --pin, or run heya with \
        sudo
        """,
        """
        名前空間のピンはマウントなので CAP_SYS_ADMIN が要ります。--pin を外すか、\
        sudoでheyaを動かしてください
        """)
    case .nothingToMake:
      Words(
        "a room needs at least one new namespace; name kinds with --kinds, as in pid,mnt",
        "部屋には新しい名前空間が一つは要ります。--kinds に pid,mnt のように種類を書いてください")
    case .unreadable(let what, let error):
      Words(
        "\(what) cannot be looked at (\(error)); run heya with sudo, or look at the tree again",
        "\(what) を見られません（\(error.name)）。sudoでheyaを動かすか、ツリーを見直してください")
    }
  }
}

extension EntryRefusal: CustomStringConvertible {
  /// The sentence in English.
  public var description: String { words.english }
}
