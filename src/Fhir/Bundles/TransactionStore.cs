namespace Carelake.Fhir.Bundles;

/// <summary>What a plan asks of the server that will carry it out; all before anything is written.</summary>
/// <param name="Search">Given a type and a query (<c>identifier=system|value</c>), the ids of the resources it finds.</param>
/// <param name="Version">Given a type and an id, the version that is current; <see langword="null"/> when there is no such resource, or it is deleted.</param>
/// <param name="NewId">Given a type, an id for a new resource. Ids made from identifiers keep a bundle sent twice from making everything twice.</param>
public sealed record TransactionStore(
    Func<string, string, IReadOnlyList<string>> Search, Func<string, string, string?> Version, Func<string, string> NewId);
