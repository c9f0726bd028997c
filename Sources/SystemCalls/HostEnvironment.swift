internal import CLinux
internal import Glibc

extension Host {
  /// A variable of this process's environment (getenv(3)).
  package static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// The arguments that this process was started with, the name of the program first; known also
  /// where there is no `/proc` to ask.
  package static var arguments: [String] {
    (0..<heya_argument_count()).compactMap { position in
      guard let text = unsafe heya_argument(position) else { return nil }
      return unsafe String(cString: text)
    }
  }
}
