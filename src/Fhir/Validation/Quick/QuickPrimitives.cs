using System.Text;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>Whether the value of a primitive gives no reason to say anything, as <see cref="Walk"/> looks at it.</summary>
internal static class QuickPrimitives
{
    /// <summary>A string, its quotes left out.</summary>
    public static bool IsText(ReadOnlySpan<byte> text, bool hasEscape, QuickEntry entry)
    {
        var kind = entry.Primitive;
        if (text.IsEmpty) return false;
        if (kind == PrimitiveKind.Xhtml) return IsNarrative(text, hasEscape);
        if (hasEscape) return kind is PrimitiveKind.String or PrimitiveKind.Markdown && !entry.IsRequiredBinding && IsEscaped(text, kind);
        if (!IsValue(text, kind)) return false;
        if (entry.IsRequiredBinding && entry.Codes is not null && kind is PrimitiveKind.Code or PrimitiveKind.Uri or PrimitiveKind.String && !entry.Codes!.Contains(text)) return false;
        return kind switch
        {
            PrimitiveKind.String => text.Length <= PrimitiveRules.LongestString && !(text.Contains((byte)'<') && Markup.IsIn(text)),
            PrimitiveKind.Markdown => text.Length <= PrimitiveRules.LongestString,
            PrimitiveKind.Url => text[0] != '#',
            PrimitiveKind.Uri => text[0] != '#' && (!(entry.Element.Name == "url" && entry.Element.Owner.IsResource) || text.Contains((byte)':')),
            PrimitiveKind.Canonical => text[0] != '#' && text.Contains((byte)':'),
            _ => true,
        };
    }

    private static bool IsValue(ReadOnlySpan<byte> text, PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Id => Primitives.IsId(text),
        PrimitiveKind.Code => Primitives.IsCode(text),
        PrimitiveKind.Date => Primitives.IsDate(text),
        PrimitiveKind.DateTime => Primitives.IsDateTime(text),
        PrimitiveKind.Instant => Primitives.IsInstant(text),
        PrimitiveKind.Time => Primitives.IsTime(text),
        PrimitiveKind.Uri or PrimitiveKind.Url or PrimitiveKind.Canonical => Primitives.IsUri(text),
        PrimitiveKind.Uuid => Primitives.IsUuid(text),
        PrimitiveKind.Oid => Primitives.IsOid(text),
        PrimitiveKind.Base64Binary => Primitives.IsBase64(text),
        PrimitiveKind.String or PrimitiveKind.Markdown => Primitives.IsString(text),
        _ => false,
    };

    /// <summary>A number.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text, PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Decimal => true,
        PrimitiveKind.Integer => Primitives.IsInteger(text, int.MinValue),
        PrimitiveKind.PositiveInt => Primitives.IsInteger(text, 1),
        PrimitiveKind.UnsignedInt => Primitives.IsInteger(text, 0),
        _ => false,
    };

    // Quotes, slashes and line ends are what texts have escapes for; anything rarer is left to the full check.
    private static bool IsEscaped(ReadOnlySpan<byte> text, PrimitiveKind kind)
    {
        if (text.Length > PrimitiveRules.LongestString) return false;
        var hasLetter = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                hasLetter |= text[at] is not ((byte)' ' or (byte)'<');
                if (text[at] == '<' && kind == PrimitiveKind.String) return false;
                continue;
            }
            at++;
            if (text[at] is (byte)'u' or (byte)'b' or (byte)'f') return false;
        }
        return hasLetter;
    }

    private static bool IsNarrative(ReadOnlySpan<byte> text, bool hasEscape)
    {
        var plain = Encoding.UTF8.GetString(text);
        if (hasEscape)
        {
            // The simple escapes alone; a backslash that stands for itself is rare enough to be left to the full check.
            if (plain.Contains("\\u", StringComparison.Ordinal) || plain.Contains("\\\\", StringComparison.Ordinal) || plain.Contains("\\b", StringComparison.Ordinal) || plain.Contains("\\f", StringComparison.Ordinal))
                return false;
            plain = plain.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal)
                .Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\/", "/", StringComparison.Ordinal);
        }
        var narrative = XhtmlReader.Read(plain);
        return narrative.Problems.Count == 0 && narrative.Links.Count == 0;
    }
}
