import Testing

@testable import SystemCalls

struct NetlinkTests {
  @Test("attributes are found by type, padding is passed over")
  func attributes() {
    var bytes: [UInt8] = []
    bytes.append(native: UInt16(7))
    bytes.append(native: UInt16(3))
    bytes += Array("lo\0".utf8) + [0]
    bytes.append(native: UInt16(8))
    // The upper bits say that the attribute holds others.
    bytes.append(native: UInt16(0x8004))
    bytes.append(native: UInt32(1500))
    let attributes = NetlinkAttributes(bytes)
    #expect(attributes.text(3) == Array("lo".utf8))
    #expect(attributes.number(4) == 1500)
    #expect(attributes[5] == nil)
  }

  @Test("attributes that are cut off or lie about their length are left out")
  func damaged() {
    #expect(NetlinkAttributes([255, 0, 3, 0, 1])[3] == nil)
    #expect(NetlinkAttributes([0, 0, 3, 0])[3] == nil)
    #expect(NetlinkAttributes([4, 0, 3])[3] == nil)
    #expect(NetlinkAttributes([6, 0, 3, 0, 1, 2]).number(3) == nil)
  }

  @Test("every network namespace has a loopback interface")
  func links() throws {
    var socket = try NetlinkSocket(.route)
    let links = try socket.dump(18, header: .init(repeating: 0, count: 16), limit: 1000).messages
    let names = links.compactMap { $0.attributes(after: 16).text(3) }
    #expect(names.contains(Array("lo".utf8)))
  }

  @Test("addresses are written the short way")
  func addresses() {
    #expect(ipAddressText([10, 0, 0, 1]) == "10.0.0.1")
    #expect(ipAddressText([UInt8](repeating: 0, count: 15) + [1]) == "::1")
    #expect(ipAddressText([1, 2, 3]) == nil)
  }
}
