import Testing

@testable import Procfs

@Suite("Links, command lines, status and run time")
struct SmallFilesTests {
  private func link(_ text: String) -> FileLink {
    let bytes = Array(text.utf8)
    return FileLink(bytes.span)
  }

  @Test("a link names a namespace, a socket or something else")
  func links() {
    #expect(link("net:[4026531833]") == .namespace(kind: "net", inode: 4_026_531_833))
    #expect(link("cgroup:[5]") == .namespace(kind: "cgroup", inode: 5))
    #expect(link("socket:[31337]") == .socket(inode: 31337))
    for other in ["", "/dev/null", "pipe:[7]", "net:[7", "net:[]", "nets:[7]", "anon_inode:[x]"] {
      #expect(link(other) == .other, "\(other)")
    }
  }

  @Test(
    "arguments are joined with spaces, and what a process wrote over them is let pass",
    arguments: [
      ("sh\0-c\0exit\0", "sh -c exit"), ("nginx: worker  \0\0\0", "nginx: worker"), ("", ""),
    ])
  func commandLines(_ content: String, _ expected: String) {
    let bytes = Array(content.utf8)
    #expect(String(commandLine: bytes.span) == expected)
  }

  @Test("the status gives the effective user, the pids inwards and the capabilities")
  func status() {
    let text =
      "Name:\tsh\nUid:\t1000\t1001\t1002\t1003\nNSpid:\t4242\t17\t1\nCapEff:\t000001ffffffffff\n"
    let bytes = Array(text.utf8)
    let status = ProcessStatus(bytes.span)
    #expect(status.uid == 1001)
    #expect(status.namespacePIDs == [4242, 17, 1])
    #expect(status.capabilities == 0x1FF_FFFF_FFFF)
  }

  @Test("the run time is the first number and the third")
  func runTime() throws {
    let bytes = Array("123456789 42 7\n".utf8)
    let runTime = RunTime(bytes.span)
    #expect(runTime?.nanoseconds == 123_456_789)
    #expect(runTime?.slices == 7)
    let cut = Array("123".utf8)
    let nothing = RunTime(cut.span)
    #expect(nothing == nil)
  }

  @Test("every run moves the one number for the run time, whatever else falls meanwhile")
  func runTimeCount() {
    let before = RunTime(nanoseconds: 900, slices: 3, turns: 8).count
    #expect(RunTime(nanoseconds: 901, slices: 3, turns: 8).count != before)
    #expect(RunTime(nanoseconds: 900, slices: 4, turns: 8).count != before)
    #expect(RunTime(nanoseconds: 900, slices: 3, turns: 9).count != before)
    // A thread has ended, which takes a run.
    #expect(RunTime(nanoseconds: 901, slices: 4, turns: 6).count != before)
    #expect(RunTime(nanoseconds: 901, slices: 4, turns: 7).count != before)
  }

  @Test("the host's counts are found whatever stands around them")
  func systemCounts() {
    func counts(_ text: String) -> SystemCounts {
      let bytes = Array(text.utf8)
      return SystemCounts(bytes.span)
    }
    let text = """
      cpu  10 20 30 40 50 60 70 80 90 100
      cpu0 1 2 3 4 5 6 7 8 9 10
      ctxt 5
      processes 4242
      procs_running 1

      """
    #expect(counts(text).stolen == 80)
    #expect(counts(text).forks == 4242)
    #expect(counts("").forks == nil)
    #expect(counts("intr 1 2\nprocesses 7").forks == 7)
    #expect(counts("intr 1 2\nprocesses 7").stolen == 0)
  }
}
