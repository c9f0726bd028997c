public import SystemCalls

/// A sentence for people: written in English where it is used, and translated where another
/// language is asked for.
///
/// ```swift
/// Text("\(path) is no directory")
/// Text(count, one: "\(count) process", other: "\(count) processes")
/// ```
///
/// The English, with `%1`, `%2`, … in place of what is interpolated, is the key under which the
/// translation stands in `ja.po`. What is interpolated is foreign, as a number or a path, or a
/// `Text`, which is translated in its turn.
///
/// English costs one string; nothing else is made before a translation is asked for.
public struct Text: Sendable, Hashable {
  private let english: String
  private let arguments: [Argument]
  private let lookup: Lookup

  /// How the translation is found.
  private enum Lookup: Sendable, Hashable {
    /// There is none: what is not an argument is the same in every language.
    case none

    /// By the English.
    case key

    /// By the English and what it is about, where the same English has several translations.
    case context(String)

    /// By the English and a number that chooses the form.
    case plural(UInt, context: String?)
  }

  /// Creates a text from an English literal.
  ///
  /// - Parameters:
  ///   - message: The English.
  ///   - context: What it is about, where the same English has several translations.
  public init(_ message: Message, context: String? = nil) {
    self.init(message, lookup: context.map(Lookup.context) ?? .key)
  }

  /// Creates a text that says a number of something; both forms have the same arguments.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - one: The English for 1.
  ///   - other: The English for every other number.
  ///   - context: What it is about, where the same English has several translations.
  public init(
    _ number: some BinaryInteger, one: Message, other: Message, context: String? = nil
  ) {
    self.init(
      number == 1 ? one : other, lookup: .plural(UInt(clamping: number), context: context))
  }

  /// Creates a text that is the same in every language, such as a command or a name.
  public init(verbatim text: String) {
    english = text
    arguments = []
    lookup = .none
  }

  /// Creates a text of what another program says in English only.
  ///
  /// - Parameters:
  ///   - english: What it says.
  ///   - name: What stands for it in every other language, such as the name of the error.
  public init(english: String, elsewhere name: String) {
    self.english = english
    let name = Text(verbatim: name)
    arguments = [Argument(start: 0, end: english.utf8.count, text: name)]
    lookup = .none
  }

  /// Whether it is the same in every language.
  private var isForeign: Bool { lookup == .none && arguments.isEmpty }

  private init(_ message: Message, lookup: Lookup) {
    english = message.english
    arguments = message.arguments
    self.lookup = lookup
  }

  /// Creates a text of others one after another, `separator` between two of them.
  init(joining texts: some Sequence<Text>, separator: Text) {
    var message = Message.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    for text in texts {
      if !message.message.arguments.isEmpty { message.appendInterpolation(separator) }
      message.appendInterpolation(text)
    }
    let isForeign = message.message.arguments.allSatisfy { $0.text == nil }
    if isForeign { message.message.arguments = [] }
    self.init(message.message, lookup: .none)
  }

  /// Creates the text of an error: in English its name with the C library's words for it, which
  /// has no others, and elsewhere the name.
  public init(_ error: Errno) {
    self.init(english: error.description, elsewhere: error.name)
  }

  /// The text in `language`.
  public subscript(language: Language) -> String {
    guard let catalog = language.catalog else { return english }
    return translated(by: catalog)
  }

  /// The text in a catalog's language, in English what the catalog does not have.
  package func translated(by catalog: Catalog) -> String {
    guard let template = translation(in: catalog) else {
      return arguments.isEmpty ? english : english(arguments: { translated($0, by: catalog) })
    }
    return template.filled { number in
      arguments.indices.contains(number - 1)
        ? translated(arguments[number - 1], by: catalog) : "%\(number)"
    }
  }

  private func translation(in catalog: Catalog) -> String? {
    switch lookup {
    case .none: nil
    case .key: catalog.translation(of: key)
    case .context(let context): catalog.translation(of: key, context: context)
    case .plural(let number, let context):
      catalog.translation(of: key, context: context, number: number)
    }
  }

