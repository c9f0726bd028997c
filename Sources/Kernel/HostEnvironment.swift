internal import Glibc

extension Host {
  /// A variable of this process's environment (getenv(3)).
  package static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
