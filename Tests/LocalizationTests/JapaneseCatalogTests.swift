import Foundation
import Localization
import TestSupport
import Testing

@Suite("The Japanese catalog")
struct JapaneseCatalogTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
  private static let path = sources.appending(path: "Localization/ja.po").path

  private static func entries() throws -> [CatalogFile.Entry] {
    try CatalogFile(parsing: Array(Data(contentsOf: URL(filePath: path)))).entries
  }

  /// What finds a translation.
  private struct Key: Hashable, CustomStringConvertible {
    var context: String?
    var id: String
    var plural: String?

    var description: String {
      (context.map { "[\($0)] " } ?? "") + "\"\(id)\"" + (plural.map { " / \"\($0)\"" } ?? "")
    }
  }

  @Test("has every text of the sources, and no other")
  func complete() throws {
    var used: [Key: String] = [:]
    for (file, source) in try Self.files() {
      for call in source.calls(of: "Text") {
        let place = "\(file):\(call.line)"
        if let key = Self.key(call, in: source, at: place) { used[key] = place }
      }
    }
    #expect(used.count > 1_000)
    let translated = Set(
      try Self.entries().map { Key(context: $0.context, id: $0.id, plural: $0.plural) })
    for (key, place) in used where !translated.contains(key) {
      Issue.record("\(place): \(key) is not in ja.po")
    }
    for key in translated where used[key] == nil {
      Issue.record("\(key) is in ja.po and nowhere in the sources")
    }
  }

  @Test("translates every entry, with its arguments")
  func arguments() throws {
    for entry in try Self.entries() {
      #expect(!entry.isFuzzy && !entry.translations.contains(""), "\(entry.id)")
      let arguments = Self.arguments(of: entry.id)
      #expect(arguments == Set((0..<arguments.count).map { $0 + 1 }), "\(entry.id)")
      if let plural = entry.plural {
        #expect(arguments == Self.arguments(of: plural), "\(entry.id)")
      }
      // Gettext's own tools look at arguments where the flag says so.
      let isChecked = entry.flags.contains("qt-format")
      let isFree = entry.flags.contains("no-qt-format")
      #expect(isChecked || isFree || arguments.isEmpty, "\(entry.id)")
      for translation in entry.translations {
        let taken = Self.arguments(of: translation)
        #expect(isFree ? taken.isSubset(of: arguments) : taken == arguments, "\(entry.id)")
      }
    }
  }

  @Test("passes gettext's own check", .requires(program: "msgfmt"))
  func check() throws {
    let check = Process()
    let errors = Pipe()
    check.executableURL = URL(filePath: "/usr/bin/env")
    check.arguments = ["msgfmt", "--check-format", "--check-domain", "-o", "/dev/null", Self.path]
    check.standardError = errors
    try check.run()
    let told = try errors.fileHandleForReading.readToEnd() ?? Data()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(String(decoding: told, as: UTF8.self))")
  }

  @Test("is the only place of Japanese beside the articles, and of the language's name")
  func only() throws {
    // The rules of line breaking name the characters that they are about.
    let exceptions: Set = ["Canvas/Wrapping.swift"]
    let names: Set = [
      "Localization/Catalog.swift", "Localization/Language.swift",
      "Teaching/Explanations/Articles.swift",
    ]
    for (file, text) in try Self.texts() {
      let hasJapanese = text.unicodeScalars.contains {
        (0x3000...0x30FF).contains($0.value) || (0x4E00...0x9FFF).contains($0.value)
      }
      #expect(!hasJapanese || exceptions.contains(file), "\(file)")
      #expect(!text.contains(".japanese") || names.contains(file), "\(file)")
      // What the collector above could not see.
      #expect(!text.contains("Text.Message") || file.hasPrefix("Localization/"), "\(file)")
    }
  }

  private static func texts() throws -> [(String, String)] {
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      ($0, try String(contentsOfFile: "\(sources.path)/\($0)", encoding: .utf8))
    }
  }

  private static func files() throws -> [(String, SwiftSource)] {
    try texts().filter { $0.1.contains("Text(") }.map { ($0.0, SwiftSource($0.1)) }
  }

  /// The key of a text; nil for one that is the same in every language.
  private static func key(
    _ call: SwiftSource.Call, in source: SwiftSource, at place: String
  ) -> Key? {
    func literal(_ label: String?) -> String? {
      guard let argument = call.arguments.first(where: { $0.label == label }) else { return nil }
      return source.parts(argument.range).map(id)
    }
    let context = literal("context")
    if let one = literal("one"), let other = literal("other") {
      return Key(context: context, id: one, plural: other)
    }
    if let id = literal(nil) { return Key(context: context, id: id) }
    let labels = Set(call.arguments.map(\.label))
    if labels.isDisjoint(with: ["verbatim", "english", "joining"]) {
      // An error stands alone; anything else has to be one literal, or nobody finds it here.
      let isLiteral = call.arguments.contains { source.holdsLiteral($0.range) }
      if isLiteral { Issue.record("\(place): a Text is made of one literal") }
    }
    return nil
  }

  private static func id(_ parts: [SwiftSource.Part]) -> String {
    var number = 0
    return parts.map { part in
      switch part {
      case .text(let text): return text
      case .interpolation:
        number += 1
        return "%\(number)"
      }
    }.joined()
  }

  private static func arguments(of text: String) -> Set<Int> {
    Set(text.matches(of: /%([1-9][0-9]?)/).compactMap { Int($0.1) })
  }
}
