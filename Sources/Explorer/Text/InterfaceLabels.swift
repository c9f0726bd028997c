package import Localization
import Namespaces

extension Text {
  static func namespaces(_ number: Int) -> Text { count(number, "namespace", "namespaces", "名前空間") }

  static let hostOnly = Text("the host's only", "ホストのみ")
  static let observerOnly = Text("heya's own only", "heyaのいる名前空間のみ")

  static func unseen(_ number: Int) -> Text {
    Text("\(number) unseen", "見えないもの \(number)")
  }

  static func every(_ seconds: String) -> Text { Text("every \(seconds) s", "\(seconds) 秒ごと") }

  static func noLook(_ seconds: Int, pid: Int32?) -> Text {
    let words = Text("no look for \(seconds) s", "\(seconds) 秒間更新なし")
    guard let cause = pid.map(waits) else { return words }
    return Text("\(words.english), \(cause.english)", "\(words.japanese)（\(cause.japanese)）")
  }

  static func waits(for pid: Int32) -> Text { Text("waits for pid \(pid)", "pid \(pid) の応答待ち") }

  static func capture(_ file: String) -> Text { Text("capture \(file)", "記録 \(file)") }

  static let scanning = Text("Looking around…", "調べています…")
  static let paused = Text("PAUSED", "停止中")
  static let privileged = Text("privileged", "特権あり")
  static let unprivileged = Text("unprivileged", "特権なし")
  static let readOnly = Text("read-only", "読み取り専用")
  static let tooSmall = Text("heya needs 40x10", "40x10以上の画面が必要です")
  static let host = Text("host", "ホスト")
  static let hostOwn = Text("the host's", "ホストのもの")
  static let observerOwn = Text("heya's own", "heyaのいる名前空間")
  static let nothingHere = Text("Nothing to show here.", "表示するものがありません。")
  static let nothingMatches = Text("Nothing passes the filter.", "フィルターに合うものがありません。")
  static let noContainers = Text(
    "No container, sandbox or named network was found. heya knows those of Docker, Podman, "
      + "containerd, Kubernetes, CRI-O, runc, crun, youki, LXC, LXD, Incus, systemd-nspawn, "
      + "bubblewrap, Flatpak, Snap, firejail, Apptainer, buildah and BuildKit, of browsers, of "
      + "services with private namespaces, of ip netns and of unshare.",
    "コンテナ、サンドボックス、名前付きネットワークは見つかりません。heya が見分けられるのは、Docker、Podman、"
      + "containerd、Kubernetes、CRI-O、runc、crun、youki、LXC、LXD、Incus、systemd-nspawn、"
      + "bubblewrap、Flatpak、Snap、firejail、Apptainer、buildah、BuildKit、ブラウザー、"
      + "専用の名前空間を持つサービス、ip netns、unshare が作ったものです。")
  static let noChanges = Text(
    "No namespace has come, gone or been joined since heya started.",
    "heya の起動後、名前空間の増減や出入りはありません。")
  static let noChangesInCapture = Text(
    "A capture is one moment: nothing comes, goes or moves in it. "
      + "`heya compare --captures A B` tells what changed between two.",
    "記録は一瞬の姿なので、その中では何も増減せず、動きません。"
      + "二つの記録の間の変化は `heya compare --captures A B` で分かります。")
  static let filter = Text("filter", "絞り込み")
  static let search = Text("search", "検索")
  static let sortedBy = Text("by", "並び順")
  static let hostHidden = Text("host hidden", "ホスト非表示")
  static let kernelHidden = Text("no kernel threads", "カーネルスレッド非表示")
  static let following = Text("following", "追跡中")
  static func tagged(_ number: Int) -> Text { Text("\(number) tagged", "印 \(number)") }
}

extension Text {
  static func vanished(_ what: String) -> Text {
    Text("\(what) is gone; its neighbour is selected.", "\(what) はなくなりました。隣を選択しました。")
  }

  static func notFound(_ text: String) -> Text {
    Text("“\(text)” is not here.", "「\(text)」は見つかりません。")
  }

