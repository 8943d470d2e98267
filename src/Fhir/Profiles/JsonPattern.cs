using System.Text.Json;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Profiles;

/// <summary>Whether a value holds at least what a pattern says (FHIR R4, ElementDefinition.pattern[x]).</summary>
internal static class JsonPattern
{
    public static bool IsIn(JsonElement value, JsonElement pattern)
    {
        switch (pattern.ValueKind)
        {
            case JsonValueKind.Object:
                if (value.ValueKind != JsonValueKind.Object) return false;
                foreach (var property in pattern.EnumerateObject())
                    if (!value.TryGetProperty(property.Name, out var found) || !IsIn(found, property.Value))
                        return false;
                return true;
            case JsonValueKind.Array:
                foreach (var item in pattern.EnumerateArray())
                    if (!AnyHolds(value, item))
                        return false;
                return true;
            default:
                return AreSame(value, pattern);
        }
    }

    /// <summary>Both are there, and equal.</summary>
    public static bool AreSame(JsonElement value, JsonElement other) => Utf8Text.AreEqual(value, other);

    private static bool AnyHolds(JsonElement values, JsonElement pattern)
    {
        foreach (var value in values.Items())
            if (IsIn(value, pattern))
                return true;
        return false;
    }
}
