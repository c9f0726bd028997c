import JSONCoding
import TestSupport
import Testing

@Suite("heya containers")
struct ContainersCommandTests {
  @Test("a filter chooses, and a capture lists what has ended since", .requiresRoot)
  func captured() throws {
    let runtimeFixture = try RuntimeFixture()
    let file = "\(runtimeFixture.directory)/capture.json"
    var pid: Int32 = 0
    do {
      let helper = try HelperProcess()
      pid = helper.pid
      try helper.order("unshare \(0x0400_0000)")
      let live = try BuiltProgram.run(
        "heya",
        [
          "containers", "--no-header", "--filter",
          "runtime=unshare shares=host-net comm=HelperProcess pid=\(pid)",
        ])
      #expect(live.text.split(separator: " ").prefix(3) == ["unshare", "-", "HelperProcess"])
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

  @Test(
    "a container is shown with the source of each fact, in two languages and as JSON",
    .requiresRoot, arguments: ["en", "ja"])
  func show(language: String) throws {
    let helper = try HelperProcess()
    try helper.order("unshare \(0x0400_0000)")
    let name = "unshare:\(helper.pid)"
    let json = try JSONValue(
      reading: Array(try BuiltProgram.run("heya", ["show", name, "--json"]).text.utf8))
    #expect(json["pid"].integer == Int64(helper.pid))
    let sources = json["sources"].object.members
    for fact in ["id", "name", "status", "user", "process", "started", "namespaces"] {
      #expect(sources.contains { $0.name == fact }, "\(fact)")
    }
    let text = try BuiltProgram.run("heya", ["show", name, "--lang", language]).text
    let titles = ["en": "where that is known from", "ja": "情報の出どころ"]
    let title = try #require(titles[language])
    let section = text[try #require(text.firstRange(of: title)).upperBound...]
    for source in sources { #expect(section.contains(source.value.string ?? "?")) }
    #expect(text.hasPrefix("unshare:HelperProcess\n"))
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
