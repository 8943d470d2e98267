using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carelake.Fhir.FromHl7v2.Building;

/// <summary>
/// A piece of a resource while it is built. A message makes hundreds: these are a quarter of the size of those of System.Text.Json, and are turned into
/// them only when somebody asks for those.
/// </summary>
internal abstract class FhirNode
{
    public abstract void WriteTo(Utf8JsonWriter writer);

    public abstract void WriteTo(JsonBytes json);

    public abstract JsonNode ToJson();

    public abstract FhirNode Copy();

    /// <summary>Says the same, whatever the order of its elements.</summary>
    public abstract bool Says(FhirNode? other);

    /// <summary>Would be written in the same way.</summary>
    public abstract bool IsWrittenAs(FhirNode? other);

    /// <summary>The same for whatever is written in the same way.</summary>
    public abstract int WrittenHash();

    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator FhirNode?(string? text) => text is null ? null : new FhirText(text);

    public static implicit operator FhirNode(int number) => new FhirInteger(number);

    public static implicit operator FhirNode(bool value) => value ? FhirBoolean.True : FhirBoolean.False;

    /// <summary>The text of a text; <see langword="null"/> for nothing.</summary>
    public static explicit operator string?(FhirNode? node) => (node as FhirText)?.Text;
}

/// <summary>A string, code, date or URI.</summary>
internal sealed class FhirText(string text) : FhirNode
{
    public string Text => text;

    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteStringValue(text);

    public override void WriteTo(JsonBytes json) => json.Text(text);

    public override JsonNode ToJson() => JsonValue.Create(text);

    public override FhirNode Copy() => this;

    public override bool Says(FhirNode? other) => other is FhirText it && it.Text == text;

    public override bool IsWrittenAs(FhirNode? other) => Says(other);

    public override int WrittenHash() => text.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A number as its own digits, so that no decimal is lost.</summary>
/// <param name="digits">A number as JSON has it.</param>
internal sealed class FhirDecimal(string digits) : FhirNode
{
    public string Digits => digits;

    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(digits, skipInputValidation: true);

    public override void WriteTo(JsonBytes json) => json.Digits(digits);

    public override JsonNode ToJson() => JsonNode.Parse(digits)!;

    public override FhirNode Copy() => this;

    public override bool Says(FhirNode? other) => other is FhirDecimal it && it.Digits == digits;

    public override bool IsWrittenAs(FhirNode? other) => Says(other);

    public override int WrittenHash() => digits.GetHashCode(StringComparison.Ordinal);
}

/// <summary>An integer.</summary>
internal sealed class FhirInteger(int value) : FhirNode
{
    public int Value => value;

    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteNumberValue(value);

    public override void WriteTo(JsonBytes json) => json.Number(value);

    public override JsonNode ToJson() => JsonValue.Create(value);

    public override FhirNode Copy() => this;

    public override bool Says(FhirNode? other) => other is FhirInteger it && it.Value == value;

    public override bool IsWrittenAs(FhirNode? other) => Says(other);

    public override int WrittenHash() => value;
}

/// <summary>True or false.</summary>
internal sealed class FhirBoolean : FhirNode
{
    public static readonly FhirBoolean True = new(value: true);
    public static readonly FhirBoolean False = new(value: false);
    private readonly bool _value;

    private FhirBoolean(bool value) => _value = value;

    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteBooleanValue(_value);

    public override void WriteTo(JsonBytes json) => json.Raw(_value ? "true"u8 : "false"u8);

    public override JsonNode ToJson() => JsonValue.Create(_value);

    public override FhirNode Copy() => this;

    public override bool Says(FhirNode? other) => ReferenceEquals(this, other);

    public override bool IsWrittenAs(FhirNode? other) => Says(other);

    public override int WrittenHash() => _value ? 1 : 0;
}
