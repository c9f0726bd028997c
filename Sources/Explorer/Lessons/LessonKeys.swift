import Canvas

extension State {
  /// A key during a lesson: the text has the keys that mean it, the tree those of its views.
  mutating func handleInLesson(_ key: Key) -> [Effect] {
    guard let pane = lesson else { return [] }
    let page = pane.page
    if key == "!", let page, let shell = page.shell {
      return ask(.shell(shell, command: page.command))
    }
    if key == "r", page?.stage == .introduction || page?.stage == .result { return ask(.again) }
    if let answer = key.digit, 1...(max(page?.choices ?? 0, 1)) ~= answer, page?.choices ?? 0 > 0 {
      return ask(.answer(answer - 1))
    }
    let screenful = max(1, size.rows - 6)
    switch options.keys[key] {
    case .enter: return ask(.proceed)
    case .back: return ask(.back)
    case .cancel, .quit: return leaveLesson()
    case .up: scrollLesson(by: -1)
    case .down: scrollLesson(by: 1)
    case .halfUp: scrollLesson(by: -screenful / 2)
    case .halfDown: scrollLesson(by: screenful / 2)
    case .pageUp: scrollLesson(by: -screenful)
    case .pageDown, .toggleFold: scrollLesson(by: screenful)
    case .first: scrollLesson(by: -(page?.lines.count ?? 0))
    case .last: scrollLesson(by: page?.lines.count ?? 0)
    case .nextView, .previousView, .kinds, .owners, .pids, .containers, .network, .processes,
      .changes, .help, .theme, .mouse, .refresh:
      return options.keys[key].map { perform($0) } ?? []
    default: break
    }
    return []
  }

  /// Gives an order and waits for its page; while one is out no other is given.
  private mutating func ask(_ order: LessonRequest) -> [Effect] {
    guard let pane = lesson, !pane.isBusy, let page = pane.page else { return [] }
    if order == .proceed, page.stage == .over { return leaveLesson() }
    if order == .proceed, page.stage == .introduction, page.lab != nil {
      // Before the lab was seen at all, nothing in it is news.
      let seen = snapshot?.objects ?? []
      lesson?.known = seen.isEmpty ? nil : seen
    }
    // A shell has the screen until it ends, and an answer only changes the page.
    lesson?.isBusy = true
    return [.lesson(order)]
  }

  /// Leaves also while an order is out; the pane stays until the lab is gone.
  private mutating func leaveLesson() -> [Effect] {
    lesson?.isBusy = true
    return [.lesson(.leave)]
  }

  /// Has the text wrapped anew where the pane has got another width.
  mutating func layOutLesson() -> [Effect] {
    let format = lessonFormat
    guard let pane = lesson, pane.page != nil, pane.format != format else { return [] }
    lesson?.format = format
    return [.lesson(.layOut(format))]
  }
}

extension Key {
  /// The digit that the key types; nil for others.
  fileprivate var digit: Int? {
    guard case .character(let character) = self, character.isASCII else { return nil }
    return character.wholeNumberValue
  }
}
