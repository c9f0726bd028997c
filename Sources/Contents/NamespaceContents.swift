package import Localization
internal import NamespacePaths
package import Namespaces
internal import SystemCalls

/// What is inside a namespace, by its kind.
package enum NamespaceContents: Sendable, Hashable {
  case user(UserContents)
  case cgroup(CgroupContents)
  case ipc(IPCContents)
  case uts(UTSContents)
  case net(NetworkContents)
  case pid(PIDContents)
  case mnt(MountContents)
  case time(TimeContents)

  /// Looks into a namespace of the running host; a thread or a child of this process goes in for it
  /// where no process lives there.
  ///
  /// - Parameters:
  ///   - namespace: the namespace.
  ///   - snapshot: the scan that saw it, a fresh one.
  /// - Throws: why it cannot be looked into, and what that would take.
  package init(of namespace: Namespace, in snapshot: Snapshot) throws(ContentsError) {
    let access = NamespaceAccess(namespace, in: snapshot)
    do throws(Errno) {
      switch namespace.kind {
      case .user: self = .user(try UserContents(of: access))
      case .cgroup: self = .cgroup(try CgroupContents(of: access))
      case .ipc: self = .ipc(try IPCContents(of: access))
      case .uts: self = .uts(try UTSContents(of: access))
      case .net: self = .net(try NetworkContents(of: access))
      case .pid: self = .pid(PIDContents(of: namespace, in: snapshot))
      case .mnt: self = .mnt(try MountContents(of: access))
      case .time: self = .time(try TimeContents(of: access))
      }
    } catch {
      throw ContentsError(
        namespace: namespace.id, owner: namespace.owner, reason: error,
        denial: snapshot.denial(
          of: ContentsError.call, error, needing: .sysAdmin, in: namespace.owner))
    }
  }

  /// The contents as titled facts.
  ///
  /// - Parameter snapshot: the scan that the contents belong to; it names users and processes.
  /// - Returns: the sections, the most telling first.
  package func sections(in snapshot: Snapshot) -> [FactSection] {
    switch self {
    case .user(let contents): contents.sections(in: snapshot)
    case .cgroup(let contents): contents.sections
    case .ipc(let contents): contents.sections(in: snapshot)
    case .uts(let contents): contents.sections
    case .net(let contents): contents.sections(in: snapshot)
    case .pid(let contents): contents.sections(in: snapshot)
    case .mnt(let contents): contents.sections
    case .time(let contents): contents.sections
    }
  }
}

/// The contents in a form that can be written and read back: an object of the kind's own shape.
extension NamespaceContents: Encodable {
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .user(let contents): try contents.encode(to: encoder)
    case .cgroup(let contents): try contents.encode(to: encoder)
    case .ipc(let contents): try contents.encode(to: encoder)
    case .uts(let contents): try contents.encode(to: encoder)
    case .net(let contents): try contents.encode(to: encoder)
    case .pid(let contents): try contents.encode(to: encoder)
    case .mnt(let contents): try contents.encode(to: encoder)
    case .time(let contents): try contents.encode(to: encoder)
    }
  }

  /// Reads the contents of a namespace of `kind` back.
  package init(_ kind: NamespaceKind, from decoder: any Decoder) throws {
    switch kind {
    case .user: self = .user(try UserContents(from: decoder))
    case .cgroup: self = .cgroup(try CgroupContents(from: decoder))
    case .ipc: self = .ipc(try IPCContents(from: decoder))
    case .uts: self = .uts(try UTSContents(from: decoder))
    case .net: self = .net(try NetworkContents(from: decoder))
    case .pid: self = .pid(try PIDContents(from: decoder))
    case .mnt: self = .mnt(try MountContents(from: decoder))
    case .time: self = .time(try TimeContents(from: decoder))
    }
  }
}

extension FactSection {
  /// Says that there is more than is read.
  static let cut = FactSection(
    Text("not read"),
    [
      FactLine(
        .noLabel,
        Text("there are more objects than heya reads"))
    ])
}
