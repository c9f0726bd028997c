import JSONCoding
import Localization
import Namespaces
import Reporting
import Testing

struct CaptureTests {
  @Test("a capture that was written is read back the same")
  func roundTrip() throws {
    let capture = Capture(HostFixture.snapshot(), contents: [HostFixture.uts: ["hostName": "town"]])
    let text = capture.json.text(.pretty)
    let read = try Capture(text: Array(text.utf8))
    #expect(read.snapshot.namespaces == capture.snapshot.namespaces)
    #expect(read.snapshot.processes == capture.snapshot.processes)
    #expect(read.snapshot.observer == capture.snapshot.observer)
    #expect(read.snapshot.unseen == capture.snapshot.unseen)
    #expect(read.snapshot.users == capture.snapshot.users)
    #expect(read.snapshot.containers == capture.snapshot.containers)
    #expect(read.contents[HostFixture.uts]?["hostName"].string == "town")
  }

  @Test("a capture keeps from where it was made, and which run of the kernel it is of")
  func standpoint() throws {
    var snapshot = HostFixture.snapshot()
    snapshot.boot = "5a1c"
    snapshot.observer.view = .foreign
    snapshot.observer.pid = 0
    snapshot.observer.shownPIDNamespace = 33
    let read = try Capture(text: Array(Capture(snapshot).json.text().utf8)).snapshot
    #expect(read.boot == "5a1c")
    #expect(read.observer == snapshot.observer)
    #expect(read.viewLimits == [.foreignProcesses(nil)])
  }

  @Test(
    "a newline in a name and a backslash with an n stay two in JSON, and none reaches a terminal")
  func newline() throws {
    var snapshot = HostFixture.snapshot()
    snapshot.processes[0].name = "a\\nb"
    snapshot.processes[0].writtenName = "a\nb"
    snapshot.processes[1].name = "a\\nb"
    let text = Capture(snapshot).json.text()
    #expect(text.contains(#""name":"a\nb""#) || text.contains(#""name": "a\nb""#))
    let read = try Capture(text: Array(text.utf8)).snapshot
    #expect(read.processes == snapshot.processes)
    #expect(read.processes.map(\.json)[0]["name"].string == "a\nb")
    #expect(read.processes.map(\.json)[1]["name"].string == "a\\nb")
    #expect(read.processes.allSatisfy { !$0.name.contains("\n") })
  }

  @Test("a capture of an earlier version is read, its pages as that one counted them")
  func earlierVersion() throws {
    var object = Capture(HostFixture.snapshot()).json.object
    object["boot"] = nil
    var observer = object["observer"]?.object ?? JSONObject()
    observer["view"] = nil
    observer["shownPIDNamespace"] = nil
    object["observer"] = .object(observer)
    object["processes"] = .array(
      (object["processes"]?.elements ?? []).map { row in
        var row = row.object
        row["residentPages"] = .integer((row["residentBytes"]?.integer ?? 0) / 4096)
        row["residentBytes"] = nil
        return .object(row)
      })
    let read = try Capture(text: Array(JSONValue.object(object).text().utf8)).snapshot
    #expect(read.processes == HostFixture.snapshot().processes)
    #expect(read.observer == HostFixture.root)
    #expect(read.boot == nil)
  }

  @Test("captures of two hosts, or of two runs of one, are said to be that and not compared")
  func otherOrigins() {
    var before = HostFixture.snapshot()
    var after = before
    (before.boot, after.boot) = ("a", "b")
    let restarted = DifferenceReport(from: before, to: after)
    #expect(
      restarted.lines(in: .english) == [
        "town, 2025-11-24T13:13:20Z and town, 2025-11-24T13:13:20Z",
        "town was started anew between the two (or another host has its name): the same numbers "
          + "stand for other processes and namespaces, so there is nothing to compare row by row",
        "the first has 7 namespaces, 2 processes; the second has 7 namespaces, 2 processes",
      ])
    #expect(restarted.json["comparable"].bool == false)
    after.host = "mill"
    let moved = DifferenceReport(from: before, to: after)
    #expect(
      moved.lines(in: .english)[1].hasPrefix("these are captures of two hosts, town and mill"))
    #expect(moved.lines(in: .japanese)[1].contains("二つのホスト town と mill"))
    #expect(DifferenceReport(from: before, to: before).json["comparable"].bool == true)
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
    let words = error?.words[.english] ?? ""
    #expect(words.contains(reason) && !words.contains("\n"), "\(words)")
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
    let text = Capture(HostFixture.snapshot()).json.text(.pretty).replacing(good, with: bad)
    let error = #expect(throws: CaptureError.self) { try Capture(text: Array(text.utf8)) }
    #expect(error?.words[.english].contains(reason) == true, "\(error as Any)")
  }

  @Test("control characters in a capture are made visible")
  func hostile() throws {
    let text = Capture(HostFixture.snapshot()).json.text(.pretty)
      .replacing("\"town\"", with: "\"\\u001b[2Jtown\\u202e\"")
    let read = try Capture(text: Array(text.utf8))
    #expect(read.snapshot.host == "\\e[2Jtown\\u{202e}")
  }

  @Test("two captures tell what appeared, went and moved")
  func difference() throws {
    var containerProcess = HostFixture.containerProcess
    containerProcess.links[.net] = 2
    let before = HostFixture.snapshot()
    let after = Snapshot(
      host: "town", kernel: before.kernel, taken: before.taken + 60, uptime: before.uptime + 60,
      observer: before.observer, processes: [HostFixture.host, containerProcess],
      namespaces: before.namespaces.filter { $0.id != HostFixture.containerNet }, unseen: [])
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
