import Namespaces
import Testing

@testable import Entering

@Suite("Who gets no signal")
struct EndingRefusalTests {
  @Test(
    "pid 1, heya itself and what keeps it alive",
    arguments: [
      (1, SignalDeliveryError.firstProcess), (100, .ancestor(100)), (50, .ancestor(50)),
    ] as [(Int32, SignalDeliveryError)])
  func refused(_ pid: Int32, _ refusal: SignalDeliveryError) throws {
    var house = House()
    house.add(process: 50)
    house.observer.pid = 101
    house.add(process: 101, parent: 50)
    if pid == 100 { house.observer.pid = 100 }
    let process = try #require(house.snapshot.process(pid: pid))
    #expect(throws: refusal) { try SignalDelivery([process.id], signal: 15, in: house.snapshot) }
  }

  @Test("a whole room in which one of these lives")
  func room() throws {
    let house = House()
    let net = try #require(house.snapshot.namespace(inode: House.initial(.net)))
    #expect(throws: SignalDeliveryError.firstProcess) {
      try SignalDelivery(all: net, signal: 15, in: house.snapshot)
    }
  }

  @Test("others may get one")
  func others() throws {
    var house = House()
    house.add(.net, 11)
    house.add(process: 42, in: [.net: 11])
    house.add(process: 43, in: [.net: 11])
    let net = try #require(house.snapshot.namespace(inode: 11))
    #expect(
      try SignalDelivery(all: net, signal: 15, in: house.snapshot).targets.map(\.pid) == [42, 43])
  }

  @Test("a pin in another mount namespace is not removed from here, nor one that is not there")
  func unpin() {
    var house = House()
    house.add(.net, 11, holders: [.mount(path: "/pin", mountNamespace: 12)])
    #expect(throws: UnmountError.elsewhere("/pin")) {
      try Unmount(House.id(.net, 11), at: "/pin", in: house.snapshot)
    }
    #expect(throws: UnmountError.gone("/other")) {
      try Unmount(House.id(.net, 11), at: "/other", in: house.snapshot)
    }
  }
}
