package import Namespaces

extension Denial {
  /// What refuses, as a clause that ends a sentence, such as
  /// `it takes CAP_SYS_ADMIN in user:[4026531837]`.
  package var reason: Text {
    switch cause {
    case .capability(let capability, let place):
      Text(
        "it takes \(capability.name) in \(place?.description ?? "a user namespace out of view")",
        "\(place?.description ?? "見える範囲の外のuser名前空間") での \(capability.name) が要ります")
    case .filter(let call):
      Text(
        "a seccomp filter refuses \(call)(2) to heya", "seccompフィルターがheyaの \(call)(2) を拒んでいます")
    case .securityModule(let label):
      Text(
        "the security module refuses it to heya, which runs as \(label)",
        "heyaは \(label) として動いており、セキュリティモジュールが拒んでいます")
    case .oldKernel(let call):
      Text("this kernel does not know \(call)(2)", "このカーネルには \(call)(2) がありません")
    case .memoryPrograms:
      Text(
        "vm.memfd_noexec=2 forbids programs in memory, from which heya goes inside so that nobody "
          + "there can reach its file",
        "vm.memfd_noexec=2 がメモリー上のプログラムを禁じています。heyaは、中から自身のファイルに触れられないよう、"
          + "そこから入ります")
    case .unknown:
      Text(
        "the kernel refuses it, and no missing capability, filter or label is the reason",
        "カーネルが拒みましたが、足りないケーパビリティもフィルターもラベルも見当たりません")
    }
  }

  /// What can be done about it, as a clause in the imperative.
  package var remedy: Text {
    switch cause {
    case .capability, .unknown:
      if sudoHelps {
        return Text("run heya with sudo", "sudoでheyaを動かしてください")
      }
      guard case .capability(let capability, let place) = cause else {
        return Text("look at the kernel's log", "カーネルのログを見てください")
      }
      return Text(
        "run heya where it holds that, as in \(place == nil ? "an outer namespace" : "the host's own")"
          + " or in a container with --cap-add \(capability.name.dropFirst(4))",
        "それを持つところでheyaを動かしてください（\(place == nil ? "外側の名前空間" : "ホスト自身")や、"
          + "--cap-add \(capability.name.dropFirst(4)) を付けたコンテナなど）")
    case .filter:
      return Text(
        "run heya outside of the container, or without its filter (--security-opt seccomp=unconfined)",
        "コンテナの外か、フィルターなし（--security-opt seccomp=unconfined）でheyaを動かしてください")
    case .securityModule:
      return Text("run heya unconfined", "制限を受けないところでheyaを動かしてください")
    case .memoryPrograms:
      return Text(
        "allow them with `sysctl vm.memfd_noexec=1`",
        "`sysctl vm.memfd_noexec=1` で許可してください")
    case .oldKernel:
      return Text("run a newer kernel", "新しいカーネルを使ってください")
    }
  }
}
