import Namespaces

/// What is remembered from one run to the next: how somebody had arranged what they look at.
package struct RememberedState: Sendable, Equatable {
  /// The view that was shown last.
  package var view = ViewName.kinds

  /// The colours.
  package var theme = Theme.standard

  /// By which column siblings were ordered; nil for the views' own order.
  package var order: Order?

  /// What was opened or closed, by view.
  package var folds: [ViewName: [RowID: Bool]] = [:]

  /// An order, with its column by name: which columns a view has depends on the host.
  package struct Order: Sendable, Equatable {
    /// The name of the column.
    package var column: String

    /// Whether the order is turned round.
    package var isInverted: Bool

    /// Creates an order.
    package init(column: String, isInverted: Bool) {
      self.column = column
      self.isInverted = isInverted
    }
  }

  /// What a first run begins with.
  package init() {}
}

extension State {
  /// What is to be remembered.
  package var remembered: RememberedState {
    var state = RememberedState()
    state.view = view
    state.theme = options.theme
    state.order =
      order.map { .init(column: $0.column.name, isInverted: $0.isInverted) } ?? awaitedOrder
    for view in ViewName.allCases {
      let folds = view == self.view ? list.folds : otherLists[view]?.folds ?? [:]
      state.folds[view] = folds.filter { row, _ in viewModel?.has(row) ?? true }
    }
    return state
  }

  /// Opens and closes what was open and closed in the last run.
  mutating func recallFolds(of remembered: RememberedState) {
    for (view, folds) in remembered.folds {
      if view == self.view {
        list.folds = folds
      } else {
        otherLists[view, default: RowList()].folds = folds
      }
    }
  }

  /// Orders by the column of the last run, where the view has it; columns are known with a scan.
  mutating func recallOrder() {
    guard let remembered = awaitedOrder, let viewModel else { return }
    awaitedOrder = nil
    let column = view.outline.columns(viewModel).first {
      $0.canOrder && $0.name == remembered.column
    }
    order = column.map { Order(column: $0, isInverted: remembered.isInverted) }
  }
}

extension ViewModel {
  /// Whether a row can still come up.
  fileprivate func has(_ row: RowID) -> Bool {
    var objects = row.namespace.map { [ObjectID.namespace($0)] } ?? []
    // Interfaces are known only after their view came up.
    if case .interface(let network, _) = row.object {
      objects.append(.namespace(network))
    } else {
      objects.append(row.object)
    }
    return objects.allSatisfy { place(of: $0) != nil }
  }
}
