import Canvas

/// Takes an event in.
///
/// - Returns: what the program around the explorer has to do, in order.
package func update(_ state: inout State, _ event: Event) -> [Effect] {
  switch event {
  case .snapshot(let snapshot):
    state.snapshot = snapshot
    return []
  case .input(.key(.character("q"))):
    return [.quit]
  default:
    return []
  }
}