  static let refusedReadOnly = Text(
    "Read-only: heya was started with --readonly and changes nothing.",
    "読み取り専用です。--readonly で起動したため、何も変更しません。")
  static let refusedCapture = Text(
    "This is a capture; there is nothing running to act on.",
    "これは記録です。操作できる実行中の対象はありません。")
  static let refusedForeignProc = Text(
    "/proc is another pid namespace's: its numbers are not those that the kernel takes from heya.",
    "/proc が別のpid名前空間のものなので、その番号ではカーネルに頼めません。")
  static let selectTarget = Text(
    "Select a process or a namespace first.", "先にプロセスか名前空間を選んでください。")
  static func selectTwo(_ key: String) -> Text {
    Text(
      "Tag one or two objects with \(key) to compare them.",
      "\(key) で一つか二つに印を付けると比較できます。")
  }
  static let noSignal = Text(
    "Nobody to signal: PID 1, the kernel's threads and heya itself are left alone.",
    "送り先がありません。PID 1、カーネルスレッド、heya自身には送りません。")
  static let noOwner = Text("Its owner is out of view.", "所有者は見える範囲の外にあります。")
  static let noParent = Text("It has no parent in view.", "見える範囲に親はありません。")
  static let noPeer = Text("It is tied to nothing in view.", "見える範囲に接続先はありません。")
  static let noHolderInView = Text(
    "Nothing else in view keeps it alive; heya cannot see outside its own pid namespace.",
    "見える範囲にほかの維持者はいません。heyaのいるpid名前空間の外は見えません。")
  static let noHolder = Text("No other process keeps it alive.", "ほかに維持しているプロセスはありません。")
  static let noHistory = Text("There is nothing to go back to.", "戻る先がありません。")
  static let notPinned = Text("No pin keeps this namespace alive.", "この名前空間にピンはありません。")
  static let cannotWiden = Text(
    "From 100 columns on the details are beside the tree and can be widened.",
    "詳細の幅を変えられるのは、ツリーの横にあるとき（100桁以上の画面）だけです。")
  static let noColors = Text(
    "No colours here: the terminal has none, or NO_COLOR is set.",
    "色は使えません。端末に色がないか、NO_COLORが設定されています。")
  static func copied(_ text: String) -> Text { Text("Copied \(text)", "コピーしました: \(text)") }
  static func mouse(_ isOn: Bool) -> Text {
    isOn
      ? Text("The mouse is on.", "マウスを使います。")
      : Text("The mouse is left to the terminal.", "マウスは端末に任せます。")
  }
}

extension NamespaceKind {
  /// What namespaces of the kind are about, in a few words.
  package var subject: Text {
    switch self {
    case .user: Text("users and capabilities", "ユーザーと権限")
    case .cgroup: Text("view of the cgroup tree", "cgroupツリーの見え方")
    case .ipc: Text("message queues, shared memory", "メッセージキュー・共有メモリ")
    case .uts: Text("host name", "ホスト名")
    case .net: Text("network", "ネットワーク")
    case .pid: Text("process numbers", "プロセス番号")
    case .mnt: Text("mounts", "マウント")
    case .time: Text("clocks", "時計")
    }
  }

  /// What namespaces of the kind isolate, in one plain sentence.
  package var sentence: Text {
    switch self {
    case .user:
      Text(
        "User ids, group ids and capabilities: root in here has power only over what this "
          + "namespace owns.",
        "ユーザーID、グループID、ケーパビリティを分けます。中のrootの力が及ぶのは、この名前空間が所有するものだけです。")
    case .cgroup:
      Text(
        "The view of the cgroup tree: those inside see their own cgroup as its root.",
        "cgroupツリーの見え方を分けます。中からは、自分のcgroupがルートに見えます。")
    case .ipc:
      Text(
        "System V shared memory, semaphores and queues, and POSIX message queues: only those "
          + "inside can use them.",
        "System Vの共有メモリ・セマフォ・メッセージキューと、POSIXメッセージキューを分けます。使えるのは中のプロセスだけです。")
    case .uts:
      Text(
        "The host name and the NIS domain name: renamed inside, unchanged outside.",
        "ホスト名とNISドメイン名を分けます。中で変えても、外の名前は変わりません。")
    case .net:
      Text(
        "A network stack of its own: devices, addresses, routes, firewall rules, ports.",
        "ネットワークスタックを丸ごと分けます。デバイス、アドレス、経路、ファイアウォール、ポートが別になります。")
    case .pid:
      Text(
        "Process numbers: the first process inside is PID 1, and those outside cannot be seen.",
        "プロセス番号を分けます。中の最初のプロセスがPID 1になり、外のプロセスは見えません。")
    case .mnt:
      Text(
        "The list of mounts: what is mounted inside does not appear in the file tree outside.",
        "マウントの一覧を分けます。中でマウントしたものは、外のファイルツリーには現れません。")
    case .time:
      Text(
        "The clocks that count from boot, and so the uptime; the time of day stays the host's.",
        "起動から数える時計（とuptime）を分けます。現在時刻はホストと共通です。")
    }
  }
}
