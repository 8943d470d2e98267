using System.Text;
using System.Text.Json.Nodes;
using Carelake.Core;
using Carelake.Fhir.FromHl7v2;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Hl7v2;

namespace Carelake.Tests.Fhir.FromHl7v2;

/// <summary>Messages of a few lines, converted.</summary>
internal static class V2
{
    public const string Header = @"MSH|^~\&|ADT|HOSP^1.2.3.4^ISO|LAKE|GROUP|20250115103000+0100||ADT^A01^ADT_A01|M1|P|2.5.1";

    public static FromHl7v2Converter Converter { get; } = new(MappingTables.Default, new());

    /// <summary>Segments, one each; a header is put before them unless the first is one.</summary>
    public static Hl7Message Message(params string[] segments)
    {
        var lines = segments.Length > 0 && segments[0].StartsWith("MSH", StringComparison.Ordinal) ? segments : [Header, .. segments];
        return Hl7Message.Parse(Encoding.UTF8.GetBytes(string.Join('\r', lines) + '\r')).Value;
    }

    public static Parsed<FhirConversion> Convert(params string[] segments) => Converter.Convert(Message(segments));

    public static IEnumerable<JsonObject> All(this Parsed<FhirConversion> conversion, string type) =>
        conversion.Value.Resources.Where(resource => (string?)resource["resourceType"] == type);

    public static JsonObject The(this Parsed<FhirConversion> conversion, string type) => conversion.All(type).ShouldHaveSingleItem();

    /// <summary>The resource that a reference names.</summary>
    public static JsonObject Target(this Parsed<FhirConversion> conversion, JsonNode? reference) =>
        conversion.Value.Resources.Single(resource => $"{resource["resourceType"]}/{resource["id"]}" == (string?)reference?["reference"]);

    public static string Header9(string type) => Header.Replace("ADT^A01^ADT_A01", type, StringComparison.Ordinal);
}
