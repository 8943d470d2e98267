namespace Carelake.Fhir.Bundles;

/// <summary>What is done with one entry of a bundle (FHIR R4, section 3.1.0.11.2).</summary>
/// <param name="Index">Position in the bundle, from 0: responses are in this order.</param>
/// <param name="Action">What is done.</param>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Id of the resource; empty for a search.</param>
/// <param name="Resource">The resource to store, its references written with the ids they have now; empty when nothing is stored.</param>
/// <param name="Status">HTTP status when it goes well: <c>201</c>, <c>200</c>, <c>204</c>.</param>
/// <param name="Url">The request as it was sent, for those who read.</param>
public sealed record PlannedEntry(int Index, PlannedAction Action, string Type, string Id, ReadOnlyMemory<byte> Resource, int Status, string Url)
{
    /// <summary>Type and id; never the resource: it may be about a patient.</summary>
    public override string ToString() => $"{Action} {Type}";
}

/// <summary>What is done with an entry, in the order in which a transaction does them.</summary>
public enum PlannedAction
{
    /// <summary>Deletes; of a resource that is gone already too.</summary>
    Delete,

    /// <summary>Stores a new resource.</summary>
    Create,

    /// <summary>Nothing: a conditional create found what it would have made.</summary>
    Keep,

    /// <summary>Stores a new version, or a new resource under the id that was asked for.</summary>
    Update,

    /// <summary>Changes a resource by a patch, which is the entry's resource.</summary>
    Patch,

    /// <summary>Reads or searches.</summary>
    Read,
}
