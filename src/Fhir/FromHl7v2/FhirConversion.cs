using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Carelake.Fhir.FromHl7v2.Building;

namespace Carelake.Fhir.FromHl7v2;

/// <summary>What became of one message.</summary>
public sealed class FhirConversion
{
    private readonly FhirObject _built;
    private readonly Lazy<ImmutableArray<UnmappedValue>> _unmapped;
    private JsonObject? _bundle;

    internal FhirConversion(FhirObject bundle, Func<ImmutableArray<UnmappedValue>> unmapped, ImmutableArray<Deletion> deletions)
    {
        _built = bundle;
        _unmapped = new(unmapped);
        Deletions = deletions;
    }

    /// <summary>
    /// A FHIR R4 Bundle of type transaction, each entry a PUT to an id made from the message's own identifiers: sending it again changes nothing. The same
    /// object each time.
    /// </summary>
    public JsonObject Bundle
    {
        get
        {
            if (_bundle is null) Interlocked.CompareExchange(ref _bundle, _built.ToJsonObject(), comparand: null);
            return _bundle;
        }
    }

    /// <summary>Everything in the message that no table read, in the message's order; looked for when it is asked for first.</summary>
    public ImmutableArray<UnmappedValue> Unmapped => _unmapped.Value;

    /// <summary>Everything that the message asks to be deleted (<c>""</c>): the element is not in the bundle.</summary>
    public ImmutableArray<Deletion> Deletions { get; }

    /// <summary>The resources in the bundle's order.</summary>
    public IEnumerable<JsonObject> Resources =>
        Bundle["entry"] is JsonArray entries ? entries.Select(entry => entry!["resource"]!.AsObject()) : [];

    /// <summary>Writes the bundle as it was made, with a quarter of the work of making <see cref="Bundle"/> first.</summary>
    /// <param name="writer">At a place where a value may stand.</param>
    public void WriteTo(Utf8JsonWriter writer) => _built.WriteTo(writer);

    /// <summary>Writes the bundle as one line of compact JSON in UTF-8, without a line end: the fastest of all ways.</summary>
    /// <param name="output">Takes the bytes; escaped is what JSON asks for, not what HTML would.</param>
    public void WriteTo(IBufferWriter<byte> output) => JsonBytes.Write(_built, output);

    /// <summary>How many resources, never what they say.</summary>
    public override string ToString() => $"{(_built["entry"] as FhirList)?.Count ?? 0} resources";
}
