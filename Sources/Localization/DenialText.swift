package import Namespaces

extension Denial {
  /// What refuses, as a clause that ends a sentence, such as
  /// `it takes CAP_SYS_ADMIN in user:[4026531837]`.
  package var reason: Text {
    switch cause {
    case .capability(let capability, let place):
      Text("it takes \(capability.name) in \(Self.name(place))")
    case .filter(let call):
      Text("a seccomp filter refuses \(call)(2) to heya")
    case .securityModule(let label):
      Text("the security module refuses it to heya, which runs as \(label)")
    case .oldKernel(let call):
      Text("this kernel does not know \(call)(2)")
    case .memoryPrograms:
      Text(
        """
        vm.memfd_noexec=2 forbids programs in memory, from which heya goes inside so that nobody \
        there can reach its file
        """)
    case .unknown:
      Text("the kernel refuses it, and no missing capability, filter or label is the reason")
    }
  }

  /// What can be done about it, as a clause in the imperative.
  package var remedy: Text {
    switch cause {
    case .capability, .unknown:
      if sudoHelps {
        return Text("run heya with sudo")
      }
      guard case .capability(let capability, let place) = cause else {
        return Text("look at the kernel's log")
      }
      let outer = place == nil ? Text("an outer namespace") : Text("the host's own")
      return Text(
        """
        run heya where it holds that, as in \(outer) or in a container with --cap-add \
        \(capability.name.dropFirst(4))
        """)
    case .filter:
      return Text(
        "run heya outside of the container, or without its filter (--security-opt seccomp=unconfined)"
      )
    case .securityModule:
      return Text("run heya unconfined")
    case .memoryPrograms:
      return Text("allow them with `sysctl vm.memfd_noexec=1`")
    case .oldKernel:
      return Text("run a newer kernel")
    }
  }

  private static func name(_ place: NamespaceID?) -> Text {
    place.map { Text(verbatim: $0.description) } ?? Text("a user namespace out of view")
  }
}
