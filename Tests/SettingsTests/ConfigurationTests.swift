import Canvas
import Explorer
import Localization
import Testing

@testable import Settings

@Suite("The configuration")
struct ConfigurationTests {
  private func options(_ text: String) throws -> Options {
    var options = Options()
    try Configuration(parsing: text).apply(to: &options)
    return options
  }

  @Test("sets what it speaks of and leaves the rest alone")
  func settings() throws {
    let options = try options(
      """
      language = "ja"
      theme = "color-blind"
      view = "processes"
      interval = 5
      mouse = false
      ascii = true
      graphs = false
      hide-kernel-threads = false

      [keys]
      quit = ["x", "Ctrl-q"]
      help = "F12"
      theme = []
      """)
    #expect(options.language == .japanese)
    #expect(options.theme == .colorBlind)
    #expect(options.view == .processes)
    #expect(options.interval == 5)
    #expect(!options.mouse)
    #expect(options.ascii)
    #expect(!options.graphs)
    #expect(!options.hidesKernelThreads)
    #expect(options.keys["x"] == .quit)
    #expect(options.keys[.control("q")] == .quit)
    #expect(options.keys["q"] == nil)
    #expect(options.keys[.function(12)] == .help)
    #expect(options.keys["C"] == nil)
    #expect(options.keys["j"] == .down)
    let nothing = try self.options("")
    #expect(nothing.interval == 1)
    #expect(nothing.view == nil)
  }

  @Test("lets keys change places")
  func swap() throws {
    let keys = try options("[keys]\ntag = \"T\"\nuntag-all = \"t\"").keys
    #expect(keys["T"] == .tag)
  }

  @Test(
    "is refused with the line and the way to set it right",
    arguments: [
      ("them = \"light\"", 1, "there is no them; theme is nearest"),
      ("\nflavour = 1", 2, "there is no flavour; `heya config --print` shows all"),
      ("theme = \"dark\"", 1, "theme takes \"default\", \"light\","),
      ("theme = 1", 1, "theme takes"), ("view = \"tree\"", 1, "view takes \"kinds\","),
      ("interval = 0.01", 1, "interval takes a number of seconds, 0.1 to 3600"),
      ("interval = \"1\"", 1, "interval takes a number"),
      ("mouse = \"yes\"", 1, "mouse takes true or false"),
      ("[colours]", 1, "there is no table [colours]; the only one is [keys]"),
      ("[keys]\nexlpain = \"x\"", 2, "there is no exlpain; explain is nearest"),
      ("[keys]\nquit = \"Hyper-x\"", 2, "there is no key “Hyper-x”; keys are"),
      ("[keys]\nquit = 1", 2, "quit takes the names of keys, such as"),
      ("[keys]\nquit = []", 2, "quit needs at least one key"),
      ("[keys]\nquit = \"j\"", 2, "j would be both down and quit; give one of them another key"),
      (
        "[keys]\ntag = \"ö\"\nhelp = \"ö\"", 3,
        "ö would be both tag and help; give one of them another key"
      ),
      ("theme = light", 1, "light is no value; a text stands in quotes: \"light\""),
    ])
  func refused(text: String, line: Int, sentence: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try Configuration(parsing: text) }
    #expect(error?.line == line)
    #expect(error?.problem.words[.english].contains(sentence) == true)
    #expect(error?.problem.words[.japanese].contains { !$0.isASCII } == true)
  }

  @Test("has an example that changes nothing as it is", arguments: Language.allCases)
  func example(language: Language) throws {
    let options = try options(Configuration.example(in: language))
    #expect(options.view == nil)
    #expect(options.theme == .standard)
  }

  @Test("has an example whose lines are the defaults", arguments: Language.allCases)
  func defaults(language: Language) throws {
    let lines = Configuration.example(in: language).split(separator: "\n").map { line in
      // A comment has a space after its sign, a setting has none.
      line.hasPrefix("#") && !line.hasPrefix("# ") ? String(line.dropFirst()) : String(line)
    }
    let configuration = try Configuration(parsing: lines.joined(separator: "\n"))
    for setting in Setting.all { #expect(configuration.sets(setting.name), "\(setting.name)") }
    var options = Options()
    configuration.apply(to: &options)
    let usual = Options()
    #expect(options.view == .kinds)
    #expect(options.interval == usual.interval)
    #expect(options.mouse == usual.mouse)
    #expect(options.ascii == usual.ascii)
    #expect(options.hidesKernelThreads == usual.hidesKernelThreads)
    #expect(options.graphs == usual.graphs)
    for binding in KeyTable.standard.bindings {
      #expect(options.keys.binding(of: binding.action)?.keys == binding.keys)
      #expect(lines.contains { $0.hasPrefix("\(binding.action.rawValue) = ") })
    }
  }
}
