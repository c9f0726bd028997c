import TestSupport
import Testing

@Suite("heya containers")
struct ContainersCommandTests {
  @Test("a filter chooses, and a capture lists what has ended since", .requiresRoot)
  func captured() throws {
    let workshop = try Workshop()
    let file = "\(workshop.directory)/capture.json"
    var pid: Int32 = 0
    do {
      let lodger = try Lodger()
      pid = lodger.pid
      try lodger.order("unshare \(0x0400_0000)")
      let live = try BuiltProgram.run(
        "heya",
        [
          "containers", "--no-header", "--filter",
          "runtime=unshare shares=host-net comm=Lodger pid=\(pid)",
        ])
      #expect(live.text.split(separator: " ").prefix(3) == ["unshare", "-", "Lodger"])
      #expect(live.text.split(separator: "\n").count == 1)
      #expect(try BuiltProgram.run("heya", ["capture", file]).status == 0)
    }
    let gone = try BuiltProgram.run(
      "heya", ["containers", "--filter", "pid=\(pid)", "--no-header"])
    #expect(gone.text == "")
    let past = try BuiltProgram.run(
      "heya", ["containers", "--from", file, "--json", "--filter", "pid=\(pid)"])
    #expect(past.text.contains("\"format\": \"heya/1\""))
    #expect(past.text.contains("\"pid\": \(pid)"))
    #expect(past.errors.contains("this is a capture of"))
  }

  @Test("a filter that nobody understands ends with 2 and names what is wrong")
  func wrongFilter() throws {
    let output = try BuiltProgram.run("heya", ["containers", "--filter", "shares=everything"])
    #expect(output.status == 2)
    #expect(output.errors.contains("'everything'") && output.errors.contains("host-net"))
  }

  @Test("the language of filters is explained in English and Japanese")
  func languages() throws {
    for lang in ["en", "ja"] {
      let page = try BuiltProgram.run("heya", ["filter", "--lang", lang]).text
      for word in ["container", "image", "runtime", "shares", "host-net", "pinned"] {
        #expect(page.contains(word))
      }
      #expect(page.contains("コンテナ") == (lang == "ja"))
    }
  }
}
