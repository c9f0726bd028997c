import Procfs
import Testing

struct SocketRowTests {
  private func row(_ line: String) -> SocketRow? { SocketRow(line.split(separator: " ")) }

  @Test("a row of /proc/net/tcp tells address, port, state and inode")
  func four() {
    let row = row(
      "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 31337 1")
    #expect(row?.address == [127, 0, 0, 1])
    #expect(row?.port == 8080)
    #expect(row?.state == 10)
    #expect(row?.inode == 31337)
  }

  @Test("a row of /proc/net/tcp6 has an address of four words")
  func six() {
    let row = row(
      "0: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A "
        + "00000000:00000000 00:00000000 00000000 0 0 7 1")
    #expect(row?.address == [UInt8](repeating: 0, count: 15) + [1])
  }

  @Test(
    "headings and rows that are not whole are none",
    arguments: ["sl local_address rem_address st tx_queue rx_queue tr tm retrnsmt uid", "0: 1:2"])
  func others(line: String) {
    #expect(row(line) == nil)
  }
}
