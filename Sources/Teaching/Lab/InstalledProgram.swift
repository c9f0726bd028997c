internal import SystemCalls

/// Finding programs, as a shell does.
enum InstalledProgram {
  /// Where programs are looked for, also those for administrators.
  static let searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// Whether a program of this name is installed.
  static func exists(_ name: String) -> Bool {
    searchPath.split(separator: ":").contains { directory in
      let status = try? FileStatus(path: "\(directory)/\(name)")
      return status.map { $0.isRegular && $0.mode & 0o111 != 0 } ?? false
    }
  }
}
