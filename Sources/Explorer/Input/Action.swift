/// Something that a key does; the raw value names it in the configuration.
package enum Action: String, Sendable, Hashable, CaseIterable {
  case up
  case down
  case halfUp = "half-up"
  case halfDown = "half-down"
  case pageUp = "page-up"
  case pageDown = "page-down"
  case first
  case last
  case fold
  case unfold
  case toggleFold = "toggle-fold"
  case unfoldAll = "unfold-all"
  case foldAll = "fold-all"

  case kinds
  case owners
  case pids
  case containers
  case network
  case processes
  case changes
  case nextView = "next-view"
  case previousView = "previous-view"

  case enter
  case newNamespaces = "new-namespaces"
  case lastEntry = "last-entry"
  case explain
  case compare
  case tag
  case untagAll = "untag-all"
  case keepOnTop = "keep-on-top"
  case signal
  case unpin
  case copy
  case copyCommand = "copy-command"
  case write

  case search
  case searchNext = "search-next"
  case searchPrevious = "search-previous"
  case filter
  case hideHost = "hide-host"
  case hideKernelThreads = "hide-kernel-threads"
  case threads
  case sortNext = "sort-next"
  case sortPrevious = "sort-previous"
  case invertSort = "invert-sort"

  case details
  case nextTab = "next-tab"
  case previousTab = "previous-tab"
  case scrollDetailsDown = "scroll-details-down"
  case scrollDetailsUp = "scroll-details-up"
  case widenDetails = "widen-details"
  case nextLink = "next-link"
  case previousLink = "previous-link"
  case goToOwner = "go-to-owner"
  case goToParent = "go-to-parent"
  case goToHolder = "go-to-holder"
  case goToPeer = "go-to-peer"
  case goToTop = "go-to-top"
  case back
  case follow

  case pause
  case refresh
  case faster
  case slower
  case mouse
  case theme
  case redraw
  case suspend
  case lessons
  case help
  case cancel
  case quit
}
