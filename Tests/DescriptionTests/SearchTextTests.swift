import Description
import Testing

@Suite("A text that is looked for")
struct SearchTextTests {
  @Test(
    "is found wherever it stands, without regard to the case of Latin letters",
    arguments: [
      ("nginx", "/usr/sbin/NGINX -g", true), ("NGINX", "nginx", true), ("aab", "aaab", true),
      ("x", "", false), ("long", "lon", false), ("部屋", "わが部屋", true), ("é", "É", false),
    ])
  func found(text: String, hay: String, isIn: Bool) throws {
    #expect(try #require(SearchText(text)).isIn(hay) == isIn)
  }

  @Test("is not nothing: that would be everywhere")
  func nothing() { #expect((SearchText("") == nil) == true) }
}
