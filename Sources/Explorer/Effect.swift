package import Namespaces

/// Something that the explorer asks of the program around it.
package enum Effect: Sendable, Equatable {
  /// End the program.
  case quit

  /// Give the terminal back to the shell until the program is continued.
  case suspend

  /// Draw everything anew, whatever the terminal is believed to show.
  case redraw

  /// Scan now.
  case refresh

  /// Stop scanning, or go on.
  case setPaused(Bool)

  /// Scan every so many seconds.
  case setInterval(Double)

  /// List the threads of all processes at every scan, or no longer.
  case setThreads(Bool)

  /// Find out what is inside an object; the answer is ``Event/details(_:_:)``.
  case load(ObjectID)

  /// Find out the interfaces of all network namespaces; the answer is ``Event/interfaces(_:)``.
  case loadInterfaces

  /// Find out what differs inside two namespaces of a kind; the answer is
  /// ``Event/difference(_:_:_:)``.
  case compare(NamespaceID, NamespaceID)

  /// Explain an object; the answer is ``Event/page(title:lines:)``.
  case explain(ObjectID)

  /// Write a page of the details; the answer is ``Event/written(_:_:)``.
  case writePage(DetailPageRequest)

  /// Work out a plan; the answer is ``Event/plan(_:_:)``.
  case plan(EntryRequest)

  /// Carry a plan out: leave the screen, run it, come back, report with ``Event/left(_:)``.
  case enter(EntryRequest)

  /// Work out how namespaces would be made; the answer is ``Event/newNamespacesPlan(_:_:)``.
  case planNewNamespaces(NewNamespacesRequest)

  /// Make namespaces: leave the screen, run what is in them, come back, report as for an entry.
  case make(NewNamespacesRequest)

  /// Send a signal to processes that were confirmed by name.
  case signal(SignalRequest)

  /// Remove the pin of a namespace, a bind mount at `path`.
  case unpin(NamespaceID, path: RawPath)

  /// List the lessons; the answer is ``Event/lessons(_:)``.
  case listLessons

  /// Do what a learner asks for; the answer is ``Event/lesson(_:)``.
  case lesson(LessonRequest)

  /// Put a text on the clipboard.
  case copy(String)

  /// Listen to the mouse, or leave it to the terminal.
  case setMouse(Bool)

  /// Write something to a new file in the working directory; report where.
  case write(Document)
}

/// A signal and those who get it.
package struct SignalRequest: Sendable, Hashable {
  /// The processes, by identity so that a recycled pid is refused.
  package var targets: [ProcessID]

  /// The signal.
  package var signal: Signal

  /// Creates a request.
  package init(targets: [ProcessID], signal: Signal) {
    self.targets = targets
    self.signal = signal
  }

  /// The signals on offer (signal(7)).
  package enum Signal: Int32, Sendable, CaseIterable {
    case hangup = 1
    case interrupt = 2
    case kill = 9
    case terminate = 15
    case proceed = 18
    case stop = 19

    /// The name in signal(7).
    package var name: String { "\(SignalNumber(rawValue))" }
  }
}

extension Effect {
  /// Whether the effect changes the host; none of these leaves a read-only explorer.
  package var changesHost: Bool {
    switch self {
    case .enter, .make, .signal, .unpin, .write, .lesson(.begin): true
    default: false
    }
  }
}
