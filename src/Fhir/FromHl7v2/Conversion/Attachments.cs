using System.Text;
using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>HL7 v2 ED and RP (sections 2.A.24, 2.A.65) as FHIR Attachments.</summary>
internal static class Attachments
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PDF"] = "application/pdf", ["RTF"] = "text/rtf", ["TEXT"] = "text/plain", ["TXT"] = "text/plain", ["HTML"] = "text/html",
        ["XML"] = "text/xml", ["JPEG"] = "image/jpeg", ["JPG"] = "image/jpeg", ["PNG"] = "image/png", ["GIF"] = "image/gif", ["TIFF"] = "image/tiff",
        ["DICOM"] = "application/dicom", ["BASIC"] = "audio/basic",
    };

    private static readonly string[] MediaTypes = ["application", "audio", "image", "text", "video", "multipart", "message", "model"];

    /// <summary>Encapsulated data, base64 (<c>Base64</c>), hexadecimal (<c>Hex</c>) or as it is (<c>A</c>).</summary>
    public static FhirObject? FromEd(V2Value value)
    {
        var data = string.Concat(value.Part(5).WholeText().Where(letter => !char.IsWhiteSpace(letter)));
        var encoding = value.Part(4).Text().ToUpperInvariant();
        var bytes = encoding switch
        {
            "HEX" => FromHex(data),
            "A" or "" when !IsBase64(data) => Encoding.UTF8.GetBytes(value.Part(5).WholeText()),
            _ => IsBase64(data) ? Convert.FromBase64String(data) : Encoding.UTF8.GetBytes(data),
        };
        var attachment = new FhirObject();
        if (ContentType(value.Part(2).Text(), value.Part(3).Text()) is { } type) attachment["contentType"] = type;
        if (bytes is { Length: > 0 }) attachment["data"] = Convert.ToBase64String(bytes);
        if (value.Part(1).Text() is { Length: > 0 } source) attachment["title"] = source;
        return attachment.Count > 0 ? attachment : null;
    }

    /// <summary>A pointer to data elsewhere.</summary>
    public static FhirObject? FromRp(V2Value value)
    {
        var attachment = new FhirObject();
        if (ContentType(value.Part(3).Text(), value.Part(4).Text()) is { } type) attachment["contentType"] = type;
        var pointer = value.Part(1).WholeText().Trim();
        if (pointer.Length > 0 && !pointer.Any(char.IsWhiteSpace)) attachment["url"] = pointer;
        else if (pointer.Length > 0) attachment["title"] = pointer;
        if (value.Part(2).Text() is { Length: > 0 } application && !attachment.ContainsKey("title")) attachment["title"] = application;
        return attachment.Count > 0 ? attachment : null;
    }

    /// <summary>A document's lines as one plain text.</summary>
    public static FhirObject? FromText(StringBuilder? text)
    {
        if (text is not { Length: > 1 }) return null;
        return new() { ["contentType"] = "text/plain", ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.ToString().TrimEnd('\n'))) };
    }

    private static string? ContentType(string type, string subtype)
    {
        if (type.Contains('/', StringComparison.Ordinal)) return type;
        if (subtype.Contains('/', StringComparison.Ordinal)) return subtype;
        if (subtype.Length > 0 && MediaTypes.Contains(type.ToLowerInvariant(), StringComparer.Ordinal))
            return $"{type.ToLowerInvariant()}/{subtype.ToLowerInvariant()}";
        return ContentTypes.GetValueOrDefault(subtype) ?? ContentTypes.GetValueOrDefault(type);
    }

    private static bool IsBase64(string data) =>
        data.Length > 0 && data.Length % 4 == 0 && System.Buffers.Text.Base64.IsValid(data.AsSpan());

    private static byte[]? FromHex(string data)
    {
        var hex = data.Length % 2 == 0 && data.All(char.IsAsciiHexDigit);
        return hex ? Convert.FromHexString(data) : Encoding.UTF8.GetBytes(data);
    }
}
