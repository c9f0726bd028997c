package import Canvas
import Localization
package import Namespaces

/// Everything that the explorer knows and shows: a value, changed by ``update(_:_:)`` only.
package struct State: Sendable {
  /// The options; some change by keys.
  package internal(set) var options: Options

  /// The size of the screen.
  package internal(set) var size = Size(columns: 80, rows: 24)

  /// The last scan; nil before the first.
  package internal(set) var snapshot: Snapshot?

  /// Whether scanning is stopped.
  package internal(set) var isPaused = false

  /// The last scan as it is shown.
  var viewModel: ViewModel?
  var recentChanges = RecentChanges()
  var eventLog = EventLog()
  var history = LoadHistory()

  /// The seconds between scans when the scanner cannot keep up.
  var stretchedInterval: Double?

  /// The seconds between scans as they are.
  package var interval: Double { stretchedInterval ?? options.interval }

  /// How long the scanner has been at its present scan, when that is long.
  var staleScan = StaleScan()

  var view = ViewName.kinds

  /// The list of the present view.
  var list = RowList()

  /// The lists of the other views, as they were left.
  var otherLists: [ViewName: RowList] = [:]
  var places: [Visit] = []
  var tags: [ObjectID] = []
  var followed: ObjectID?

  /// What stays above the tree however that is scrolled, in the order in which it was put there.
  var onTop: [ObjectID] = []

  /// The object that was selected before the view changed, as long as nobody selects another: a
  /// view in between may not have it.
  var carried: ObjectID?

  var search = ""
  var filter = ""
  var prompt: Prompt?
  var hidesHost = false
  var hidesKernelThreads = true
  var order: Order?

  /// Whether all threads are shown below their processes.
  var showsThreads = false

  /// What the rows of the present view add up to.
  var total = ResourceTotal()

  var details = Details()

  /// Whether the interfaces were asked for since the picture of the networks came up.
  var showsInterfaces = false

  /// Whether the answer is still out: a host with thousands of networks takes longer to look
  /// through than a refresh.
  var isAwaitingInterfaces = false
  var overlay: Overlay?

  /// The lesson that is being taken.
  var lesson: LessonPane?

  /// The lab that the tree shows instead of the host, by its outermost process.
  var watchedLab: Int32?

  /// Whether the overlay makes way for its explanation.
  var explainsOverlay = false

  /// How far the overlay is scrolled.
  var overlayScroll = 0
  var notice: Notice?

  /// What came of the last entry; nil before the first.
  var lastEntry: Page?
  var isDraggingDivider = false

  /// The order of the last run, until the first scan tells the columns.
  var awaitedOrder: RememberedState.Order?

  /// A state before the first scan, arranged as it was left.
  package init(options: Options, remembered: RememberedState = RememberedState()) {
    self.options = options
    view = options.view ?? remembered.view
    hidesKernelThreads = options.hidesKernelThreads
    awaitedOrder = remembered.order
    recallFolds(of: remembered)
  }

  /// The object that is selected.
  package var selectedObject: ObjectID? { list.selection?.object }

  /// The network interface that an object is; nil for others.
  package func interface(_ object: ObjectID) -> NetworkInterface? {
    guard let viewModel, case .interface(let position)? = viewModel.place(of: object) else {
      return nil
    }
    return viewModel.networks.interfaces[Int(position)]
  }
}

extension State {
  /// A line in which somebody types.
  struct Prompt: Sendable {
    var purpose: Purpose
    var text: String

    /// Where the selection was before, to come back to on Esc.
    var origin: RowID?

    /// What was there before, to come back to on Esc.
    var before: String

    enum Purpose: Sendable {
      case search
      case filter
    }
  }

  /// By which column siblings are ordered.
  struct Order: Sendable, Equatable {
    var column: Column
    var isInverted = false
  }

  /// A place that somebody left for another and may want to see again.
  struct Visit: Sendable {
    var view: ViewName
    var row: RowID
  }

  /// One sentence for the status line.
  struct Notice: Sendable {
    var text: String
    var isError: Bool

    /// When it goes, on the clock of ``Event/tick(now:)``; nil until the next tick is known.
    var expires: Double?
  }

  /// What lies over the screen.
  enum Overlay: Sendable {
    case welcome
    case help
    case page(Page)
    case plan(PlanDialog)
    case signal(SignalDialog)
    case unpin(NamespaceID, path: RawPath)
    case compare(ComparisonDialog)
    case lessons(LessonList)
    case lineHelp(Prompt.Purpose)
    case write(WriteDialog)
  }

  /// A text to read.
  struct Page: Sendable {
    var title: String
    var lines: [StyledLine]
  }

  /// The details pane.
  struct Details: Sendable {
    /// Whether it is shown; nil for where there is room.
    var isShown: Bool?

    /// The columns that somebody gave it by dragging the divider.
    var columns: Int?

    var tab = DetailTab.facts
    var scroll = 0

    /// The line that ``Action/enter`` follows.
    var link: DetailLink?

    /// What was found inside objects, of those that are looked at.
    var contents: [ObjectID: [FactSection]] = [:]

    /// The object whose contents were asked for last.
    var requested: ObjectID?

    /// The page that was asked for last.
    var page: DetailPage?
  }
}
