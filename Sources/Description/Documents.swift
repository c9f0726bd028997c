package import JSONCoding
package import Namespaces

extension Described<Namespace> {
  /// Everything that is said of the namespace, as an object of a document.
  package var document: JSONObject {
    var document = NamespaceFields.all.json(self)
    document["containers"] = .array(
      index.containers(in: object).map { container in
        .object(ContainerFields.ofNamespace.json(other(container)))
      })
    return document
  }
}

extension Described<ProcessRecord> {
  /// Everything that is said of the process, as an object of a document.
  package var document: JSONObject { ProcessFields.all.json(self) }

  /// The same of a thread of the process that is in other namespaces.
  package func document(of thread: DivergentThread) -> JSONObject {
    var document = document
    document["tid"] = .integer(Int64(thread.tid))
    document["namespaces"] = thread.links.document
    return document
  }
}

extension Described<Container> {
  /// Everything that is said of the container, as an object of a document.
  package var document: JSONObject { ContainerFields.all.json(self) }
}
