import Canvas
import Namespaces

/// Who would get a signal, by name, and which.
struct SignalDialog: Sendable {
  /// The processes, with the names that they had when they were chosen.
  var targets: [Target]

  /// The signal; the polite one unless another is chosen.
  var signal = SignalRequest.Signal.terminate

  /// A process by identity and name.
  struct Target: Sendable, Equatable {
    var id: ProcessID
    var name: String
  }

  /// Everyone that `objects` stand for, a namespace for all its members; nil when that is nobody.
  ///
  /// PID 1 of the host and the explorer itself are left out, whatever was chosen.
  init?(targets objects: [ObjectID], in viewModel: ViewModel) {
    targets = []
    for object in objects {
      switch object {
      case .process(let id): add(viewModel.snapshot.process(id), viewModel)
      case .namespace(let id):
        for pid in viewModel.snapshot.namespace(id)?.members ?? [] {
          add(viewModel.snapshot.process(pid: pid), viewModel)
        }
      case .container(let id):
        guard let position = viewModel.containers.position(of: id) else { break }
        for pid in viewModel.containers.containers[Int(position)].members {
          add(viewModel.snapshot.process(pid: pid), viewModel)
        }
      case .thread, .kind, .group, .interface, .change: break
      }
    }
    if targets.isEmpty { return nil }
  }

  private mutating func add(_ process: ProcessRecord?, _ viewModel: ViewModel) {
    guard let process, process.pid != 1, !process.isKernelThread,
      process.pid != viewModel.snapshot.observer.pid
    else { return }
    let target = Target(id: process.id, name: "\(process.name) (\(process.pid))")
    if !targets.contains(target) { targets.append(target) }
  }

  /// Chooses the signal `step` places further on the list.
  mutating func choose(_ step: Int) {
    let all = SignalRequest.Signal.allCases
    let position = all.firstIndex(of: signal) ?? 0
    signal = all[(position + step + all.count) % all.count]
  }
}

extension State {
  /// A key in the dialog.
  mutating func apply(_ key: Key, in dialog: SignalDialog) -> [Effect] {
    var dialog = dialog
    switch DialogKey(key) {
    case .confirm:
      overlay = nil
      return [.signal(SignalRequest(targets: dialog.targets.map(\.id), signal: dialog.signal))]
    case .cancel:
      overlay = nil
      return []
    case .previous: dialog.choose(-1)
    case .next, .turn: dialog.choose(1)
    case nil: scrollOverlay(by: key)
    }
    overlay = .signal(dialog)
    return []
  }
}
