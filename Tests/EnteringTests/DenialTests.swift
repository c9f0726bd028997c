import Localization
import NamespacePaths
import Namespaces
import SystemCalls
import Testing

@Suite("Why something is refused")
struct DenialTests {
  private let user = HostFixture.id(.user, HostFixture.initial(.user))

  @Test("a missing capability comes before a filter, and a filter before a label")
  func order() {
    let filtered = Confinement(hasFilter: true, label: "docker-default")
    func cause(_ capabilities: UInt64, _ confinement: Confinement) -> Denial.Cause? {
      HostFixture(capabilities: capabilities).snapshot.denial(
        of: "setns", .notPermitted, needing: .sysAdmin, in: user, confinement: confinement)?.cause
    }
    #expect(cause(0, filtered) == .capability(.sysAdmin, in: user))
    #expect(cause(.max, filtered) == .filter(call: "setns"))
    #expect(
      cause(.max, Confinement(label: "docker-default")) == .securityModule(label: "docker-default"))
    #expect(cause(.max, Confinement()) == .unknown)
  }

  @Test("a call that does not exist is a filter's answer where there is one, else an old kernel's")
  func noCall() {
    let filtered = Denial(of: "pidfd_open", .noSuchCall, under: Confinement(hasFilter: true))
    #expect(filtered?.cause == .filter(call: "pidfd_open"))
    let old = Denial(of: "pidfd_open", .noSuchCall, under: Confinement())
    #expect(old?.cause == .oldKernel(call: "pidfd_open"))
    #expect(Denial(of: "openat", .noSuchFile, under: Confinement(hasFilter: true)) == nil)
  }

  @Test("sudo is offered to those whom it helps, and to nobody else")
  func sudo() {
    let cause = Denial.Cause.capability(.sysAdmin, in: user)
    let sentences = [
      Confinement(isRoot: false), Confinement(),
      Confinement(forbidsNewPrivileges: true, isRoot: false),
    ].map { Denial(cause, under: $0) }
    #expect(sentences.map(\.sudoHelps) == [true, false, false])
    #expect(sentences[0].remedy[.english] == "run heya with sudo")
    for denial in sentences {
      #expect(denial.reason[.english].contains("CAP_SYS_ADMIN in \(user)"))
      #expect(denial.reason[.japanese].contains("\(user) での CAP_SYS_ADMIN"))
    }
    #expect(!sentences[1].remedy[.english].contains("sudo"))
    #expect(sentences[1].remedy[.english].contains("--cap-add SYS_ADMIN"))
  }

  @Test("this process says what holds it back as status does")
  func own() throws {
    let status = String(
      decoding: try Descriptor.open("/proc/self/status").contents(), as: UTF8.self)
    #expect(Confinement.own.hasFilter == !status.contains("Seccomp:\t0\n"))
    #expect(Confinement.own.forbidsNewPrivileges == status.contains("NoNewPrivs:\t1\n"))
    #expect(Confinement.label(Array("docker-default (enforce)\n".utf8)) == "docker-default")
    #expect(Confinement.label(Array("unconfined\n".utf8)) == nil)
  }
}
