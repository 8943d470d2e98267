using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Carelake.X12;

namespace Carelake.Tests.X12;

/// <summary>Models as JSON, for comparing them by content and for golden files. Places in the input are left out.</summary>
public static class ModelJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(), new SegmentConverter(), new AmountConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OnlyWhatIsSet } },
    };

    public static string Of(object model) => JsonSerializer.Serialize(model, Options) + "\n";

    // What is computed from other members says nothing more; empty lists say nothing.
    private static void OnlyWhatIsSet(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.ToList())
        {
            var isComputed = property.Set is null && type.Type.Namespace?.StartsWith("Carelake", StringComparison.Ordinal) == true
                && type.Type.GetProperty(property.Name)?.SetMethod is null;
            if (isComputed || property.Name == "SegmentNumber") type.Properties.Remove(property);
            else if (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
                property.ShouldSerialize = (_, value) => value is System.Collections.ICollection { Count: > 0 };
        }
    }

    // 10 and 10.00 are one amount.
    private sealed class AmountConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class SegmentConverter : JsonConverter<X12SegmentValue>
    {
        public override X12SegmentValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, X12SegmentValue value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Encoding.Latin1.GetString(value.Bytes.Span).TrimEnd('*'));
    }
}
