package import Namespaces

/// An entry of the event log.
package struct Change: Sendable, Equatable {
  /// Its number, counted from the first change that was seen.
  package var number: Int

  /// When the scan that noticed it ended, in seconds after the Unix epoch.
  package var time: Double

  /// What happened.
  package var what: What

  /// To which object.
  package var object: ObjectID

  /// The process that it happened to, or that was first in the namespace; nil when there was none.
  package var pid: Int32?

  /// The name of that process.
  package var name: String

  /// The user of that process.
  package var uid: UInt32?

  /// What can happen to a namespace or to a process.
  package enum What: Sendable, Equatable {
    case appeared
    case vanished
    case started
    case ended

    /// The process went from one namespace into another, given by their inode numbers.
    case moved(NamespaceKind, from: UInt32, to: UInt32)
  }
}
