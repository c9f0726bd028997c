import Localization
import Namespaces
import SystemCalls
import Testing

@testable import Entering

@Suite("Who gets no signal")
struct SignalDeliveryTests {
  @Test(
    "pid 1, heya itself and what keeps it alive",
    arguments: [
      (1, SignalDeliveryError.firstProcess), (100, .ancestor(100)), (50, .ancestor(50)),
    ] as [(Int32, SignalDeliveryError)])
  func refused(_ pid: Int32, _ refusal: SignalDeliveryError) throws {
    var fixture = HostFixture()
    fixture.add(process: 50)
    fixture.observer.pid = 101
    fixture.add(process: 101, parent: 50)
    if pid == 100 { fixture.observer.pid = 100 }
    let process = try #require(fixture.snapshot.process(pid: pid))
    #expect(throws: refusal) { try SignalDelivery([process.id], signal: 15, in: fixture.snapshot) }
  }

  @Test("a whole target in which one of these lives")
  func isolated() throws {
    let fixture = HostFixture()
    let net = try #require(fixture.snapshot.namespace(inode: HostFixture.initial(.net)))
    #expect(throws: SignalDeliveryError.firstProcess) {
      try SignalDelivery(all: net, signal: 15, in: fixture.snapshot)
    }
  }

  @Test("others may get one")
  func others() throws {
    var fixture = HostFixture()
    fixture.add(.net, 11)
    fixture.add(process: 42, in: [.net: 11])
    fixture.add(process: 43, in: [.net: 11])
    let net = try #require(fixture.snapshot.namespace(inode: 11))
    #expect(
      try SignalDelivery(all: net, signal: 15, in: fixture.snapshot).targets.map(\.pid) == [42, 43])
  }

  @Test("a pin in another mount namespace is not removed from here, nor one that is not there")
  func unpin() {
    var fixture = HostFixture()
    fixture.add(.net, 11, holders: [.mount(path: "/pin", mountNamespace: 12)])
    #expect(throws: UnmountError.elsewhere("/pin")) {
      try Unmount(HostFixture.id(.net, 11), at: "/pin", in: fixture.snapshot)
    }
    #expect(throws: UnmountError.gone("/other")) {
      try Unmount(HostFixture.id(.net, 11), at: "/other", in: fixture.snapshot)
    }
  }

  @Test("a pin that may not be removed is told with what is missing, and sudo only where it helps")
  func deniedUnmount() throws {
    var fixture = HostFixture(capabilities: 0)
    let own = HostFixture.initial(.mnt)
    fixture.add(.net, 11, holders: [.mount(path: "/pin", mountNamespace: own)])
    let unmount = try Unmount(HostFixture.id(.net, 11), at: "/pin", in: fixture.snapshot)
    let user = HostFixture.id(.user, HostFixture.initial(.user))
    let cause = Denial.Cause.capability(.sysAdmin, in: user)
    #expect(unmount.denial?.cause == cause)
    for helps in [true, false] {
      let denial = Denial(cause, sudoHelps: helps)
      let words = UnmountError.failed("/pin", .notPermitted, denial).words
      #expect(words[.english].contains("/pin failed (EPERM): it takes CAP_SYS_ADMIN in \(user)"))
      #expect(words[.japanese].contains("\(user) での CAP_SYS_ADMIN"))
      #expect(
        words[.english].contains("sudo") == helps && words[.japanese].contains("sudo") == helps)
    }
    #expect(!UnmountError.failed("/pin", .noSuchFile, nil).words[.english].contains("sudo"))
  }
}
