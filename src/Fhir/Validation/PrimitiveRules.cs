using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation;

/// <summary>The rules of the primitive types in words (FHIR R4, section 2.24.0.1).</summary>
internal static class PrimitiveRules
{
    /// <summary>One megabyte.</summary>
    public const int LongestString = 1 << 20;

    public static string Of(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Id => "1 to 64 letters, digits, - and .",
        PrimitiveKind.Code => "no space before, after, or twice in a row",
        PrimitiveKind.Date => "a real date as YYYY, YYYY-MM or YYYY-MM-DD",
        PrimitiveKind.DateTime => "a real date, and if it has a time, seconds and a zone",
        PrimitiveKind.Instant => "a real date with time, seconds and a zone",
        PrimitiveKind.Time => "hh:mm:ss, without a zone",
        PrimitiveKind.Uri or PrimitiveKind.Url or PrimitiveKind.Canonical => "no white space; urn:uuid: in lower case, urn:oid: with arcs",
        PrimitiveKind.Uuid => "urn:uuid: and a UUID in lower case",
        PrimitiveKind.Oid => "urn:oid: and arcs without leading zeros",
        PrimitiveKind.Base64Binary => "base64 with its padding",
        PrimitiveKind.PositiveInt => "a whole number from 1, of 32 bits",
        PrimitiveKind.UnsignedInt => "a whole number from 0, of 32 bits",
        PrimitiveKind.Integer => "a whole number of 32 bits",
        _ => "text that is not only white space, without control characters",
    };
}
