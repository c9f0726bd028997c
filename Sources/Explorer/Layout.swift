import Canvas

/// Which part of the screen is for what.
struct Layout {
  /// The line that says which host this is.
  var header: Rect

  /// The line of views.
  var tabs: Rect

  /// The heads of the columns.
  var heads: Rect

  /// The rows that stay at the top, with the line below them; empty without such rows.
  var top: Rect

  /// The tree.
  var list: Rect

  /// What the rows add up to; empty where there is no room for it, or nothing to add up.
  var total: Rect

  /// The line between tree and details; nil without details.
  var divider: Rect?

  /// The details; nil where there is no room or they are switched off.
  var details: Rect?

  /// The text of a lesson; nil without one.
  var lesson: Rect?

  /// The keys, a prompt or a notice.
  var footer: Rect

  /// The smallest screen that can be worked with.
  static let minimum = Size(columns: 40, rows: 10)

  /// Whether a screen is too small.
  static func isTooSmall(_ size: Size) -> Bool {
    size.columns < minimum.columns || size.rows < minimum.rows
  }

  /// Divides a screen: details beside the tree where it is wide, below where it is high enough,
  /// in its place where it is neither and they are asked for.
  ///
  /// A lesson has the left half, with the tree in the other; the whole where it is not wide.
  init(size: Size, details wish: State.Details, hasLesson: Bool = false) {
    var rest = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
    (header, rest) = rest.split(topRows: 1)
    (tabs, rest) = rest.split(topRows: 1)
    (rest, footer) = rest.split(topRows: rest.size.rows - 1)
    let isWide = Self.isWide(size)
    let isHigh = rest.size.rows >= 17
    (heads, list) = rest.split(topRows: 1)
    (top, total) = (list.split(topRows: 0).top, list.split(topRows: 0).top)
    if hasLesson {
      let (left, right) = rest.split(leftColumns: Self.lessonColumns(size))
      let (line, tree) = right.split(leftColumns: 1)
      (heads, list) = tree.split(topRows: 1)
      (lesson, divider) = (left, line.size.columns == 0 ? nil : line)
      return
    }
    guard wish.isShown ?? (isWide || isHigh) else { return }
    if isWide {
      let usual = min(64, size.columns * 2 / 5)
      let columns = min(
        max(wish.columns ?? usual, Self.narrowestDetails), size.columns - Self.narrowestTree)
      let (left, right) = rest.split(leftColumns: rest.size.columns - columns - 1)
      (heads, list) = left.split(topRows: 1)
      let (line, pane) = right.split(leftColumns: 1)
      (divider, details) = (line, pane)
    } else if isHigh {
      let rows = max(7, min(14, rest.size.rows * 2 / 5))
      let (upper, lower) = rest.split(topRows: rest.size.rows - rows)
      (heads, list) = upper.split(topRows: 1)
      let (line, pane) = lower.split(topRows: 1)
      (divider, details) = (line, pane)
    } else {
      details = rest
      list = list.split(topRows: 0).top
      heads = heads.split(topRows: 0).top
    }
  }
}

extension Layout {
  private static let narrowestDetails = 30
  private static let narrowestTree = 50

  /// Whether there is room for details beside the tree.
  private static func isWide(_ size: Size) -> Bool { size.columns >= 100 }

  /// How many columns details beside the tree can have; nil where they stand below it.
  static func detailWidths(_ size: Size) -> ClosedRange<Int>? {
    isWide(size) ? narrowestDetails...(size.columns - narrowestTree) : nil
  }

  /// The most rows that stay at the top.
  static let mostTopRows = 5

  /// The fewest rows of the tree that are left when others stay at its top.
  private static let fewestRows = 3

  /// The rows of the tree from which one is given to what they add up to.
  private static let enoughForTotal = 8

  /// Takes room from the tree for `topRows` rows that stay at the top and for a line of totals.
  mutating func setAside(topRows: Int, hasTotal: Bool) {
    if hasTotal, list.size.rows >= Self.enoughForTotal {
      (list, total) = list.split(topRows: list.size.rows - 1)
    }
    let shown = min(topRows, list.size.rows - Self.fewestRows - 1)
    if shown > 0 { (top, list) = list.split(topRows: shown + 1) }
  }

  /// How wide the text of a lesson is on a screen.
  static func lessonColumns(_ size: Size) -> Int {
    size.columns >= 100 ? min(80, size.columns * 11 / 20) : size.columns
  }
}

extension State {
  /// The parts of a screen of a size.
  func layout(_ size: Size) -> Layout {
    var layout = Layout(size: size, details: details, hasLesson: lesson != nil)
    layout.setAside(topRows: onTop.count, hasTotal: view.hasTotal)
    return layout
  }

  /// The lines of the tree on the present screen.
  var listHeight: Int { layout(size).list.size.rows }
}
