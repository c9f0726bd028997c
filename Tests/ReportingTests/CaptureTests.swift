import JSON
import Namespaces
import Reporting
import Testing
import Wording

struct CaptureTests {
  @Test("a capture that was written is read back the same")
  func roundTrip() throws {
    let capture = Capture(Town.snapshot(), contents: [Town.uts: ["hostName": "town"]])
    let text = capture.json.text(.pretty)
    let read = try Capture(text: Array(text.utf8))
    #expect(read.snapshot.namespaces == capture.snapshot.namespaces)
    #expect(read.snapshot.processes == capture.snapshot.processes)
    #expect(read.snapshot.observer == capture.snapshot.observer)
    #expect(read.snapshot.unseen == capture.snapshot.unseen)
    #expect(read.snapshot.users == capture.snapshot.users)
    #expect(read.snapshot.containers == capture.snapshot.containers)
    #expect(read.contents[Town.uts]?["hostName"].string == "town")
  }

  @Test(
    "a file that is no capture is refused in one sentence",
    arguments: [
      ("", "not JSON at byte 0"),
      ("{\"format\":\"heya/1\"", "the text ends"),
      ("{}", "the member 'format' is missing"),
      ("{\"format\":\"lsns/2\"}", "the format 'lsns/2'"),
      ("{\"format\":\"heya/1\",\"namespaces\":[]}", "a list without processes"),
      ("{\"format\":\"heya/1\",\"processes\":[]}", "'namespaces' is no list"),
    ])
  func refusal(text: String, reason: String) {
    let error = #expect(throws: CaptureError.self) { try Capture(text: Array(text.utf8)) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  @Test(
    "a capture that contradicts itself is refused",
    arguments: [
      ("\"parent\": \"user:[1]\"", "\"parent\": \"user:[11]\"", "its own ancestor"),
      ("\"parent\": \"user:[1]\"", "\"parent\": \"user:[99]\"", "no user namespace in it"),
      ("\"owner\": \"user:[11]\"", "\"owner\": \"net:[2]\"", "no user namespace in it"),
      ("\"parent\": 50", "\"parent\": 60", "a process is its own ancestor"),
      (
        "\"pid\": 60,\n      \"parent\"", "\"pid\": 40,\n      \"parent\"",
        "the order of their pids"
      ),
      ("\"inode\": 13", "\"inode\": 12", "an inode comes twice"),
      ("\"inode\": 13", "\"inode\": -13", "no whole number that fits"),
      ("\"kind\": \"uts\"", "\"kind\": \"room\"", "no kind 'room'"),
      ("\"reason\": \"thread\"", "\"reason\": \"love\"", "no reason 'love'"),
    ])
  func damage(good: String, bad: String, reason: String) {
    let text = Capture(Town.snapshot()).json.text(.pretty).replacing(good, with: bad)
    let error = #expect(throws: CaptureError.self) { try Capture(text: Array(text.utf8)) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test("control characters in a capture are made visible")
  func hostile() throws {
    let text = Capture(Town.snapshot()).json.text(.pretty)
      .replacing("\"town\"", with: "\"\\u001b[2Jtown\\u202e\"")
    let read = try Capture(text: Array(text.utf8))
    #expect(read.snapshot.host == "\\e[2Jtown\\u{202e}")
  }

  @Test("two captures tell what appeared, went and moved")
  func difference() throws {
    var guest = Town.guest
    guest.links[.net] = 2
    let before = Town.snapshot()
    let after = Snapshot(
      host: "town", kernel: before.kernel, taken: before.taken + 60, uptime: before.uptime + 60,
      observer: before.observer, processes: [Town.host, guest],
      namespaces: before.namespaces.filter { $0.id != Town.roomNet }, unseen: [])
    let lines = DifferenceReport(from: before, to: after).lines(in: .english)
    #expect(
      lines == [
        "town, 2025-11-24T13:13:20Z and town, 2025-11-24T13:14:20Z", "- net:[12]",
        "> process 60 guest went from net:[12] to net:[2]",
      ])
    #expect(
      DifferenceReport(from: before, to: before).lines(in: .english).last == "nothing changed")
  }
}
