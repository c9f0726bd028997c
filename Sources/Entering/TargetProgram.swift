/// A program to execute: where it is, and how it is called.
struct TargetProgram: Sendable, Hashable {
  /// The paths to try in turn.
  var paths: [String]

  /// The arguments, its name for itself first.
  var arguments: [String]

  /// Where programs are looked for when nobody says otherwise.
  static let searchPath = [
    "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin",
  ]

  /// The directories in which a shell is usually kept.
  private static let shellDirectories = [
    "/bin", "/usr/bin", "/usr/local/bin", "/busybox", "/run/current-system/sw/bin",
  ]

  /// The shell of a target: that of the user, else the best that there is; nil when there is none.
  static func shell(preferred: String?, in probe: borrowing TargetRootProbe) -> TargetProgram? {
    if let preferred, isShell(preferred), probe.isExecutable(preferred) {
      return TargetProgram(paths: [preferred], arguments: [lastComponent(preferred)])
    }
    for name in ["bash", "zsh", "ash", "sh", "busybox"] {
      for directory in shellDirectories where probe.isExecutable("\(directory)/\(name)") {
        let arguments = name == "busybox" ? [name, "sh"] : [name]
        return TargetProgram(paths: ["\(directory)/\(name)"], arguments: arguments)
      }
    }
    return nil
  }

  /// A command as it was typed, looked for as execvp(3) does.
  ///
  /// - Parameters:
  ///   - words: the command and its arguments.
  ///   - searchPath: the directories to look in for a command without a slash.
  ///   - probe: where to look.
  /// - Returns: where it may be.
  /// - Throws: when the target has none such, or what it has is no program.
  static func command(
    _ words: [String], along searchPath: [String], in probe: borrowing TargetRootProbe
  ) throws(PreflightError) -> TargetProgram {
    guard let name = words.first else { throw .noShell }
    // A relative path means something only in the directory that is not entered yet.
    if name.contains("/"), !name.hasPrefix("/") {
      return TargetProgram(paths: [name], arguments: words)
    }
    let isPath = name.hasPrefix("/")
    var paths: [String] = []
    var lame: String?
    for place in isPath ? [name] : searchPath.map({ "\($0)/\(name)" }) {
      if probe.isExecutable(place) {
        paths.append(place)
      } else if probe.isFile(place) || isPath && probe.isDirectory(place) {
        lame = lame ?? place
      }
    }
    if paths.isEmpty { throw lame.map { .notExecutable($0) } ?? .noCommand(name) }
    return TargetProgram(paths: paths, arguments: words)
  }

  /// Whether passwd names a shell there, and not a program that only says no.
  private static func isShell(_ path: String) -> Bool {
    path.hasPrefix("/") && !["nologin", "false", "true", "sync"].contains(lastComponent(path))
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
