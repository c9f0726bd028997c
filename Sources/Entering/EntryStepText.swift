internal import Escaping
public import Localization
internal import NamespacePaths
internal import Namespaces
internal import Procfs

extension EntryStep {
  /// What the step does and why, in plain words.
  ///
  /// Names that the target chose are in their visible form.
  public var words: Text {
    Text(String(visible: plainWords.english), String(visible: plainWords.japanese))
  }

  private var plainWords: Text {
    switch self {
    case .share(let kind):
      Text(
        "leave \(kind) as it is: you share it with the target already",
        "\(kind) はそのままにする（対象とすでに共有している）")
    case .leaveOut(let kind):
      Text(
        "leave \(kind) as it is: you chose to keep your own",
        "\(kind) はそのままにする（自分のものを使うと選んだ）")
    case .holdProcess(let process):
      Text(
        "hold process \(process.pid), so that no other can take its place",
        "プロセス \(process.pid) をつかんでおき、別のプロセスと入れ替わらないようにする")
    case .openNamespace(let id, _):
      Text("open the file of \(id)", "\(id) のファイルを開く")
    case .openRoot:
      Text("open the target's root directory", "対象のルートディレクトリを開く")
    case .copyMounts:
      Text(
        "copy the target's mounts, to attach them among the host's",
        "対象のマウントを写し取り、ホストのマウントに加えられるようにする")
    case .openCgroup(let path):
      Text(
        "open the cgroup's list of members, \(path)", "cgroupのメンバー一覧 \(path) を開く")
    case .confirmProcess(let process):
      Text(
        "make sure that process \(process.pid) is still the one that was chosen",
        "プロセス \(process.pid) が選んだときと同じものか確かめる")
    case .enterCgroup:
      Text("be accounted to the target's cgroup", "対象のcgroupに入り、資源をそこで数えてもらう")
    case .setOutOfMemoryScore(let score):
      Text(
        "take over the target's out-of-memory score, \(score)",
        "メモリ不足時の優先度（oom_score_adj）を対象に合わせて \(score) にする")
    case .makeUndumpable:
      Text(
        "let nobody in the target look at what is still open of the host",
        "まだ開いているホストのものを、対象の中からのぞけないようにする")
    case .openTerminal(inside: true, _):
      Text(
        "make a pseudo-terminal in the target's own devpts; heya relays it to yours",
        "対象のdevptsに擬似端末を作る（heyaがあなたの端末と中継する）")
    case .openTerminal(inside: false, _):
      Text(
        "make a pseudo-terminal outside, because the target has no devpts; heya relays it to yours",
        "対象にdevptsがないので、外に擬似端末を作る（heyaがあなたの端末と中継する）")
    case .joinTogether(let ids):
      Text(
        "join \(Self.list(ids)) in one call: all of them, or none",
        "\(Self.list(ids)) に一度の呼び出しで入る（すべてか、一つも入らないか）")
    case .join(let id):
      Text("join \(id)", "\(id) に入る")
    case .make(let kinds):
      Text("make a new \(Self.list(kinds))", "新しい \(Self.list(kinds)) を作る")
    case .writeMaps(.caller):
      Text(
        "map root inside to you; no other id exists there",
        "中のrootをあなたに対応させる（ほかのIDは中にない）")
    case .writeMaps(.subordinate):
      Text(
        "map root inside to you and the other ids to those that /etc/subuid gives you",
        "中のrootをあなたに、ほかのIDを /etc/subuid が割り当てるIDに対応させる")
    case .pin(let kind, let path):
      Text(
        "keep the new \(kind) alive by a bind mount at \(path)",
        "新しい \(kind) を \(path) へのバインドマウントで存続させる")
    case .isolateMounts:
      Text(
        "let nothing that is mounted inside spread out", "中でのマウントが外に広がらないようにする")
    case .fork(let kinds):
      Text(
        "fork: \(Self.list(kinds)) takes effect only for children",
        "forkする（\(Self.list(kinds)) は子プロセスにだけ効く）")
    case .copyHostMounts:
      Text(
        "make a private copy of the host's mounts, so that nobody sees what is mounted next",
        "ホストのマウントを自分専用に写し、次のマウントが誰にも見えないようにする")
    case .attachTargetFiles:
      Text(
        "attach the target's files at \(Self.targetMountPoint)",
        "対象のファイルを \(Self.targetMountPoint) に置く")
    case .mountProcesses:
      Text("mount a /proc that shows the target's processes", "対象のプロセスが見える /proc をマウントする")
    case .changeRoot:
      Text("make the target's root directory your root", "対象のルートディレクトリを自分のルートにする")
    case .takeTerminal:
      Text(
        "start a session on that terminal, with its own job control",
        "その端末でセッションを始める（ジョブ制御も独自になる）")
    case .leaveTerminal(piped: []):
      Text(
        "start a session without a terminal; input and output go straight through",
        "端末のないセッションを始める（入出力はそのまま通る）")
    case .leaveTerminal:
      Text(
        "start a session without a terminal; your terminals and files stay outside, behind pipes",
        "端末のないセッションを始める（あなたの端末とファイルは外に残り、パイプで中継する）")
    case .boundCapabilities:
      Text(
        "give up the capabilities that the target can't have either",
        "対象も持てないケーパビリティを手放す")
    case .lowerCapabilities(_, inheritsNone: true):
      Text(
        "give up the capabilities that no step from here on needs, and those that the command would "
          + "inherit from you",
        "ここから先の手順に要らないケーパビリティと、コマンドがあなたから継承するものを手放す")
    case .lowerCapabilities:
      Text(
        "give up the capabilities that no step from here on needs, until the command is executed",
        "ここから先の手順に要らないケーパビリティを、コマンドの実行まで手放す")
    case .setLabel(let label):
      Text(
        "run under the target's security label, \(label)",
        "対象のセキュリティラベル \(label) のもとで動かす")
    case .keepGroups:
      Text(
        "keep your supplementary groups: the target's user namespace forbids changing them",
        "補助グループはそのままにする（対象のuser名前空間が変更を禁じている）")
    case .setGroups([]):
      Text("give up your supplementary groups", "補助グループを手放す")
    case .setGroups(let groups):
      Text(
        "take the supplementary groups \(Self.list(groups))", "補助グループを \(Self.list(groups)) にする")
    case .become(let uid, let gid, let name):
      Text(
        "become \(name.map { "\($0) " } ?? "")(uid \(uid), gid \(gid)) of the target",
        "対象の \(name.map { "\($0) " } ?? "")(uid \(uid), gid \(gid)) になる")
    case .becomeOutside(let uid, let gid):
      Text(
        "become uid \(uid), gid \(gid) of the host: the target's user namespace has no id for you, and "
          + "those in it could take over a process with yours",
        "ホストの uid \(uid), gid \(gid) になる（対象のuser名前空間にあなたのIDがなく、あなたのIDのままでは"
          + "中の者にプロセスを乗っ取られる）")
    case .forbidNewPrivileges:
      Text(
        "let no setuid program give privileges, as the target may not have them",
        "setuidプログラムで特権を得られないようにする（対象も得られない）")
    case .installFilters:
      Text(
        "let the target's seccomp filter refuse to the command what it refuses to the target",
        "対象のseccompフィルターを引き継ぎ、対象に禁じられた呼び出しをコマンドにも禁じる")
    case .changeDirectory(let path, _):
      Text("go to \(path)", "\(path) に移る")
    case .closeDescriptors:
      Text(
        "close every descriptor but 0, 1, 2 and what is the target's own, so that nothing of the host "
          + "leaks in",
        "0・1・2と対象自身のもの以外の記述子をすべて閉じ、ホストのものが中に漏れないようにする")
    case .execute(let paths, let arguments, let environment):
      Self.execution(
        Self.quoted(arguments) + (paths.first.map { " (\($0))" } ?? ""),
        variables: environment.map(\.name))
    }
  }

  private static func execution(_ command: String, variables: [String]) -> Text {
    if variables.isEmpty {
      Text("execute \(command) with an empty environment", "空の環境で \(command) を実行する")
    } else {
      Text(
        "execute \(command) with \(list(variables))",
        "環境変数 \(list(variables)) を渡して \(command) を実行する")
    }
  }

  private static func list(_ items: [some CustomStringConvertible]) -> String {
    items.map(\.description).joined(separator: ", ")
  }

  private static func quoted(_ words: [String]) -> String {
    ShellCommandLine(words: words).line
  }
}
