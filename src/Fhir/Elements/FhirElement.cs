using System.Runtime.InteropServices;
using System.Text.Json;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Elements;

/// <summary>
/// One element of a document: a resource, a part of one, or a primitive with the id and extensions that JSON keeps beside it under
/// <c>_name</c> (FHIR R4, section 2.6.2.3). A view: it holds no copy of the data and lives as long as the document.
/// </summary>
/// <remarks><c>default</c> is no element: <see cref="IsNone"/>.</remarks>
public readonly partial struct FhirElement
{
    private readonly string? _unknownName;

    internal FhirElement(
        FhirDocument document, JsonElement json, JsonElement companion, FhirElementInfo? definition, FhirTypeInfo? type, string? unknownName, int index)
    {
        Document = document;
        Json = json;
        Companion = companion;
        Definition = definition;
        Type = type;
        Index = index;
        _unknownName = unknownName;
    }

    /// <summary>The document it is part of.</summary>
    public FhirDocument Document { get; }

    /// <summary>The value in JSON; <see cref="JsonValueKind.Undefined"/> for a primitive that has only extensions.</summary>
    public JsonElement Json { get; }

    /// <summary>What stands beside a primitive under <c>_name</c>: an object with <c>id</c> and <c>extension</c>; undefined when nothing does.</summary>
    public JsonElement Companion { get; }

    /// <summary>Its definition; <see langword="null"/> for the root and for what no definition has.</summary>
    public FhirElementInfo? Definition { get; }

    /// <summary>Its type, of a choice the one that its name says, of a resource the one that <c>resourceType</c> says; <see langword="null"/> when unknown.</summary>
    public FhirTypeInfo? Type { get; }

    /// <summary>Position among the elements of the same name, from 0; -1 when JSON writes no array.</summary>
    public int Index { get; }

    /// <summary>Name as FHIRPath says it: <c>value</c> for <c>valueQuantity</c>, the type's name for the root.</summary>
    public string Name => Definition?.Name ?? _unknownName ?? Type?.Name ?? "";

    /// <summary>There is no element.</summary>
    public bool IsNone => Document is null;

    /// <summary>A value with an id and extensions beside it, rather than something with children.</summary>
    public bool IsPrimitive => Type?.IsPrimitive ?? Json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    /// <summary>A resource.</summary>
    public bool IsResource => Type is { IsResource: true } || (Type is null && Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("resourceType"u8, out _));

    /// <summary>A primitive with a value, not only extensions.</summary>
    public bool HasValue => Json.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    /// <summary>
    /// The value of a primitive as FHIR writes it: strings unescaped, numbers with every digit of the source, <c>true</c>, <c>false</c>;
    /// <see langword="null"/> when it has none.
    /// </summary>
    public string? Text => Json.ValueKind switch
    {
        JsonValueKind.String => Json.GetString(),
        JsonValueKind.Number => Json.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>A JSON Boolean; <see langword="null"/> for anything else.</summary>
    public bool? Boolean => Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A JSON number as a decimal; <see langword="null"/> for anything else, and when it needs more than 28 digits.</summary>
    /// <remarks><see cref="Text"/> has the digits as they were written.</remarks>
    public decimal? Decimal => Json.ValueKind == JsonValueKind.Number && Json.TryGetDecimal(out var number) ? number : null;

    /// <summary>A JSON number that is a whole one of 32 bits; <see langword="null"/> for anything else.</summary>
    public int? Integer => Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out var number) ? number : null;

    /// <summary>Line and column in the text.</summary>
    public FhirPosition Position => Document.PositionOf(this);

    /// <summary>The value's bytes as they stand in the text, quotes and escapes included; empty when there is none.</summary>
    public ReadOnlySpan<byte> RawJson => Json.ValueKind == JsonValueKind.Undefined ? [] : JsonMarshal.GetRawUtf8Value(Json);

    /// <summary>Is of this type, or of one that specialises it.</summary>
    /// <param name="type">A type's name: <c>Quantity</c>, <c>DomainResource</c>.</param>
    public bool Is(string type) => Type?.Is(type) ?? false;

    /// <summary>The value as a JSON string holds these bytes and no escapes.</summary>
    internal bool TextIs(ReadOnlySpan<byte> text) => Json.ValueKind == JsonValueKind.String && Json.ValueEquals(text);

    /// <summary>Name, never the value: it may be about a patient.</summary>
    public override string ToString() => IsNone ? "(none)" : $"{Name}: {Type?.Name ?? "unknown"}";
}
