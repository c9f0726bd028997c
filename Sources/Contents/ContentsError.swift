package import Localization
package import Namespaces
package import SystemCalls

/// Why a namespace could not be looked into.
package struct ContentsError: Error, Sendable, Hashable {
  /// The namespace.
  package var namespace: NamespaceID

  /// Its owner, nil when that is out of view.
  package var owner: NamespaceID?

  /// What the kernel said; ENOENT when nothing leads to the namespace any more.
  package var reason: Errno

  /// Who refused, where that is a matter of rights.
  package var denial: Denial?
}

extension ContentsError {
  /// One sentence: what, why, and what it would take.
  package var words: Text {
    let next =
      switch (reason, denial) {
      case (_, let denial?):
        Text("\(denial.reason); \(denial.remedy)")
      case (.notPermitted, nil), (.accessDenied, nil):
        // What captures of earlier versions say.
        if let owner {
          Text(
            """
            it takes CAP_SYS_ADMIN in \(owner), its owner, and no filter or security module in the \
            way
            """)
        } else {
          Text("it takes CAP_SYS_ADMIN in its owner, and no filter or security module in the way")
        }
      case (.noSuchFile, _), (.noSuchProcess, _):
        Text("what led to it is gone; scan again")
      case (.timedOut, _):
        Text("the file server above its pin does not answer; end that server")
      default: Text("scan again")
      }
    return Text("cannot look into \(namespace) (\(reason)): \(next).")
  }

  /// Reads an error back from its English sentence, which a capture holds; nil for a sentence that
  /// says something else.
  ///
  /// - Parameters:
  ///   - sentence: the sentence.
  ///   - namespace: the namespace that could not be looked into.
  package init?(_ sentence: String, of namespace: Namespace) {
    let denials = [nil] + Self.denials(sentence, owner: namespace.owner)
    let errors = (1...Self.lastErrno).lazy.flatMap { number in
      denials.lazy.map { denial in
        Self(
          namespace: namespace.id, owner: namespace.owner, reason: Errno(rawValue: number),
          denial: denial)
      }
    }
    guard let error = errors.first(where: { [$0.description, $0.earlier].contains(sentence) })
    else { return nil }
    self = error
  }

  /// Everything that may have refused a look, of a label what the sentence says.
  private static func denials(_ sentence: String, owner: NamespaceID?) -> [Denial] {
    let label = sentence.split(separator: "runs as ").dropFirst().first?.split(separator: ";").first
    let causes: [Denial.Cause] = [
      .capability(.sysAdmin, in: owner), .filter(call: call), .oldKernel(call: call),
      .securityModule(label: label.map(String.init) ?? ""), .memoryPrograms, .unknown,
    ]
    return causes.flatMap { cause in
      [true, false].map { Denial(cause, sudoHelps: $0) }
    }
  }

  /// The call that goes inside.
  static let call = "setns"

  /// The sentence of versions that told root, too, to use sudo.
  private var earlier: String {
    description.replacing(", and no filter or security module in the way", with: " (use sudo)")
  }

  /// The last of the numbers that Linux has (errno(3)).
  private static let lastErrno: Int32 = 133
}

extension ContentsError: CustomStringConvertible {
  /// The sentence in English.
  package var description: String { words[.english] }
}
