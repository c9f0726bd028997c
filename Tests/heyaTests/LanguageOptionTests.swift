import Description
import Explorer
import Glibc
import JSONCoding
import Localization
import Namespaces
import Reporting
import Scanning
import TestSupport
import Testing

@testable import heya

@Suite("The language")
struct LanguageTests {
  @Test(
    "is the locale's, of which the first variable that is set decides, or the one asked for",
    arguments: [
      (["LC_ALL": "ja_JP.UTF-8"], [], "移動"), (["LC_ALL": "", "LANG": "ja_JP.UTF-8"], [], "移動"),
      (["LC_ALL": "", "LC_MESSAGES": "ja", "LANG": "C"], [], "移動"),
      (["LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"], [], "Moving"),
      (["LC_ALL": "de_DE.UTF-8"], [], "Moving"),
      (["LC_ALL": "ja_JP.UTF-8"], ["--lang", "en"], "Moving"),
      (["LC_ALL": "C.UTF-8"], ["--lang", "ja"], "移動"),
    ])
  func locale(variables: [String: String], options: [String], heading: String) throws {
    let runtimeFixture = try RuntimeFixture()
    runtimeFixture.environment = variables
    let keys = try runtimeFixture.run([BuiltProgram.path("heya"), "keys"] + options)
    #expect(keys.contains(heading))
  }

  @Test(
    "of what is said of a capture, also beside a list, is the one asked for as well",
    arguments: Language.allCases)
  func capture(language: Language) throws {
    let runtimeFixture = try RuntimeFixture()
    let file = "\(runtimeFixture.directory)/capture"
    let written = try runtimeFixture.run(
      BuiltProgram.path("heya"), "capture", file, "--lang", language.rawValue)
    #expect(written.contains("processes") == (language == .english))
    #expect(written.contains("プロセス") == (language == .japanese))
    for command in ["list", "tree"] {
      let errors = try BuiltProgram.run(
        "heya", [command, "--from", file, "--lang", language.rawValue]
      ).errors
      #expect(errors.contains("this is a capture of") == (language == .english))
      #expect(errors.contains("このホストではありません") == (language == .japanese))
    }
  }

  @Test("of what could not be seen is the one asked for as well", .requiresRoot)
  func unseen() throws {
    let runtimeFixture = try RuntimeFixture()
    let heya = try runtimeFixture.place("heya")
    for (language, said) in [
      (
        "en", ["processes whose namespaces are hidden (EACCES: it takes CAP_SYS_PTRACE (use sudo))"]
      ),
      ("ja", ["見えないもの: 名前空間が隠されたプロセス ", "（EACCES: CAP_SYS_PTRACEが必要です。sudoを使ってください）"]),
    ] {
      let errors = try runtimeFixture.run(
        "setpriv", "--reuid", "65534", "--clear-groups", "--inh-caps", "-all", "--bounding-set",
        "-all", "sh", "-c", "\(heya) tree --lang \(language) 2>&1 >/dev/null")
      for part in said { #expect(errors.contains(part), "\(errors)") }
    }
  }

  @Test("has words for everything that a scan may not see, also of a capture")
  func unseenWords() {
    let observer = Observer(pid: 1, uid: 1, capabilities: 0, links: NamespaceLinks())
    let notes =
      Unseen.Thing.allCases.map {
        Unseen($0, count: 2, takes: [.netAdmin, .sysPtrace], of: observer)
      } + NamespaceKind.allCases.map { Unseen(missing: $0) } + [
        Unseen(.links, count: 2, takes: [], of: observer),
        Unseen(.thing(.threads), count: 3, .mounted(with: "hidepid=invisible", byRoot: false)),
        Unseen(.file("/run/docker.sock"), count: 1, .larger(than: 4_096)),
        Unseen(.file("/run/docker.sock"), count: 1, .onlyBytes(4_096)),
        Unseen(.file("/run/docker.sock"), count: 1, .onlyEntries(4_096)),
        Unseen(.file("/run/docker.sock"), count: 1, .notJSON("byte 3: expected a value")),
        Unseen(.file("/run/docker.sock"), count: 1, .status(404)),
        Unseen(.file("/run/docker.sock"), count: 1, .error("EACCES: Permission denied")),
      ] + Unseen.Fault.allCases.map { Unseen(.file("/run/docker.sock"), count: 1, .fault($0)) }
    let one = Unseen(.links, count: 1, takes: [], of: observer)
    #expect(one.words[.english].contains("1 process whose namespaces are hidden"))
    let reader = JapaneseReader(knowing: ["/run/docker.sock", "invisible"])
    for note in notes {
      let (english, japanese) = (note.words[.english], note.words[.japanese])
      #expect(english.contains("\(note.what)") && english.contains("\(note.reason)"))
      #expect(reader.untranslated(in: japanese).isEmpty, "\(japanese)")
    }
  }

  @Test("of what show, why and compare say is the one asked for as well", .requiresRoot)
  func answers() throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(NamespaceKind.uts.cloneFlag)")
    let namespace = try #require(RealProcess.link(helper.pid, "uts"))
    for (arguments, said) in [
      (["show", namespace], "ホスト名"), (["show", "\(helper.pid)"], "コマンド"),
      (["why", namespace], "を維持しているもの"), (["why", "\(helper.pid)"], "一緒になくなる"),
      (["compare", "\(getpid())", "\(helper.pid)"], "異なる"),
    ] {
      let text = try BuiltProgram.run("heya", arguments + ["--lang", "ja"]).text
      #expect(text.contains(said), "\(text)")
    }
  }

