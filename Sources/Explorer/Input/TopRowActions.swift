import Localization

extension State {
  /// Keeps the selected object at the top, or lets it go.
  mutating func keepOnTop() {
    guard let object = subject else { return say(.selectTarget, isError: true) }
    if let position = onTop.firstIndex(of: object) {
      onTop.remove(at: position)
    } else if onTop.count >= Layout.mostTopRows {
      return say(
        .topIsFull(Layout.mostTopRows, key: options.keyLabel(of: .keepOnTop)), isError: true)
    } else {
      onTop.append(object)
    }
    list.scroll(height: listHeight)
  }

  /// Goes to the first object at the top, from one of them to the next.
  mutating func goToTop() {
    guard !onTop.isEmpty else {
      return say(.nothingOnTop(key: options.keyLabel(of: .keepOnTop)), isError: true)
    }
    let present = subject.flatMap(onTop.firstIndex) ?? onTop.count - 1
    visit(onTop[(present + 1) % onTop.count])
  }

  /// Shows all threads below their processes, or no longer.
  mutating func toggleThreads() -> [Effect] {
    if options.capture != nil {
      say(.noThreadsInCapture, isError: true)
      return []
    }
    showsThreads.toggle()
    rebuild()
    return [.setThreads(showsThreads)]
  }
}

extension Text {
  static func topIsFull(_ count: Int, key: String) -> Text {
    Text("No more than \(count) objects are kept at the top; \(key) on one of them lets it go.")
  }

  static func nothingOnTop(key: String) -> Text {
    Text("Nothing is kept at the top; \(key) keeps what is selected.")
  }

  static let noThreadsInCapture = Text(
    "A capture holds no threads but those that left their process.")
}