  /// The English with `%1`, `%2`, … in place of the arguments.
  package var key: String {
    var number = 0
    return english { _ in
      number += 1
      return "%\(number)"
    }
  }

  /// The text with a change made to all that is foreign in it.
  package func mapForeign(_ change: (String) -> String) -> Text {
    if isForeign { return Text(verbatim: change(english)) }
    var message = Message.StringInterpolation(
      literalCapacity: english.utf8.count, interpolationCount: arguments.count)
    var end = 0
    for argument in arguments {
      message.appendLiteral(english(from: end, to: argument.start))
      message.append(
        change(english(from: argument.start, to: argument.end)),
        argument.text?.mapForeign(change))
      end = argument.end
    }
    message.appendLiteral(english(from: end, to: english.utf8.count))
    return Text(message.message, lookup: lookup)
  }

  private func translated(_ argument: Argument, by catalog: Catalog) -> String {
    argument.text?.translated(by: catalog) ?? english(from: argument.start, to: argument.end)
  }

  /// The English with something in place of each argument.
  private func english(arguments replacement: (Argument) -> String) -> String {
    var text = ""
    var end = 0
    for argument in arguments {
      text += english(from: end, to: argument.start)
      text += replacement(argument)
      end = argument.end
    }
    return text + english(from: end, to: english.utf8.count)
  }

  private func english(from start: Int, to end: Int) -> String {
    let bytes = english.utf8
    let first = bytes.index(bytes.startIndex, offsetBy: start)
    return String(english[first..<bytes.index(first, offsetBy: end - start)])
  }
}

extension Text {
  /// What is interpolated, by its place in the English.
  fileprivate struct Argument: Sendable, Hashable {
    /// Where it begins, in bytes.
    var start: Int

    /// Where it ends, in bytes.
    var end: Int

    /// The text that is translated in its turn; nil when it is foreign.
    var text: Text?
  }

  /// The English of a ``Text``: a literal, with interpolations.
  public struct Message: ExpressibleByStringInterpolation {
    fileprivate var english: String
    fileprivate var arguments: [Argument] = []

    /// Creates a message without arguments.
    public init(stringLiteral value: String) {
      english = value
    }

    /// Creates a message with arguments.
    public init(stringInterpolation: StringInterpolation) {
      self = stringInterpolation.message
    }

    /// A message in the making.
    public struct StringInterpolation: StringInterpolationProtocol {
      fileprivate var message: Message

      /// Creates an empty message.
      public init(literalCapacity: Int, interpolationCount: Int) {
        message = Message(stringLiteral: "")
        message.english.reserveCapacity(literalCapacity + 8 * interpolationCount)
        message.arguments.reserveCapacity(interpolationCount)
      }

      /// Appends English.
      public mutating func appendLiteral(_ literal: String) {
        message.english += literal
      }

      /// Appends a text that is translated in its turn.
      public mutating func appendInterpolation(_ text: Text) {
        append(text.english, text.isForeign ? nil : text)
      }

      /// Appends a text as the beginning of a sentence: with a capital in English, and elsewhere as
      /// it is.
      public mutating func appendInterpolation(capitalized text: Text) {
        append(text.english.prefix(1).uppercased() + text.english.dropFirst(), text)
      }

      /// Appends names with commas between them, as the language has them.
      public mutating func appendInterpolation(list names: some Sequence<String>) {
        appendInterpolation(names.joined(separator: .comma))
      }

      /// Appends an error: in English with the C library's words for it, elsewhere by its name.
      public mutating func appendInterpolation(_ error: Errno) {
        appendInterpolation(Text(error))
      }

      /// Appends something foreign, which is the same in every language.
      public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
        append(value.description, nil)
      }

      fileprivate mutating func append(_ english: String, _ text: Text?) {
        let start = message.english.utf8.count
        message.english += english
        message.arguments.append(
          Argument(start: start, end: message.english.utf8.count, text: text))
      }
    }
  }
}

extension DefaultStringInterpolation {
  /// A text has no form before a language is chosen.
  @available(*, unavailable, message: "choose a language: text[language], or make a Text of it")
  public mutating func appendInterpolation(_ text: Text) {}
}
