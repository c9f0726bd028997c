import Canvas
import Description
import Explorer
import Localization
import Namespaces
import TestSupport
import Testing

/// Every screen that there is to be reached, read for English words.
///
/// Who adds a name that Japanese writes in Latin letters too adds it to `JapaneseReader`.
@Suite("The interface in Japanese")
struct JapaneseTests {
  /// The server without command lines, which may hold any words.
  private static let fixture: HostFixture = {
    var fixture = HostFixture.server()
    for process in fixture.snapshot.processes {
      fixture.change(process.pid) { $0.command = $0.name }
    }
    // A path that is wrapped would be read in pieces.
    for index in fixture.containers.indices { fixture.containers[index].sources = [.name: "/proc"] }
    return fixture
  }()

  /// Knows the names of what there is on the server, and those of keys.
  private static func reader(besides data: [String] = []) -> JapaneseReader {
    let snapshot = fixture.snapshot
    let containers = snapshot.containers.flatMap { container in
      [container.id.id, container.name, container.runtime, container.image ?? ""]
        + [container.group?.name ?? ""] + container.labels.map { "\($0.key) \($0.value)" }
    }
    let keys = KeyTable.standard.bindings.flatMap(\.keys).map(\.name)
    return JapaneseReader(
      knowing: snapshot.processes.map(\.name) + snapshot.users.values + containers + keys
        + HostFixture.interfaces.flatMap { [$0.name, $0.kind] } + [
          snapshot.host, "/run/netns/blue",
        ]
        + data)
  }

  private func screen(_ change: (inout Options) -> Void = { _ in }) -> ExplorerDriver {
    var screen = ExplorerDriver(Self.fixture, 160, 44) { options in
      options.language = .japanese
      change(&options)
    }
    var later = Self.fixture
    later.taken += 1
    later.end(2_001)
    let renamed = later.namespace(.uts)
    later.process(4_300, "bash", parent: 702, in: [renamed])
    later.change(900) { $0.links[.uts] = renamed.inode }
    screen.send(.snapshot(later.snapshot))
    screen.send(.interfaces(HostFixture.interfaces))
    return screen
  }

  /// Somebody who has read many screens, and reads no line twice.
  private struct Proofreader {
    private let reader: JapaneseReader
    private var lines: Set<String> = []

    init(_ terms: [String] = []) {
      reader = JapaneseTests.reader(besides: terms)
    }

    mutating func read(_ screen: ExplorerDriver, _ place: String) {
      for line in screen.lines where lines.insert(line).inserted {
        // Of a name that a dialog covers only the end is seen.
        let line = line.replacing(/[│┐┘][a-z-]+\)/, with: "│")
        let left = reader.untranslated(in: line).filter { !$0.isStrip }
        #expect(left.isEmpty, "\(left) in \(place): \(line)")
      }
    }
  }

  @Test("says nothing in English on any page of any row of any view", arguments: 1...7)
  func views(view: Int) {
    var proof = Proofreader()
    var screen = screen()
    screen.type("\(view)*")
    var last: ObjectID?
    while let object = screen.state.selectedObject, object != last {
      last = object
      for page in 0..<6 {
        proof.read(screen, "view \(view), \(object), page \(page)")
        screen.type("]")
      }
      screen.press(.down)
    }
    #expect(last != nil)
  }

  /// What a dialog has to name: the words of the filter language, and commands.
  private static func terms(_ dialog: String) -> [String] {
    switch dialog {
    case "filter", "filter-error", "filter-help":
      Filter.names + FieldKey.all.flatMap { $0.choices ?? [] }
        + [
          "kind=net and not initial or comm~ngin shares=host-net Docker podman bubblewrap Pod app=web project namespace unit"
        ]
    case "unpin": ["ip netns add"]
    // What differs is answered in the words of the kernel.
    case "compare": ["overlay ext4 vfat at"]
    default: []
    }
  }

  @Test("says nothing in English in any dialog, nor in the help on it")
  func dialogs() {
    // What an answered plan says comes from outside.
    for (name, act) in GoldenTests.dialogs where !["enter", "refused"].contains(name) {
      var proof = Proofreader(Self.terms(name))
      var screen = screen()
      act(&screen)
      for _ in 0..<2 {
        for _ in 0..<4 {
          proof.read(screen, name)
          screen.press(.pageDown)
        }
        screen.press(.function(1))
      }
    }
  }

  @Test("says nothing in English whatever key is pressed on whatever there is")
  func keys() {
    var proof = Proofreader(Self.terms("unpin") + Theme.allCases.map(\.rawValue))
    for find in ["", "/blue", "/nginx", "6/nginx", "4/web"] {
      for key in KeyTable.standard.bindings.flatMap(\.keys) {
        var screen = screen { $0.readOnly = find.isEmpty }
        screen.type(find)
        screen.press(.enter, .escape)
        for _ in 0..<2 {
          screen.press(key)
          proof.read(screen, "\(find) \(key.name)")
        }
      }
    }
  }
}

extension String {
  /// Whether it is a strip of the kinds' letters, some of them left out, as a process's row has
  /// one.
  fileprivate var isStrip: Bool {
    var kinds = "ucihnpmt"[...]
    return lowercased().allSatisfy { letter in
      kinds = kinds.drop { $0 != letter }
      return kinds.popFirst() != nil
    }
  }
}
