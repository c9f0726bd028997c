internal import ArgumentParser
internal import Description
internal import Explorer
internal import Localization
internal import Namespaces

extension Filter {
  /// Reads the value of `--filter`.
  ///
  /// - Throws: what is wrong, at which character, in the language that the command line asks for.
  init(argument text: String) throws {
    do throws(FilterError) {
      try self.init(parsing: text)
    } catch {
      let mark = "\n  \(text)\n  " + String(repeating: " ", count: error.offset) + "^"
      throw ValidationError(
        Text("\(error.words) at character \(error.offset + 1) of the filter\(mark)"))
    }
  }
}
