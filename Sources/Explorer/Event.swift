package import Canvas
package import Localization
package import Namespaces

/// Something that the explorer is told.
package enum Event: Sendable {
  /// A person did something.
  case input(Input)

  /// Nobody has run the explorer here before.
  case firstRun

  /// A scan ended.
  case snapshot(Snapshot)

  /// Time passed; seconds on any clock that only goes forward.
  case tick(now: Double)

  /// What is inside an object, the answer to ``Effect/load(_:)``.
  case details(ObjectID, [FactSection])

  /// The interfaces of all network namespaces, the answer to ``Effect/loadInterfaces``.
  case interfaces([NetworkInterface])

  /// What differs inside two namespaces of a kind, the answer to ``Effect/compare(_:_:)``.
  case difference(NamespaceID, NamespaceID, ContentsDifference)

  /// What a plan says, the answer to ``Effect/plan(_:)``.
  case plan(EntryRequest, EntrySummary)

  /// How namespaces would be made, the answer to ``Effect/planNewNamespaces(_:)``.
  case newNamespacesPlan(NewNamespacesRequest, EntrySummary)

  /// Somebody is back from an entry, and once more when it is known what was left behind there.
  case left(EntryReport)

  /// A text to read, such as the answer to ``Effect/explain(_:)``.
  case page(title: String, lines: [StyledLine])

  /// A page of the details, the answer to ``Effect/writePage(_:)``.
  case written(DetailPageRequest, [StyledLine])

  /// The lessons that there are.
  case lessons([LessonEntry])

  /// Somebody wants to take the lesson of this name.
  case beginLesson(String)

  /// What there is to see of the lesson now.
  case lesson(LessonPage)

  /// The lesson was left, or could not go on for a reason, and all that it made is gone.
  case lessonEnded(failure: String?)

  /// One sentence for the status line, such as what a signal reached.
  case notice(String, isError: Bool)

  /// The present look has become slow, and waits for a process; told after each tick as long as it does.
  case slowLook(waitsFor: Int32)

  /// The scanner takes longer than the interval and now looks every so many seconds; nil when it
  /// keeps up again.
  case stretched(Double?)
}
