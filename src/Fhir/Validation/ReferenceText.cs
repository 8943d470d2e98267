namespace Carelake.Fhir.Validation;

/// <summary>What the text of a reference says (FHIR R4, section 2.3.0.1).</summary>
internal static class ReferenceText
{
    /// <summary>The resource type in <c>Type/id</c>, at the end of an address too and with a version; empty when it says none.</summary>
    public static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("urn:"u8)) return default;
        var query = text.IndexOf((byte)'?');
        if (query >= 0) return text[..query].Contains((byte)'/') || query == 0 ? default : text[..query];
        var history = text.IndexOf("/_history/"u8);
        if (history >= 0) text = text[..history];
        var slash = text.LastIndexOf((byte)'/');
        if (slash <= 0 || !Primitives.IsId(text[(slash + 1)..])) return default;
        var before = text[..slash];
        var name = before[(before.LastIndexOf((byte)'/') + 1)..];
        return name;
    }

    /// <summary>Has no scheme.</summary>
    public static bool IsRelative(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        var end = text.IndexOfAny("/?#"u8);
        return colon < 0 || (end >= 0 && end < colon);
    }
}
