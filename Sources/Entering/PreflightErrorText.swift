public import Localization
internal import Namespaces
internal import SystemCalls

extension PreflightError {
  /// One sentence: what is in the way, and what can be done.
  public var words: Text {
    switch self {
    case .gone(.process(let process)), .gone(.thread(let process, _)):
      Text(
        "process \(process.pid) has ended; choose another member of its namespaces",
        "プロセス \(process.pid) は終了しました。同じ名前空間の別のメンバーを選んでください")
    case .gone(.namespace(let id)):
      Text(
        "\(id) is gone, nothing keeps it alive any more; look at the tree again",
        "\(id) はもうありません。維持するものがなくなりました。ツリーを見直してください")
    case .hidden(let pid, let uid, let denial):
      Text(
        """
        the namespaces of process \(pid), which runs as uid \(uid), are hidden from you: \
        \(denial.reason.english); \(denial.remedy.english)
        """,
        """
        uid \(uid) で動くプロセス \(pid) の名前空間は見えません。\(denial.reason.japanese)。\
        \(denial.remedy.japanese)
        """)
    case .missing(let denial, let id):
      Text(
        "you may not join \(id): \(denial.reason.english); \(denial.remedy.english)",
        "\(id) に入れません。\(denial.reason.japanese)。\(denial.remedy.japanese)")
    case .notBelow(let id):
      Text(
        """
        \(id) is not below your own pid namespace, and setns(2) goes only downwards; leave it out \
        with --except pid, or run heya further up
        """,
        """
        \(id) は自分のpid名前空間の下になく、setns(2)で入れるのは下だけです。--except pid で除くか、\
        もっと上でheyaを動かしてください
        """)
    case .foreignProc:
      Text(
        """
        /proc shows another pid namespace than the one that heya is in, so its numbers mean other \
        processes to the kernel; mount your own with `mount -t proc proc /proc`, or join that \
        namespace first (nsenter -p)
        """,
        """
        /proc が示しているのは、heyaとは別のpid名前空間です。その番号はカーネルにとって別のプロセスを指します。\
        `mount -t proc proc /proc` で自分のものをマウントするか、先にその名前空間に入ってください（nsenter -p）
        """)
    case .unreachable(let id, let denial):
      Text(
        """
        no process, pin or descriptor that you may open leads to \(id); \
        \(denial.map { "\($0.remedy.english), or " } ?? "")enter the namespace that holds it
        """,
        """
        \(id) に通じるプロセス・ピン・記述子のうち、開けるものがありません。\
        \(denial.map { "\($0.remedy.japanese)。または、" } ?? "")それを維持する名前空間に入ってください
        """)
    case .silent:
      Text(
        """
        the target's files do not answer, somebody's file system hangs; take the host's tools along \
        with --bring-tools, or keep the host's files with --except mnt
        """,
        """
        対象のファイルが応答しません。どこかのファイルシステムが止まっています。--bring-tools で\
        ホストの道具を持ち込むか、--except mnt でホストのファイルを使ってください
        """)
    case .noShell:
      Text(
        """
        the target has no shell; take the host's along with --bring-tools, or keep the host's files \
        with --except mnt
        """,
        """
        対象にシェルがありません。--bring-tools でホストのものを持ち込むか、--except mnt で\
        ホストのファイルを使ってください
        """)
    case .noCommand(let name):
      Text(
        """
        the target has no command \(name); give its whole path, or take the host's along with \
        --bring-tools
        """,
        """
        対象にコマンド \(name) がありません。絶対パスで書くか、--bring-tools でホストのものを\
        持ち込んでください
        """)
    case .notExecutable(let path):
      Text(
        "\(path) is there but cannot be executed; choose a program, or chmod +x it inside",
        "\(path) はありますが、実行できません。プログラムを選ぶか、中で chmod +x してください")
    case .unknownUser(let name):
      Text(
        "the target's /etc/passwd and /etc/group don't know \(name); give a number with --user",
        "対象の /etc/passwd と /etc/group に \(name) がありません。--user に番号を書いてください")
    case .unmapped(let id): id.words
    case .noProcess(let id):
      Text(
        """
        \(id) is a namespace and no process to be like; name a process, leave out --as-target, \
        --target-env and --cgroup, or add --all where somebody lives there
        """,
        """
        \(id) は名前空間で、倣うプロセスではありません。プロセスを指定するか、--as-target、\
        --target-env、--cgroup を外してください。誰かが住んでいれば --all も使えます
        """)
    case .foreignEnvironment:
      Text(
        "the program is the host's, and variables of the target's, such as LD_PRELOAD, would have it "
          + "run the target's code among your files; leave out --target-env, and set what you need "
          + "with --env",
        "プログラムはホストのものです。対象の環境変数（LD_PRELOAD など）を渡すと、ホストのファイルのある所で"
          + "対象のコードが動いてしまいます。--target-env を外し、要るものは --env で渡してください")
    case .noTarget:
      Text(
        "this cannot be entered; choose a process or a namespace",
        "これには入れません。プロセスか名前空間を選んでください")
    case .frozen(let cgroup):
      Text(
        """
        the target is paused: its cgroup \(cgroup) is frozen and would freeze the command too; \
        unpause it first, or leave out --cgroup and --as-target
        """,
        """
        対象は一時停止中です。cgroup \(cgroup) は凍結されており、コマンドも凍結されます。\
        先に再開するか、--cgroup と --as-target を外してください
        """)
    case .noDirectory(let path):
      Text(
        "the target has no directory \(path); choose another with --cwd",
        "対象にディレクトリ \(path) がありません。--cwd で別のものを選んでください")
    case .needsUserNamespace(let denial):
      Text(
        """
        making namespaces needs CAP_SYS_ADMIN, which a user namespace of your own gives you; add \
        --user-map self, or \(denial.remedy.english)
        """,
        """
        名前空間を作るには CAP_SYS_ADMIN が要ります。自分のuser名前空間があれば得られます。\
        --user-map self を加えてください。または、\(denial.remedy.japanese)
        """)
    case .cannotPin(let denial):
      Text(
        """
        pinning a namespace is a mount, and \(denial.reason.english); leave out --pin, or \
        \(denial.remedy.english)
        """,
        """
        名前空間のピンはマウントです。\(denial.reason.japanese)。--pin を外してください。または、\
        \(denial.remedy.japanese)
        """)
    case .nothingToMake:
      Text(
        "at least one new namespace is needed; name kinds with --kinds, as in pid,mnt",
        "新しい名前空間が一つは要ります。--kinds に pid,mnt のように種類を書いてください")
    case .unreadable(let what, let error, nil):
      Text(
        "\(what) cannot be looked at (\(error)); look at the tree again",
        "\(what) を見られません（\(error.name)）。ツリーを見直してください")
    case .unreadable(let what, let error, let denial?):
      Text(
        """
        \(what) cannot be looked at (\(error.name)): \(denial.reason.english); \
        \(denial.remedy.english)
        """,
        """
        \(what) を見られません（\(error.name)）。\(denial.reason.japanese)。\(denial.remedy.japanese)
        """)
    }
  }
}

extension UnmappedID {
  /// One sentence: whose id it is, and what works instead.
  fileprivate var words: Text {
    let (noun, japaneseNoun, map) =
      isGroup ? ("group id", "グループID", "gid_map") : ("user id", "ユーザーID", "uid_map")
    var (english, japanese): ([String], [String]) = ([], [])
    if offersOthers {
      english.append("choose an id of its \(map) with --user")
      japanese.append("--user で\(map)にあるIDを選んでください")
    }
    if offersTarget {
      english.append("be as the target, with the ids that it has outside, by --as-target")
      japanese.append("--as-target なら、外でのIDも含めて対象と同じになります")
    }
    if english.isEmpty {
      english.append("write its \(map) first")
      japanese.append("先に\(map)を書いてください")
    }
    return Text(
      "\(noun) \(id) stands for nobody in the target's user namespace; "
        + english.joined(separator: ", or "),
      "\(japaneseNoun) \(id) は対象のuser名前空間で誰にも対応しません。" + japanese.joined(separator: "。または、"))
  }
}

extension PreflightError: CustomStringConvertible {
  /// The sentence in English.
  public var description: String { words.english }
}
