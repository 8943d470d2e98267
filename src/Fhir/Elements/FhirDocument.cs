using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Elements;

/// <summary>
/// One FHIR resource as it was written in JSON (FHIR R4, section 2.6.2): the caller's bytes with an index over them. Nothing is copied and no
/// number is converted, so that <c>72.50</c> stays <c>72.50</c>.
/// </summary>
/// <remarks>The bytes must not change while the document is used. Disposing gives pooled memory back; forgetting to costs only that.</remarks>
public sealed class FhirDocument : IDisposable
{
    private readonly JsonDocument _json;
    private int[]? _lineStarts;

    private FhirDocument(JsonDocument json, ReadOnlyMemory<byte> bytes, FhirDefinitions definitions, FhirTypeInfo? type)
    {
        _json = json;
        Bytes = bytes;
        Definitions = definitions;
        Root = new FhirElement(this, json.RootElement, default, null, type ?? ResourceType(json.RootElement), null, -1);
    }

    /// <summary>The text, UTF-8, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The definitions that name the types.</summary>
    public FhirDefinitions Definitions { get; }

    /// <summary>The resource. Its type is <see langword="null"/> when <c>resourceType</c> names none of R4, or is missing.</summary>
    public FhirElement Root { get; }

    /// <summary>Reads one resource.</summary>
    /// <param name="utf8">JSON in UTF-8; a byte order mark is skipped.</param>
    /// <param name="limits">What is accepted; the default when null.</param>
    /// <returns>The document and what is wrong with its JSON; <see langword="null"/> and an error when it is no JSON.</returns>
    public static Parsed<FhirDocument?> Parse(ReadOnlyMemory<byte> utf8, FhirReadLimits? limits = null) => Parse(utf8, null, limits);

    /// <summary>Reads a part of a resource, such as a CodeableConcept, as the type that is said.</summary>
    /// <param name="utf8">JSON in UTF-8; a byte order mark is skipped.</param>
    /// <param name="type">The type; when null, what <c>resourceType</c> says.</param>
    /// <param name="limits">What is accepted; the default when null.</param>
    public static Parsed<FhirDocument?> Parse(ReadOnlyMemory<byte> utf8, FhirTypeInfo? type, FhirReadLimits? limits = null)
    {
        var bytes = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        var json = JsonText.Parse(bytes, limits ?? FhirReadLimits.Default, out var issues);
        return new(json is null ? null : new FhirDocument(json, bytes, FhirDefinitions.R4, type), issues);
    }

    /// <summary>Where an element stands; of a primitive without a value, where its extensions stand.</summary>
    public FhirPosition PositionOf(FhirElement element) => PositionAt(OffsetOf(element));

    /// <summary>The line and column of a byte.</summary>
    /// <param name="offset">From 0; past the end is taken as the end.</param>
    public FhirPosition PositionAt(int offset)
    {
        var starts = _lineStarts ??= LineStarts(Bytes.Span);
        var at = Math.Clamp(offset, 0, Bytes.Length);
        var line = Array.BinarySearch(starts, at);
        if (line < 0) line = ~line - 1;
        return new FhirPosition(line + 1, Encoding.UTF8.GetCharCount(Bytes.Span[starts[line]..at]) + 1);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>First byte of an element's value in <see cref="Bytes"/>.</summary>
    internal int OffsetOf(FhirElement element) => OffsetOf(element.Json.ValueKind == JsonValueKind.Undefined ? element.Companion : element.Json);

    internal int OffsetOf(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Undefined) return 0;
        ref var first = ref MemoryMarshal.GetReference(Bytes.Span);
        ref var here = ref MemoryMarshal.GetReference(JsonMarshal.GetRawUtf8Value(json));
        return (int)Unsafe.ByteOffset(ref first, ref here);
    }

    /// <summary>The type that <c>resourceType</c> of an object says; null when R4 has none of that name.</summary>
    internal FhirTypeInfo? ResourceType(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("resourceType"u8, out var name) || name.ValueKind != JsonValueKind.String)
            return null;
        var raw = JsonMarshal.GetRawUtf8Value(name);
        return Definitions.Resource(raw[1..^1]);
    }

    private static int[] LineStarts(ReadOnlySpan<byte> bytes)
    {
        var starts = new List<int> { 0 };
        for (var at = 0; ;)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0) return [.. starts];
            at += length + 1;
            starts.Add(at);
        }
    }
}
