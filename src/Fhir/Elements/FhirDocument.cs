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
    private readonly FhirReadLimits _limits;
    private JsonDocument? _json;
    private FhirElement _root;
    private LineCursor _cursor = LineCursor.Start;

    private FhirDocument(JsonDocument? json, ReadOnlyMemory<byte> bytes, FhirReadLimits limits, FhirTypeInfo? type = null)
    {
        _limits = limits;
        Bytes = bytes;
        Definitions = FhirDefinitions.R4;
        if (json is not null) Open(json, type);
    }

    /// <summary>The text, UTF-8, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The definitions that name the types.</summary>
    public FhirDefinitions Definitions { get; }

    /// <summary>The resource. Its type is <see langword="null"/> when <c>resourceType</c> names none of R4, or is missing.</summary>
    public FhirElement Root
    {
        get
        {
            // An outline is JSON, as was found out before; an object that it could not be is none.
            if (_json is null) Open(JsonText.Parse(Bytes, _limits, out _) ?? JsonDocument.Parse("null"u8.ToArray()), null);
            return _root;
        }
    }

    /// <summary>Of a resource that was read alone out of a bundle, the whole; null otherwise.</summary>
    internal FhirDocument? Outer { get; private init; }

    /// <summary>Where the root stands in the whole, in FHIRPath; null when it is the root there too.</summary>
    internal string? RootPath { get; private init; }

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
        var bytes = WithoutMark(utf8);
        limits ??= FhirReadLimits.Default;
        var json = JsonText.Parse(bytes, limits, out var issues);
        return new(json is null ? null : new FhirDocument(json, bytes, limits, type), issues);
    }

    /// <summary>The text without a byte order mark.</summary>
    internal static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    /// <summary>A text that is known to be JSON; it is read when its root is asked for, which places in the text do not need.</summary>
    internal static FhirDocument Outline(ReadOnlyMemory<byte> utf8, FhirReadLimits limits) => new(null, utf8, limits);

    /// <summary>A resource out of a bundle, read by itself; null when it is no JSON.</summary>
    internal static FhirDocument? Part(FhirDocument outer, int start, int end, string path, out bool hasIssues)
    {
        var json = JsonText.Parse(outer.Bytes[start..end], outer._limits, out var issues);
        hasIssues = !issues.IsEmpty;
        return json is null ? null : new FhirDocument(json, outer.Bytes, outer._limits) { Outer = outer, RootPath = path };
    }

    /// <summary>Where an element stands; of a primitive without a value, where its extensions stand.</summary>
    public FhirPosition PositionOf(FhirElement element) => PositionAt(OffsetOf(element));

    /// <summary>The line and column of a byte.</summary>
    /// <param name="offset">From 0; past the end is taken as the end.</param>
    public FhirPosition PositionAt(int offset)
    {
        if (Outer is not null) return Outer.PositionAt(offset);
        var at = Math.Clamp(offset, 0, Bytes.Length);
        var cursor = _cursor = _cursor.MovedTo(at, Bytes.Span);
        return new FhirPosition(cursor.Line, Encoding.UTF8.GetCharCount(Bytes.Span[cursor.LineStart..at]) + 1);
    }

    /// <inheritdoc/>
    public void Dispose() => _json?.Dispose();

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

    private void Open(JsonDocument json, FhirTypeInfo? type)
    {
        _json = json;
        _root = new FhirElement(this, json.RootElement, default, null, type ?? ResourceType(json.RootElement), null, -1);
    }

    // The line asked for last: issues come nearly in the order of the text, so the next one is near.
    private sealed record LineCursor(int Line, int LineStart)
    {
        public static LineCursor Start { get; } = new(1, 0);

        public LineCursor MovedTo(int at, ReadOnlySpan<byte> bytes)
        {
            if (at < LineStart) return new(Line - bytes[at..LineStart].Count((byte)'\n'), bytes[..at].LastIndexOf((byte)'\n') + 1);
            var passed = bytes[LineStart..at];
            var lines = passed.Count((byte)'\n');
            return lines == 0 ? this : new(Line + lines, LineStart + passed.LastIndexOf((byte)'\n') + 1);
        }
    }
}
