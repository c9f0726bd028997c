import Description
import Namespaces

/// What the rows of a view add up to.
///
/// Everyone counts once, however many rows speak of them: a row of a namespace or a container
/// speaks of its members, a folded row also of what is below it. Rows that a filter leaves only
/// because of what is below them do not count, nor does what is gone already.
struct ResourceTotal: Sendable, Equatable {
  /// The number of processes.
  var processes = 0

  /// The share of one CPU in percent.
  var cpu = 0.0

  /// The memory in bytes: resident, and of a container what its cgroup says where that is known.
  var memory = 0.0
}

extension ResourceTotal {
  /// Adds up the rows that an outline has with a selector.
  init(of rows: [Row], _ outline: any Outline, _ viewModel: ViewModel, _ selector: Selector) {
    var coverage = Coverage(viewModel: viewModel, outline: outline, selector: selector)
    for row in rows {
      if !row.isContext { coverage.add(row.place) }
      if row.fold == .closed { coverage.addBelow(row) }
    }
    let containers = viewModel.containers
    for position in coverage.containers.indices where coverage.containers[position] {
      processes += containers.containers[position].members.count
      if coverage.isCountedAround(containers.containers[position]) { continue }
      let load = viewModel.load(of: containers.containers[position])
      cpu += load.cpu ?? 0
      memory += load.memory
    }
    let covered = coverage.coveredProcesses()
    for position in covered.indices where covered[position] {
      let container = Int(containers.containerOfProcess[position])
      if container >= 0, coverage.containers[container] { continue }
      processes += 1
      cpu += viewModel.usage.processCPU[position]
      memory += Double(viewModel.snapshot.processes[position].residentBytes)
    }
  }
}

/// Which objects the rows of a view speak of.
private struct Coverage {
  let viewModel: ViewModel
  let outline: any Outline
  let selector: Selector
  var containers: [Bool]
  private var namespaces: [Bool]
  private var processes: [Bool]

  init(viewModel: ViewModel, outline: any Outline, selector: Selector) {
    self.viewModel = viewModel
    self.outline = outline
    self.selector = selector
    containers = Array(repeating: false, count: viewModel.containers.containers.count)
    namespaces = Array(repeating: false, count: viewModel.snapshot.namespaces.count)
    processes = Array(repeating: false, count: viewModel.snapshot.processes.count)
  }

  /// Adds what a row speaks of.
  mutating func add(_ place: Place) {
    switch place {
    case .namespace(let position): namespaces[Int(position)] = true
    case .process(let position): processes[Int(position)] = true
    case .container(let position): containers[Int(position)] = true
    case .kind, .divergentThread, .thread, .group, .interface, .change: break
    }
  }

  /// Adds what is below a folded row, as far as it would be shown were the row open.
  mutating func addBelow(_ row: Row) {
    let (matches, hiding) = (selector.matches, selector.hiding)
    var stack = [(node: row.node, isKept: !row.isContext)]
    while let (node, isKept) = stack.popLast() {
      let isWhole = matches == nil || isKept && !node.place.isTask
      for child in outline.children(of: node, viewModel) {
        // Members count with the namespace or the container that they are in.
        if child.place.isTask, isWhole, !node.place.isTask { continue }
        if hiding?.hides(child) ?? false { continue }
        let isChildKept = isWhole || (matches?.passes(child.place) ?? true)
        if isChildKept { add(child.place) }
        stack.append((child, isChildKept))
      }
    }
  }

  /// Whether the cgroup of a container around this one, which is covered as well, counts what this
  /// one uses.
  func isCountedAround(_ container: Container) -> Bool {
    var inner = container
    for _ in viewModel.containers.containers {
      guard let id = inner.outer, let position = viewModel.containers.position(of: id) else {
        break
      }
      inner = viewModel.containers.containers[Int(position)]
      guard containers[Int(position)], inner.memory != nil, let around = inner.cgroup else {
        continue
      }
      // Without a cgroup to itself it is in the one around it.
      if container.cgroup?.hasPrefix(around + "/") ?? true { return true }
    }
    return false
  }

  /// The processes, those of the namespaces among them.
  func coveredProcesses() -> [Bool] {
    var covered = processes
    if namespaces.contains(true) {
      for position in covered.indices where !covered[position] {
        covered[position] = NamespaceKind.allCases.contains { kind in
          let namespace = viewModel.index.namespace(of: Int32(position), kind)
          return namespace >= 0 && namespaces[Int(namespace)]
        }
      }
    }
    for (object, mark) in viewModel.marks where mark == .gone {
      if case .process(let position)? = viewModel.place(of: object) {
        covered[Int(position)] = false
      }
    }
    return covered
  }
}
