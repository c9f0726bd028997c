import Glibc
import Namespaces
import Scanning
import SystemCalls
import TestSupport
import Testing

@testable import Teaching

@Suite("Leaving a lesson", .serialized)
struct LeavingTests {
  private enum Way: CaseIterable {
    case quit
    case interrupted
    case killed
    case watcherKilled
    case labKilled
    case hungUp
  }

  @Test(
    "after fifty lessons left in the middle no process, namespace, mount or file is left",
    .requiresRoot)
  func fiftyLessons() throws {
    let lessons = Curriculum.lessons
    for number in 0..<50 {
      let lesson = lessons[number % lessons.count]
      let steps = number % min(lesson.steps.count, 4)
      let way = Way.allCases[number % Way.allCases.count]
      try leave(lesson, after: steps, by: way)
    }
  }

  private func leave(_ lesson: Lesson, after steps: Int, by way: Way) throws {
    var learner = try Learner(["learn", lesson.id, "--lang", "en"])
    try learner.take(lesson.steps.prefix(steps))
    try learner.reach(lesson.steps[steps])
    let made = try #require(Belongings(of: learner.pid))
    #expect(!made.namespaces.isEmpty)
    switch way {
    case .quit: learner.type("q")
    case .interrupted: learner.type("\u{3}")
    case .killed: learner.die()
    case .watcherKilled:
      kill(try #require(made.watcher), SIGKILL)
      learner.type("q")
    case .labKilled:
      // heya itself tells, and ends.
      kill(try #require(made.first), SIGKILL)
      try learner.see("the lab was ended from outside")
    case .hungUp: learner.hangUp()
    }
    var left = made
    for _ in 0..<200 {
      left = try #require(made.remaining())
      if left.isEmpty { break }
      usleep(50_000)
    }
    #expect(left.isEmpty, "\(lesson.id), \(steps) steps, \(way): \(left)")
  }
}

/// What a lesson made on the host.
private struct Belongings {
  var processes: [ProcessID]
  var namespaces: [NamespaceID]
  var paths: [String]

  /// Who takes the lab down when heya cannot.
  var watcher: Int32?

  /// The lab's first process.
  var first: Int32?

  /// Everything below heya: its lab, the lab's watcher, the namespaces that only they are in, and
  /// the control group that heya may have made.
  init?(of heya: Int32) {
    guard let snapshot = LiveSystem.look() else { return nil }
    var below: Set<Int32> = [heya]
    var count = 0
    while count != below.count {
      count = below.count
      for process in snapshot.processes where below.contains(process.parent) {
        below.insert(process.pid)
      }
    }
    below.remove(heya)
    processes = snapshot.processes.filter { below.contains($0.pid) }.map(\.id)
    namespaces = snapshot.namespaces
      .filter { namespace in
        !namespace.isInitial && !namespace.members.isEmpty
          && namespace.members.allSatisfy(below.contains)
      }
      .map(\.id)
    for process in snapshot.processes where process.parent == heya {
      if process.name == "heya-lab-clean" { watcher = process.pid } else { first = process.pid }
    }
    paths = ["/sys/fs/cgroup/pids", "/sys/fs/cgroup"].map { "\($0)/heya-lab-\(heya)-1" }
    paths += ["/tmp/box", "/tmp/cellar", "/tmp/secret", "/run/netns/kitchen", "/run/kitchen"]
  }

  /// What of it is still there.
  func remaining() -> Belongings? {
    guard let snapshot = LiveSystem.look() else { return nil }
    var left = self
    left.processes = processes.filter { id in
      snapshot.process(id).map { $0.state != .zombie } ?? false
    }
    left.namespaces = namespaces.filter { snapshot.namespace($0) != nil }
    left.paths = paths.filter { (try? FileStatus(path: $0)) != nil }
    return left
  }

  var isEmpty: Bool { processes.isEmpty && namespaces.isEmpty && paths.isEmpty }
}
