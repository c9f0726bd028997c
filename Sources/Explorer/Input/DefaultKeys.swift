import Canvas
import Localization

extension KeyTable {
  /// The keys that people's hands know from vi, less, htop and Midnight Commander.
  package static let standard = KeyTable(moving + views + acting + finding + details + program)

  private static func row(
    _ group: Group, _ action: Action, _ keys: [Key], _ help: Text, short: Text? = nil
  ) -> Binding {
    Binding(action: action, keys: keys, group: group, help: help, short: short)
  }

  private static let moving = [
    row(.moving, .up, [.up, "k"], Text("one row up")),
    row(.moving, .down, [.down, "j"], Text("one row down")),
    row(.moving, .pageUp, [.pageUp, .control("b")], Text("one page up")),
    row(.moving, .pageDown, [.pageDown, .control("f")], Text("one page down")),
    row(.moving, .halfUp, [.control("u")], Text("half a page up")),
    row(.moving, .halfDown, [.control("d")], Text("half a page down")),
    row(.moving, .first, ["g", .home], Text("to the first row")),
    row(.moving, .last, ["G", .end], Text("to the last row")),
    row(
      .moving, .fold, [.left, "h", "-"], Text("fold, or go to the row above")),
    row(
      .moving, .unfold, [.right, "l", "+"],
      Text("unfold, or go to the first row below")),
    row(
      .moving, .toggleFold, [" "], Text("fold or unfold"),
      short: Text("fold")),
    row(.moving, .unfoldAll, ["*"], Text("unfold everything below")),
    row(.moving, .foldAll, ["_"], Text("fold everything back")),
  ]

  private static let views = [
    row(.views, .kinds, ["1"], Text("kinds of namespace")),
    row(.views, .owners, ["2"], Text("who owns what: user namespaces")),
    row(.views, .pids, ["3"], Text("pids at every level")),
    row(.views, .containers, ["4"], Text("containers by their names")),
    row(.views, .network, ["5"], Text("networks and the links between")),
    row(.views, .processes, ["6"], Text("processes and their eight namespaces")),
    row(.views, .changes, ["7"], Text("what changed, and when")),
    row(.views, .nextView, [.tab], Text("next view")),
    row(.views, .previousView, [.backTab], Text("previous view")),
  ]

  private static let acting = [
    row(
      .acting, .enter, [.enter],
      Text("enter it: first a plan, then a shell"),
      short: Text("go in")),
    row(
      .acting, .newNamespaces, ["M", .function(7)],
      Text("make new namespaces: first a plan, then a shell")),
    row(
      .acting, .lastEntry, ["e"],
      Text("what the last entry called and left behind")),
    row(
      .acting, .explain, ["E", .function(1)], Text("explain the object"),
      short: Text("explain")),
    row(.acting, .tag, ["t"], Text("tag or untag")),
    row(.acting, .untagAll, ["T"], Text("untag everything")),
    row(
      .acting, .keepOnTop, ["P"], Text("keep at the top, or let go")),
    row(
      .acting, .compare, ["c"],
      Text("compare with the tagged, else with the host"),
      short: Text("compare")),
    row(.acting, .signal, [.function(9)], Text("send a signal, after asking")),
    row(.acting, .unpin, ["U"], Text("remove a pin, after asking")),
    row(.acting, .copy, ["y"], Text("copy the id or pid")),
    row(
      .acting, .copyCommand, ["Y"], Text("copy the command that enters")),
    row(
      .acting, .write, ["w"],
      Text("write the view, the object or the changes to a file")),
  ]

  private static let finding = [
    row(
      .finding, .search, ["/", .function(3)], Text("search as you type"),
      short: Text("search")),
    row(.finding, .searchNext, ["n"], Text("next match")),
    row(.finding, .searchPrevious, ["N"], Text("previous match")),
    row(
      .finding, .filter, ["\\", .function(4)], Text("show only what matches"),
      short: Text("filter")),
    row(.finding, .hideHost, ["H"], Text("hide the host's own namespaces")),
    row(
      .finding, .hideKernelThreads, ["K"], Text("hide or show kernel threads")),
    row(
      .finding, .threads, ["A"], Text("show or hide all threads")),
    row(
      .finding, .sortNext, [">", .function(6)], Text("order by the next column"),
      short: Text("sort")),
    row(.finding, .sortPrevious, ["<"], Text("order by the previous column")),
    row(.finding, .invertSort, ["I"], Text("turn the order round")),
  ]

  private static let details = [
    row(
      .details, .details, ["d"], Text("show or hide the details"),
      short: Text("details")),
    row(.details, .nextTab, ["]"], Text("next page of the details")),
    row(.details, .previousTab, ["["], Text("previous page of the details")),
    row(.details, .scrollDetailsDown, ["}"], Text("scroll the details down")),
    row(.details, .scrollDetailsUp, ["{"], Text("scroll the details up")),
    row(
      .details, .widenDetails, ["W"],
      Text("widen the details; after the widest, the narrowest")),
    row(
      .details, .nextLink, [")"],
      Text("next link of the details; Enter follows it")),
    row(.details, .previousLink, ["("], Text("previous link of the details")),
    row(.details, .goToOwner, ["o"], Text("go to the owner")),
    row(.details, .goToParent, ["u"], Text("go to the parent")),
    row(.details, .goToHolder, ["a"], Text("go to what keeps it alive")),
    row(
      .details, .goToPeer, ["v"], Text("go to the other end of a veth")),
    row(
      .details, .goToTop, ["O"], Text("go to the next one kept at the top")),
    row(.details, .back, ["b", .backspace], Text("go back")),
    row(.details, .follow, ["F"], Text("follow the selected process")),
  ]

  private static let program = [
    row(
      .program, .pause, ["p", "Z"], Text("pause or go on"),
      short: Text("pause")),
    row(.program, .refresh, ["R", .function(5)], Text("look again now")),
    row(.program, .faster, ["."], Text("look twice as often")),
    row(.program, .slower, [","], Text("look half as often")),
    row(.program, .mouse, ["m"], Text("use the mouse or leave it")),
    row(.program, .theme, ["C"], Text("next set of colours")),
    row(.program, .redraw, [.control("l")], Text("draw the screen anew")),
    row(.program, .suspend, [.control("z")], Text("suspend; fg comes back")),
    row(
      .program, .lessons, ["L"], Text("lessons in real rooms"),
      short: Text("learn")),
    row(.program, .help, ["?"], Text("these keys"), short: Text("help")),
    row(
      .program, .cancel, [.escape], Text("back one level; never quits")),
    row(.program, .quit, ["q", .function(10)], Text("quit"), short: Text("quit")),
  ]
}
