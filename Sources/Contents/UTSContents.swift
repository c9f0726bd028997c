internal import Escaping
internal import Localization
internal import Namespaces
internal import Procfs
internal import SystemCalls

/// What a uts namespace isolates (uts_namespaces(7)).
package struct UTSContents: Sendable, Hashable, Codable {
  /// The host name.
  package var hostName: String

  /// The NIS domain, `(none)` where none was set.
  package var domainName: String
}

extension UTSContents {
  init(of access: NamespaceAccess) throws(Errno) {
    (hostName, domainName) = try access.runInside {
      (String(visible: Host.name), String(visible: Host.domainName))
    }
  }

  var sections: [FactSection] {
    [
      FactSection(
        Text("names"),
        [
          FactLine(Text("host name"), Text(verbatim: hostName)),
          FactLine(Text("NIS domain"), Text(verbatim: domainName)),
        ])
    ]
  }
}
