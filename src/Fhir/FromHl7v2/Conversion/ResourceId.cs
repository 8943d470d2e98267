using Carelake.Fhir.Model;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>
/// The id of a resource, and the texts that hold it. The same patients, practitioners and places come again in message after message, so each thread keeps
/// the last few hundred ids instead of hashing their names anew.
/// </summary>
internal sealed class ResourceId
{
    private const int Kept = 1024;

    [ThreadStatic]
    private static ResourceId?[]? _kept;

    private readonly string _type;
    private readonly string _name;

    private ResourceId(string type, string name)
    {
        (_type, _name) = (type, name);
        Id = NameUuid.Of(NameUuid.Hl7v2, name);
        Reference = $"{type}/{Id}";
        FullUrl = $"urn:uuid:{Id}";
    }

    public string Id { get; }

    /// <summary>Such as <c>Patient/5b0c…</c>.</summary>
    public string Reference { get; }

    public string FullUrl { get; }

    /// <summary>The id that a resource has by its type and key: a hash of exactly these and of the source.</summary>
    public static ResourceId Of(string source, string type, string key)
    {
        var name = $"{source}|{type}|{key}";
        ref var entry = ref (_kept ??= new ResourceId?[Kept])[name.GetHashCode(StringComparison.Ordinal) & (Kept - 1)];
        if (entry is not { } known || known._name != name || known._type != type) entry = known = new(type, name);
        return known;
    }
}
