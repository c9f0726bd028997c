/// Reads Japanese for words in Latin letters that nobody has put into Japanese.
public struct JapaneseReader: Sendable {
  private let known: Set<String>

  /// A reader who knows the names in `data`, and of what Japanese writes in Latin letters too: the
  /// names that the kernel, its manual and its tools have given.
  public init(knowing data: some Sequence<String> = []) {
    known = data.reduce(into: Self.names) { $0.formUnion($1.latinParts.map { String($0) }) }
  }

  /// What stands untranslated in a text.
  public func untranslated(in text: String) -> [String] {
    text.latinWords.filter { word in
      word.isCut ? !known.contains { $0.hasPrefix(word.text) } : !known.contains(word.text)
    }.map(\.text)
  }

  private static let names: Set<String> = [
    // The kinds of namespaces, and what the kernel calls their parts.
    "user", "cgroup", "ipc", "uts", "net", "pid", "mnt", "time", "inode", "uid_map", "gid_map",
    "setgroups", "monotonic", "boottime", "private", "shared", "slave", "unbindable", "mtu",
    "nftables", "iptables", "hostname", "domainname", "hidepid", "proc", "root",
    // The files of cgroups, such as `memory.max`.
    "memory", "pids", "cpu", "max",
    // Abbreviations, errors, programs and systems.
    "ID", "PID", "CPU", "NIS", "POSIX", "System", "JSON", "Lines", "HTTP", "MiB", "EACCES", "EPERM",
    "Linux", "unix", "heya", "sudo", "uptime", "fg", "jq",
  ]
}

extension String {
  /// The words in Latin letters that are to be read.
  ///
  /// Left out are paths, options, files that heya writes, its subcommands, pages of the manual,
  /// names of signals, flags and capabilities, numbers, and amounts such as `12K`.
  fileprivate var latinWords: [(text: String, isCut: Bool)] {
    split { $0.isWhitespace || !$0.isASCII && $0 != "…" }.flatMap { run in
      let isFile = ["/", "--", "heya-"].contains { run.hasPrefix($0) }
      return isFile ? [] : run.latinParts
    }.compactMap { word in
      let rest = self[word.endIndex...]
      let isManualPage = rest.first == "(" && rest.dropFirst().first?.isNumber == true
      let isAmount = word.drop { $0.isNumber }.count < 2
      let isConstant = ["SIG", "CAP_", "CLONE_NEW"].contains { word.hasPrefix($0) }
      let isCommand = self[..<word.startIndex].hasSuffix("heya ")
      if isManualPage || isAmount || isConstant || isCommand { return nil }
      // The screen may have had no room for the end of a word.
      return (String(word), rest.first == "…")
    }
  }
}

extension StringProtocol where SubSequence == Substring {
  fileprivate var latinParts: [Substring] {
    split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "_") }
  }
}
