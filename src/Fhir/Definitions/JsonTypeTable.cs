using System.Text;

namespace Carelake.Fhir.Definitions;

/// <summary>Finds a resource type by the bytes of <c>resourceType</c>, without making a string.</summary>
internal sealed class JsonTypeTable(IEnumerable<FhirTypeInfo> types)
{
    private readonly ILookup<int, (byte[] Name, FhirTypeInfo Type)> _byHash = types
        .Select(type => (Name: Encoding.UTF8.GetBytes(type.Name), type)).ToLookup(type => Hash(type.Name), type => type);

    public FhirTypeInfo? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (bytes, type) in _byHash[Hash(name)])
            if (name.SequenceEqual(bytes))
                return type;
        return null;
    }

    private static int Hash(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : name[0] | (name[^1] << 8) | (name[name.Length / 2] << 16) | (name.Length << 24);
}
