using System.Text.Json;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation;

internal sealed partial class Walk
{
    // Canonical addresses are absolute, or name what is contained (R4, section 2.24.0.1); so is the url that a resource gives itself.
    private void Address(JsonElement json, ReadOnlySpan<byte> text, FhirElementInfo element, PrimitiveKind kind)
    {
        if (text[0] == '#') return;
        var mustBeAbsolute = kind == PrimitiveKind.Canonical || (kind == PrimitiveKind.Uri && element.Name == "url" && element.Owner.IsResource);
        if (mustBeAbsolute && !text.Contains((byte)':'))
            Report("FHIR-0142", "invalid", json, "A canonical address is absolute.");
        if (_options.ExampleAddress is { } severity && kind == PrimitiveKind.Url && IsExample(text))
            Report("FHIR-0141", "invalid", json, "The address is one of those kept for examples.", severity: severity);
    }

    private static bool IsExample(ReadOnlySpan<byte> text) => text.IndexOf("example.org"u8) >= 0 || text.IndexOf("example.com"u8) >= 0 || text.IndexOf("acme.com"u8) >= 0;
}
