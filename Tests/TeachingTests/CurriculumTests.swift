import Glibc
import Namespaces
import Scanning
import Testing

@testable import Teaching

@Suite("Lessons")
struct CurriculumTests {
  @Test(
    "every claim of a lesson comes true on this kernel",
    arguments: Curriculum.lessons.map(\.id))
  func claims(id: String) throws {
    let lesson = try #require(Curriculum.lesson(id))
    let check = LessonCheck(lesson, look: LiveSystem.look)
    for breach in check.broken {
      Issue.record("\(id), \(breach.step): \(breach.claims)\n\(breach.output)")
    }
    for skip in check.skipped { print("SKIP", id, skip.name, skip.reason.english) }
    #expect(check.kept > 0 || !check.skipped.isEmpty)
  }
}