  @Test("of all that is known of the namespaces of this host is complete", .requiresRoot)
  func everything() throws {
    let helper = try HelperProcess()
    let kinds = NamespaceKind.allCases.filter { $0 != .user }
    try helper.order("unshare \(kinds.reduce(0) { $0 | $1.cloneFlag })")
    let second = try HelperProcess()
    try second.order("unshare \(NamespaceKind.user.cloneFlag)")
    let snapshot = try Snapshot(ofHost: .all)
    let data =
      snapshot.processes.flatMap { [$0.name, $0.command] } + snapshot.users.values
      + snapshot.namespaces.flatMap(\.holders).map { "\($0)" }
      + snapshot.containers.flatMap { [$0.name, $0.runtime] }
    let index = SnapshotIndex(snapshot)
    for namespace in snapshot.namespaces {
      let inside = ContentsResult(of: namespace, in: snapshot)
      let sections =
        Described(namespace, in: index).sections + inside.sections(in: snapshot)
      let lines =
        sections.lines(in: .japanese) + Lifetime(of: namespace, in: snapshot).lines(in: .japanese)
      // What stands in the files of the kernel stays as it is.
      let reader = JapaneseReader(knowing: data + inside.json.strings)
      for line in lines { #expect(reader.untranslated(in: line).isEmpty, "\(line)") }
    }
  }

  @Test("of the page Inside is the interface's, of a capture as well")
  func inside() throws {
    var options = Options()
    options.language = .japanese
    var state = State(options: options)
    let snapshot = try Snapshot(ofHost: .all)
    _ = update(&state, .snapshot(snapshot))
    let namespace = try #require(snapshot.namespace(inode: snapshot.observer.links[.uts]))
    let capture = Capture(
      snapshot, contents: [namespace.id: ContentsResult(of: namespace, in: snapshot).json])
    for capture in [nil, capture] {
      guard
        case .details(_, let sections)? = Event.details(
          of: .namespace(namespace.id), state, capture)
      else {
        Issue.record("there is no answer")
        continue
      }
      #expect(sections.map { $0.title[.japanese] } == ["名前"])
      #expect(sections.first?.lines.map { $0.label[.japanese] } == ["ホスト名", "NISドメイン"])
    }
  }

  @Test("of why a capture does not tell what is inside is complete, and JSON keeps the English")
  func unreadable() throws {
    let namespace = Namespace(id: NamespaceID(kind: .net, inode: 2, device: 4))
    let refusal =
      "cannot look into net:[2] (EPERM: Operation not permitted): it takes CAP_SYS_ADMIN in its "
      + "owner, and no filter or security module in the way."
    // As versions had it that told root, too, to use sudo.
    let earlier = refusal.replacing(
      ", and no filter or security module in the way", with: " (use sudo)")
    let captures: [JSONValue?] = [
      nil, ["unreadable": .string(refusal)], ["unreadable": .string(earlier)], ["hostName": "web"],
    ]
    for captured in captures {
      let inside = ContentsResult(of: namespace, captured: captured)
      guard case .unreadable(let words) = inside else {
        Issue.record("\(inside)")
        continue
      }
      #expect(JapaneseReader().untranslated(in: words[.japanese]).isEmpty, "\(words[.japanese])")
      #expect(inside.json == ["unreadable": .string(words[.english])])
      if captured?["unreadable"].string == earlier { continue }
      if captured?["unreadable"].string != nil { #expect(words[.english] == refusal) }
    }
  }

  @Test("of the interface is the locale's too", .requires(program: "tmux"))
  func interface() {
    let tmux = Tmux(
      "env LC_ALL=ja_JP.UTF-8 \(BuiltProgram.path("heya")) --readonly", columns: 100, rows: 30)
    #expect(tmux.wait(for: "1 種類") != nil)
    #expect(tmux.wait(for: "読み取り専用") != nil)
  }
}

extension JSONValue {
  /// All texts in it, not the names of members.
  fileprivate var strings: [String] {
    [string].compactMap(\.self) + elements.flatMap(\.strings)
      + object.members.flatMap(\.value.strings)
  }
}
