/// A fact about the running system that a text asks for as `{name}`.
///
/// A paragraph that asks for a fact which is not there, such as the example of a namespace where
/// there is only the initial one, is left out.
enum ArticleFact: String, Sendable, CaseIterable {
  // The host.
  case host
  case kernel
  case processes
  case namespaces

  // The processes that are in another namespace than their parent, and one of them.
  case movers
  case mover
  case moverParent = "mover.parent"
  case moverKinds = "mover.kinds"

  // The namespaces of the kind that the text explains.
  case count
  case initial
  case initialMembers = "initial.members"
  case yours
  case example
  case exampleMembers = "example.members"
  case exampleProcess = "example.process"
  case examplePIDs = "example.pids"
  case exampleUID = "example.uid"

  // The namespace or the process that was asked about.
  case object
  case objectMembers = "object.members"
  case objectProcess = "object.process"
  case objectOwner = "object.owner"
  case objectParent = "object.parent"
  case objectUID = "object.uid"
  case objectHolders = "object.holders"
  case process
  case processPlain = "process.plain"
  case processOwn = "process.own"
  case processShared = "process.shared"
  case processPIDs = "process.pids"

  // What the texts that are not about a kind show.
  case pins
  case pinPath = "pin.path"
  case pinNamespace = "pin.namespace"
  case held
  case heldProcess = "held.process"
  case heldNamespace = "held.namespace"
  case users
  case userYours = "user.yours"
  case ownerExample = "owner.example"
  case ownerUID = "owner.uid"
  case ownerOwned = "owner.owned"
  case netCount = "net.count"
  case netYours = "net.yours"
  case netExample = "net.example"
  case netExampleProcess = "net.example.process"
  case containers
  case container
  case containerOwn = "container.own"
  case containerShared = "container.shared"
}
